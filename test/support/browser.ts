import sparticuz from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

/**
 * `CUSTOS_TEST_BROWSER` is the path of a Chromium, or `none` if there is no browser: the tests that
 * need one are then skipped, and reported as such.
 */
const named = process.env['CUSTOS_TEST_BROWSER'];
export const withoutBrowser = named === 'none';

/**
 * The Chromium in the dev dependencies, unpacked once per machine.
 *
 * @param more arguments of its command line
 * @throws NoBrowserError if it does not run and no other one is named
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  try {
    const executablePath = named ?? (await sparticuz.executablePath());
    // The pages are those of Custos, and continuous integration runs as root, where no sandbox
    // starts.
    return await chromium.launch({ executablePath, args: ['--no-sandbox', ...more] });
  } catch (cause) {
    throw new NoBrowserError(cause);
  }
}

/**
 * Errors of a page so far, what its security policy forbade among them; more are added as they come.
 *
 * @param isExpected of what the console says
 */
export function faultsOf(
  page: Page,
  isExpected: (text: string) => boolean = () => false,
): readonly string[] {
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message.text())) faults.push(message.text());
  });
  return faults;
}

export class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError';

  constructor(cause: unknown) {
    super(
      'no browser starts: set CUSTOS_TEST_BROWSER to the path of a Chromium, or to `none` to leave out what needs one',
      { cause },
    );
  }
}
