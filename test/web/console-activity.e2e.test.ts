import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { staffOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld, overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { filesOf, officer } from './console-steps.ts';

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openBrowserWorld();
  const staff = staffOf(world.stage);
  for (let times = 0; times < 3; times += 1) bodyOf(await staff.get('/v1/requests'));
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

describe.skipIf(withoutBrowser)('the activity of staff', () => {
  test('is counted by day and operation, of the team and of nobody, and leads to the entries', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/activity');
    await page.getByText('The ledger names no member of staff').waitFor();
    const days = page.getByRole('table', { name: 'By day, in UTC' });
    await days.getByRole('row').nth(7).waitFor();
    const operations = page.getByRole('table', { name: /^By operation/ });
    await operations.getByRole('row', { name: /^listRequests read codes and counts 3$/ }).waitFor();
    expect(await violationsOf(page)).toEqual([]);

    const files = await filesOf(page);
    const today = new Date().toISOString().slice(0, 10);
    expect(files['By operation, the most frequent first']).toContain(
      `${today},listRequests,read,,3\r\n`,
    );
    expect(files['By day, in UTC']?.trim().split('\r\n')).toHaveLength(8);
    await page.getByRole('link', { name: 'The entries in the ledger' }).click();
    await page
      .getByRole('row', { name: /staff\.read route: listRequests/ })
      .first()
      .waitFor();
    await visit.end();
  });

  test('of a time without any says so, and asks for a shorter one, in German at 320 pixels', async () => {
    const visit = await world.visit({ locale: 'de', viewport: { width: 320, height: 640 } });
    const { page } = visit;
    await visit.open('/console/');
    await page.getByRole('button', { name: new RegExp(officer) }).click();
    await page.getByRole('button', { name: 'Abmelden' }).waitFor();
    await visit.go('/console/activity');
    await page.getByRole('table', { name: 'Nach Tag, in UTC' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);

    await page.getByLabel('Von').fill('2020-01-01');
    await page.getByRole('button', { name: 'Zeigen' }).click();
    await page.getByRole('alert').getByText('höchstens 92 Tagen').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('Bis (ausschließlich)').fill('2020-01-08');
    await page.getByRole('button', { name: 'Zeigen' }).click();
    await page.getByText('In dieser Zeit hat niemand').waitFor();
    await visit.end();
  });
});
