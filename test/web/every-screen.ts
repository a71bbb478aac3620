import type { BrowserContextOptions, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutBrowser } from '../support/browser.ts';
import { overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld, Visit } from './browser-world.ts';

type Media = NonNullable<Parameters<Page['emulateMedia']>[0]>;
type Look = Media & { readonly width?: number; readonly height?: number; readonly text?: string };

/** How people look at a page. */
const looks: Readonly<Record<string, Look>> = {
  light: {},
  dark: { colorScheme: 'dark' },
  'with high contrast': { contrast: 'more' },
  'with forced colours': { forcedColors: 'active' },
  // 1280 x 1024 at 400 %: WCAG 1.4.10.
  'at 400 %': { width: 320, height: 256 },
  // WCAG 1.4.4.
  'with text of twice the size': { width: 640, text: '200%' },
};
const usual = { colorScheme: 'light', contrast: 'no-preference', forcedColors: 'none' } as const;

async function inEachLook(
  page: Page,
  address: string,
  see: (page: Page, where: string) => Promise<void>,
): Promise<void> {
  for (const [name, { width = 1_280, height = 800, text = '', ...media }] of Object.entries(
    looks,
  )) {
    await page.emulateMedia({ ...usual, ...media });
    await page.setViewportSize({ width, height });
    await page.evaluate(`document.documentElement.style.fontSize = '${text}'`);
    await see(page, `${address} ${name}`);
  }
  await page.evaluate("document.documentElement.style.fontSize = ''");
  await page.emulateMedia(usual);
}

export interface Entrance {
  readonly world: BrowserWorld;
  /** Of one of the demo people, as the button has it in every language. */
  readonly as: RegExp;
  /** Path of the entrance. */
  readonly base: '/' | '/console/';
  /** Paths of all its screens, with a value for each part that is any text. */
  readonly addresses: readonly string[];
}

/**
 * Where the screens are.
 *
 * @param values of parts that are any text
 * @throws when a screen has a part without a value: a new screen is looked at, too
 */
export async function addressesOf(
  base: Entrance['base'],
  values: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  // By its address, so that types of a browser stay out of those of Node.
  const { href } = new URL(
    `../../web/${base === '/' ? 'centre' : 'console'}/screens.ts`,
    import.meta.url,
  );
  const { screens } = (await import(href)) as { screens: readonly { readonly path: string }[] };
  return ['/', ...screens.map(({ path }) => path)].map((path) =>
    `${base.slice(0, -1)}${path}`.replaceAll(/:\w+/g, (part) => {
      const value = values[part];
      if (value === undefined) throw new Error(`${path}: say what ${part} is`);
      return value;
    }),
  );
}

/** Goes through all screens; each is whole when `look` sees it. */
async function throughAll(
  { world, as, base, addresses }: Entrance,
  options: BrowserContextOptions,
  look: (page: Page, address: string) => Promise<void>,
  signedIn: (visit: Visit) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const visit = await world.visit(options);
  const { page } = visit;
  await visit.open(base);
  await look(page, `${base} for strangers`);
  await page.getByRole('button', { name: as }).click();
  await page.getByRole('button', { name: /Sign out|Abmelden/ }).waitFor();
  await signedIn(visit);
  for (const address of addresses) {
    await visit.go(address);
    await page.waitForLoadState('networkidle');
    await look(page, address);
  }
  await visit.end();
}

/** In every look, and on paper. */
async function isReadableInEachLook(page: Page, address: string): Promise<void> {
  await inEachLook(page, address, isReadable);
  await isPrintable(page, address);
}

/** No violation of WCAG that axe-core finds, and scrolling in one direction. */
async function isReadable(page: Page, address: string): Promise<void> {
  expect(await violationsOf(page), address).toEqual([]);
  expect(await overflowOf(page), address).toBe(0);
}

/** On paper: the screen without the navigation, nothing cut off. */
async function isPrintable(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 794, height: 1_123 });
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('heading', { level: 1 }).isVisible(), address).toBe(true);
  expect(await page.getByRole('navigation').first().isVisible(), address).toBe(false);
  expect(await cutOff(page), address).toEqual([]);
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 1_280, height: 800 });
}

