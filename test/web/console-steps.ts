import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { BrowserWorld, Visit } from './browser-world.ts';

export const officer = 'Data protection officer';
export const colleague = 'Privacy team';

/** The page of a request, once what can be decided about it is there. */
export async function openRequest(
  world: BrowserWorld,
  requestId: string,
  name = officer,
): Promise<Visit> {
  const visit = await world.visit();
  await visit.signIn(name, `/console/requests/${requestId}`);
  await visit.page.getByRole('heading', { name: 'Decide', exact: true }).waitFor();
  return visit;
}

export const dialogOf = (page: Page) => page.getByRole('alertdialog');

export const confirm = (page: Page, name: string) =>
  dialogOf(page).getByRole('button', { name }).click();

export async function withVisit(visit: Visit, act: (page: Page) => Promise<void>): Promise<void> {
  await act(visit.page);
  await visit.end();
}

/** The file that a button gives. */
export async function fileOf(page: Page, press: () => Promise<void>): Promise<string> {
  const downloading = page.waitForEvent('download');
  await press();
  return readFile(await (await downloading).path(), 'utf8');
}

/**
 * What each table of the page is as a file, by its caption.
 *
 * @throws Error if one cannot be taken away
 */
export async function filesOf(page: Page): Promise<Readonly<Record<string, string>>> {
  const captions = await page.locator('main table caption').allTextContents();
  const files: Record<string, string> = {};
  for (const caption of captions) {
    const button = page.getByRole('button', { name: `Download as CSV: ${caption}`, exact: true });
    if ((await button.count()) !== 1) throw new Error(`no file of the table ${caption}`);
    files[caption] = await fileOf(page, () => button.click());
  }
  return files;
}
