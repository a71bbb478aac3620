import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { empty, hostile, pageOf, rich } from './export-fixture.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const people = { empty, rich, hostile };
const cases = Object.entries(people).flatMap(([name, stored]) =>
  (['en', 'de'] as const).map((language) => ({ name, language, html: pageOf(stored, language) })),
);
const richPage = pageOf(rich, 'en');

interface Reflow {
  readonly width: number;
  readonly beyond: readonly string[];
}
// Heads of tables are read out, not seen: their words are next to each cell.
const reflow = `({
  width: document.documentElement.scrollWidth,
  beyond: [...document.querySelectorAll('body *')]
    .filter((one) => !one.closest('thead') && one.getBoundingClientRect().right > 320)
    .map((one) => one.outerHTML),
})`;

interface Focused {
  readonly place: number;
  readonly outline: string;
  readonly visible: boolean;
}
const focus = `(() => {
  const link = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(link);
  const { left, top, bottom } = link.getBoundingClientRect();
  return {
    place: [...document.querySelectorAll('a')].indexOf(link),
    outline: outlineStyle + ' ' + outlineWidth,
    visible: left >= 0 && top >= 0 && bottom <= innerHeight,
  };
})()`;

describe.skipIf(withoutBrowser)('the page of an export, in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  /** What the page says of itself: errors of its policy, requests, dialogues. */
  async function open(
    html: string,
    options: { readonly width?: number; readonly dark?: boolean } = {},
  ): Promise<Page & { readonly complaints: readonly string[] }> {
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1_000, height: 800 },
      colorScheme: options.dark ? 'dark' : 'light',
    });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => complaints.push(request.url()));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    await page.setContent(html);
    return Object.assign(page, { complaints });
  }

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const { violations: found } = await page.evaluate<AxeResults>(
      `axe.run({ runOnly: { type: 'tag', values: ${JSON.stringify(tags)} } })`,
    );
    return found.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help}: ${html}`),
    );
  }

  test.each(cases)('WCAG 2.2 AA: of the $name person in $language', async ({ html }) => {
    const page = await open(html);

    expect(await violations(page)).toEqual([]);
    expect(page.complaints).toEqual([]);
    await page.close();
  });

  test.each([
    ['dark', { dark: true }],
    ['narrow', { width: 320 }],
  ] as const)('WCAG 2.2 AA: on a %s screen', async (_screen, options) => {
    const page = await open(richPage, options);

    expect(await violations(page)).toEqual([]);
    await page.close();
  });

  test('the checks find what is wrong with a page', async () => {
    const broken = pageOf(empty, 'en')
      .replace('<html lang="en"', '<html lang=""')
      .replace('<title>Your personal data</title>', '');
    const page = await open(broken);

    const found = await violations(page);

    expect(found.map((violation) => violation.split(':')[0])).toEqual([
      'document-title',
      'html-has-lang',
    ]);
    await page.close();
  });

  test.each(cases)(
    'WCAG 1.4.10: of the $name person in $language reflows at 320 pixels',
    async ({ html }) => {
      const page = await open(html, { width: 320 });

      const { width, beyond } = await page.evaluate<Reflow>(reflow);

      expect(beyond).toEqual([]);
      expect(width).toBe(320);
      await page.close();
    },
  );

  test('WCAG 2.1.1, 2.4.1, 2.4.7, 2.4.11: every link is reached by keyboard and shows it', async () => {
    const page = await open(richPage);
    const links = await page.locator('a').count();
    const seen: number[] = [];

    for (let step = 0; step < links; step += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<Focused>(focus);
      expect(focused).toMatchObject({ outline: 'solid 3px', visible: true });
      seen.push(focused.place);
    }

    expect(seen).toEqual(Array.from({ length: links }, (_, place) => place));
    await page.close();
  });

  test('WCAG 2.4.1: the first link skips to the data', async () => {
    const page = await open(richPage);

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.close();
  });
});