/** Elements that do not show all of their content, and cannot be scrolled on paper. */
const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`[...document.querySelectorAll('main *')]
    .filter((element) => {
      const { overflowX, overflowY, display } = getComputedStyle(element);
      if (display === 'inline' || element.clientWidth <= 1) return false;
      const isCut = (overflow) => overflow !== 'visible';
      return (isCut(overflowX) && element.scrollWidth > element.clientWidth + 1)
        || (isCut(overflowY) && element.scrollHeight > element.clientHeight + 1);
    })
    .map((element) => element.outerHTML.slice(0, 120))`);

/**
 * The API answers nothing but faults: a screen that asks it says so, and what to do.
 *
 * @returns how many screens asked it
 */
async function throughFaults(
  entrance: Entrance,
  fail: (route: Route) => Promise<void>,
): Promise<number> {
  // Of each address the first call counts: the client repeats one, also when the screen has gone.
  const called = new Set<string>();
  let known = 0;
  let asked = 0;
  await throughAll(
    entrance,
    {},
    async (page, address) => {
      if (called.size > known) {
        asked += 1;
        const alert = page.getByRole('alert').first();
        await alert.waitFor({ timeout: 10_000 }).catch(() => {
          throw new Error(`${address} does not say that the service did not answer`);
        });
        expect(await alert.innerText(), address).toMatch(/again|later/);
        expect(await page.getByRole('heading', { level: 1 }).count(), address).toBe(1);
      }
      known = called.size;
    },
    async ({ page }) => {
      await page.route('**/v1/**', (route) => {
        called.add(route.request().url());
        return fail(route);
      });
    },
  );
  return asked;
}

/** What Tab reaches: each is in sight, and shows that it has the focus. WCAG 2.4.7, 2.4.11. */
async function isReachedByKeyboard(page: Page, address: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).focus();
  const unseen: string[] = [];
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press('Tab');
    const [isInside, wrong] = await page.evaluate<[boolean, string | undefined]>(focusedElement);
    if (!isInside) break;
    if (wrong !== undefined) unseen.push(wrong);
  }
  expect(unseen, address).toEqual([]);
}

/** Whether what has the focus is in the screen, and what is wrong with how it shows. */
const focusedElement = `(() => {
  const element = document.activeElement;
  if (element === null || element.closest('main') === null) return [false];
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const { top, bottom, width } = element.getBoundingClientRect();
  const isMarked = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  const isInSight = bottom > 0 && top < innerHeight && width > 0;
  return [true, isMarked && isInSight ? undefined
    : (isMarked ? 'out of sight: ' : 'not marked: ') + element.outerHTML.slice(0, 120)];
})()`;

/**
 * What holds for every screen of an entrance.
 *
 * @param open with data, so that no screen is empty
 * @param asking how many of its screens ask the API, at least
 */
export function everyScreen(name: string, open: () => Promise<Entrance>, asking: number): void {
  let entrance: Entrance;
  beforeAll(async () => {
    if (!withoutBrowser) entrance = await open();
  });
  afterAll(async () => {
    if (!withoutBrowser) await entrance.world.end();
  });

  describe.skipIf(withoutBrowser)(`every screen of ${name}`, () => {
    test('is readable in each look, and printed whole', async () => {
      await throughAll(entrance, {}, isReadableInEachLook);
    });

    test('is readable in German at 320 pixels', async () => {
      const viewport = { width: 320, height: 640 };
      await throughAll(entrance, { locale: 'de', viewport }, isReadable);
    });

    test('shows where the keyboard is', async () => {
      await throughAll(entrance, {}, isReachedByKeyboard);
    });

    test.each<[string, (route: Route) => Promise<void>]>([
      ['the service has a fault', (route) => route.fulfill({ status: 503 })],
      ['the network is off', (route) => route.abort('internetdisconnected')],
    ])('says what to do when %s', async (_fault, fail) => {
      expect(await throughFaults(entrance, fail)).toBeGreaterThanOrEqual(asking);
    });
  });
}
