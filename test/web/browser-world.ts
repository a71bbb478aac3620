import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { ApiAccess } from '../../local/demo/steps.ts';
import { faultsOf, openBrowser } from '../support/browser.ts';
import { localWorld } from '../support/local-world.ts';

/** A browser, and the pages that the embedded runtime serves. */
export interface BrowserWorld {
  /** Folder of the data of the runtime. */
  readonly home: string;
  /** Base URL of the pages and the API. */
  readonly url: string;
  readonly stage: ApiAccess;
  /** A person's browser, with no cookies and nothing stored. */
  readonly visit: (options?: BrowserContextOptions) => Promise<Visit>;
  /** Stops and starts it again, with the same data and other variables: another policy. */
  readonly restart: (environment: Readonly<Record<string, string>>) => Promise<void>;
  readonly end: () => Promise<void>;
}

export interface Visit {
  readonly page: Page;
  /** Opens an address of the pages. */
  readonly open: (path: string) => Promise<void>;
  /** Goes to another screen, as a link to it does, without loading the page again. */
  readonly go: (path: string) => Promise<void>;
  /** Signs in with one click as one of the demo people, by the name on the button. */
  readonly signIn: (name: string, path?: string) => Promise<void>;
  /** Ends the visit; fails if the page had an error or did what its security policy forbids. */
  readonly end: () => Promise<void>;
}

/** @param environment further variables of `npm start` */
export async function openBrowserWorld(
  environment: Readonly<Record<string, string>> = {},
): Promise<BrowserWorld> {
  const world = await localWorld();
  let runtime = await world.start(undefined, environment);
  const browser: Browser = await openBrowser();
  return {
    home: world.home,
    get url() {
      return runtime.url;
    },
    get stage() {
      return world.stage(runtime);
    },
    visit: (options) => visit(browser, runtime.url, options),
    restart: async (other) => {
      await runtime.stop();
      runtime = await world.start(undefined, other);
    },
    end: async () => {
      await browser.close();
      await runtime.kill();
      await world.end();
    },
  };
}

async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en', ...options });
  const page = await context.newPage();
  // The browser itself reports answers such as 401 and a network that is off.
  const faults = faultsOf(page, (text) => text.startsWith('Failed to load resource'));
  const open = async (path: string) => {
    await page.goto(`${url}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  };
  return {
    page,
    open,
    go: async (path) => {
      await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)})`);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    signIn: async (name, path = '/') => {
      await open(path);
      await page.getByRole('button', { name: `Sign in as ${name}` }).click();
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
    },
    end: async () => {
      await context.close();
      if (faults.length > 0) throw new PageFaultError(faults);
    },
  };
}

/** A page had an error, or did what its security policy forbids. */
export class PageFaultError extends Error {
  override readonly name = 'PageFaultError';

  constructor(faults: readonly string[]) {
    super(`the page had faults:\n${faults.join('\n')}`);
  }
}

/** WCAG 2.2 A and AA, as far as axe-core finds what breaks them. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** How many pixels of the page are beyond its right edge: WCAG 1.4.10. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth');
