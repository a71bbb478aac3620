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
