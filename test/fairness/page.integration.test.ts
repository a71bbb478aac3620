import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fairnessPage } from '../../lambda/fairness/page.ts';
import { openBrowser, withoutBrowser } from '../support/browser.ts';
import { fixtureReport } from './model/report-fixture.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const html = fairnessPage(fixtureReport, { system: 'Upload limits', period: 'November 2026' });

describe.skipIf(withoutBrowser)('the page of a fairness report, in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test.each([
    { colorScheme: 'light', width: 1_000 },
    { colorScheme: 'dark', width: 1_000 },
    { colorScheme: 'light', width: 320 },
  ] as const)('$colorScheme at $width px: accessible, without complaints', async (given) => {
    const { colorScheme, width } = given;
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.setContent(html);
    const pageWidth = await page.evaluate<number>('document.documentElement.scrollWidth');
    await page.evaluate(axe.source);
    const { violations, passes } = await page.evaluate<AxeResults>(
      `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(tags)} } })`,
    );

    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['color-contrast', 'svg-img-alt', 'scrollable-region-focusable']),
    );
    expect(complaints).toEqual([]);
    // Charts and tables scroll by themselves (WCAG 2.2, 1.4.10).
    expect(pageWidth).toBe(width);
    await page.close();
  });
});
