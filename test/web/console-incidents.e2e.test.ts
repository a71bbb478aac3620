import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { withoutBrowser } from '../support/browser.ts';
import { overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { filesOf } from './console-steps.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';

const officer = 'Data protection officer';

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openConsoleWorld();
  await personAsks(world, 'held@example.com', { kind: 'complaint', reason: 'You wrote again.' });
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

const dialogOf = (page: Page) => page.getByRole('alertdialog');
const confirm = (page: Page, name: string) =>
  dialogOf(page).getByRole('button', { name, exact: true }).click();

describe.skipIf(withoutBrowser)('the privacy team in the console', () => {
  test('places a hold, sees whom it is about when asked for, and releases it', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/holds');
    await page.getByText('There is no hold.').waitFor();
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('n');
    await dialogOf(page).getByLabel('Identifier of the person').fill('held@example.com');
    await dialogOf(page).getByRole('checkbox', { name: 'Prompts' }).check();
    await dialogOf(page).getByLabel('What for').fill('Case 4 O 112/26');
    expect(await violationsOf(page)).toEqual([]);
    await confirm(page, 'Place a hold');

    await page.getByText('The hold is placed.').waitFor();
    const row = page.getByRole('row', { name: /Case 4 O 112\/26/ });
    await row.getByText('Prompts').waitFor();
    expect(await page.getByText('held@example.com').count()).toBe(0);
    await page.getByRole('button', { name: 'Show who the holds are about' }).click();
    await row.getByText('held@example.com').waitFor();
    await row.getByRole('button', { name: 'Release: Case 4 O 112/26' }).click();
    await confirm(page, 'Release');
    await page.getByText('The hold is released.').waitFor();
    await page.getByText('There is no hold.').waitFor();
    await visit.end();
  });

  test('works an incident: recorded, contained after a dry run, counted, and notified by two', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/incidents');
    await page.getByRole('button', { name: 'Record an incident' }).click();
    await dialogOf(page).getByLabel('Title').fill('   ');
    await dialogOf(page).getByLabel('What happened', { exact: true }).fill('A token leaked.');
    await confirm(page, 'Record an incident');
    await dialogOf(page).getByText('/title', { exact: true }).waitFor();
    await dialogOf(page).getByLabel('Title').fill('Service token used from an unknown network');
    await confirm(page, 'Record an incident');
    await page
      .getByRole('heading', { name: 'Service token used from an unknown network' })
      .waitFor();
    const clock = page.getByRole('row', { name: /^Inform the authority/ }).first();
    await clock.getByText('2 days left').or(clock.getByText('3 days left')).first().waitFor();

    await page.getByRole('button', { name: 'Contain', exact: true }).click();
    await dialogOf(page).getByRole('checkbox', { name: 'Prompts' }).check();
    expect(await dialogOf(page).getByRole('button', { name: 'Contain now' }).count()).toBe(0);
    await confirm(page, 'Ask what it would do');
    await dialogOf(page).getByText('It would do this.').waitFor();
    await dialogOf(page).getByText('Kinds of data: 1').waitFor();
    expect(await dialogOf(page).locator('[lang=en]').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await confirm(page, 'Contain now');
    await page.getByText('It is being contained.').waitFor();
    await page.getByRole('button', { name: 'Undo: Freeze processing' }).click();
    await confirm(page, 'Undo');
    await page.getByText('It is being undone.').waitFor();

    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await dialogOf(page).getByLabel('Some kinds of data').selectOption({ label: 'Prompts' });
    await confirm(page, 'Search');
    await page.getByText('The search has started.').waitFor();
    await page.getByRole('row', { name: /^Which kind of data/ }).waitFor();

    await page.getByRole('button', { name: 'Prepare the form for an authority' }).click();
    await dialogOf(page).getByLabel('Likely consequences').fill('Strangers may know it.');
    await confirm(page, 'Prepare the form for an authority');
    await page.getByText('Prepared. A second person has to approve it.').waitFor();
    await page.getByRole('button', { name: 'Read and approve: Authority' }).click();
    await dialogOf(page).getByText('Strangers may know it.').waitFor();
    await confirm(page, 'Approve exactly this text');
    await dialogOf(page).getByText('another member of staff has to').waitFor();
    await page.keyboard.press('Escape');
    const files = await filesOf(page);
    expect(Object.values(files).join('')).toMatch(/\nWhich kind of data,.*,\d+,0\r\n/);
    const address = new URL(page.url()).pathname;
    await visit.end();

    const second = await world.visit();
    await second.signIn('Privacy team', address);
    await second.page.getByRole('button', { name: 'Read and approve: Authority' }).click();
    await dialogOf(second.page).getByText('Strangers may know it.').waitFor();
    await confirm(second.page, 'Approve exactly this text');
    await second.page.getByText('Approved.').waitFor();
    expect(await violationsOf(second.page)).toEqual([]);
    await second.end();
  });

  test.each([
    ['dark', { colorScheme: 'dark' }],
    ['in German at 320 pixels', { locale: 'de', viewport: { width: 320, height: 640 } }],
  ] as const)('has no violation of WCAG and scrolls in one direction, %s', async (_, options) => {
    const visit = await world.visit(options);
    const { page } = visit;
    await visit.open('/console/incidents');
    await page.getByRole('button', { name: new RegExp(officer) }).click();
    await page.getByRole('link', { name: 'Service token used from an unknown network' }).click();
    await page.getByRole('heading', { name: /^(Clocks|Fristen)$/ }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await violationsOf(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await visit.end();
  });
});
