import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { assistant, staffOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { filesOf, officer } from './console-steps.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';

const email = 'from-others@example.com';

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openConsoleWorld();
  await personAsks(world, email, { kind: 'erasure' });
  await personAsks(world, 'queue-2@example.com', { kind: 'access' }, 'US-CA');
  bodyOf(await staffOf(world.stage).get('/v1/requests'));
  const record = { category: 'prompt-text', purposes: ['service-provision'] };
  const source = { recipient: 'support-desk' };
  const subject = { type: 'email', value: email } as const;
  const body = { subject, ...record, source, content: { text: 'From the desk.' } };
  bodyOf(await assistant(world.stage).post('/v1/records', { body }));
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

describe.skipIf(withoutBrowser)('what the privacy team reads', () => {
  test('the activity of staff in the ledger, as a list and as a file, found again by its address', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/ledger');
    await page.getByLabel('Type').selectOption('staff');
    await page.getByRole('button', { name: 'Search' }).click();
    const rows = page.getByRole('row', { name: /staff\.read/ });
    await rows.first().waitFor();
    expect(await page.getByRole('row', { name: /request\.received/ }).count()).toBe(0);
    await page.reload();
    await rows.first().waitFor();
    const downloading = page.waitForEvent('download');

    await page.getByRole('button', { name: 'Download as CSV' }).click();

    const file = await readFile(await (await downloading).path(), 'utf8');
    expect(file).toContain('staff.read,route: listRequests,sha256:');
    await visit.end();
  });

  test('the ledger on a narrow desktop, where a hash is broken', async () => {
    const visit = await world.visit({ viewport: { width: 1_024, height: 768 } });
    const { page } = visit;
    await visit.signIn(officer, '/console/ledger');
    await page
      .getByRole('row', { name: /Policy changed/ })
      .first()
      .waitFor();
    expect(await overflowOf(page)).toBe(0);
    await visit.end();
  });

  test('how many requests came in, by week and by kind, as a chart, tables and files', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/workload');
    await page.getByRole('img', { name: /^Chart of the requests/ }).waitFor();
    const weeks = page.getByRole('table', { name: 'Requests by week' });
    await weeks.getByRole('row', { name: / 2 0 0$/ }).waitFor();
    expect(await weeks.getByRole('row').count()).toBe(13);
    const files = await filesOf(page);
    expect(files['Requests by kind']).toContain('Erasure,1,0,0,\r\n');
    expect(await violationsOf(page)).toEqual([]);

    await page.getByLabel('Time').selectOption({ label: 'The last 4 weeks' });

    await expect.poll(() => weeks.getByRole('row').count()).toBe(5);
    await visit.end();
  });

  test('sweeps the records of everybody again after a confirmation', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/retention');
    await page.getByRole('button', { name: 'Sweep everything again' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('cannot be undone').waitFor();
    await dialog.getByRole('button', { name: 'Sweep everything again' }).click();

    await page.getByText('The sweep has begun.').waitFor();
    await visit.end();
  });

  test('agreements that end, and what people read about them', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/agreements');
    await page.getByRole('table', { name: /first to end first/ }).waitFor();
    await page.getByRole('link', { name: 'Policy' }).first().click();
    await page.getByRole('row', { name: /^Prompts What you write/ }).waitFor();
    await visit.end();
  });

  test('who has to be informed of data from others, until staff record that they were', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/sources');
    const rows = page.getByRole('row', { name: /Example Helpdesk Ltd/ });
    await rows.getByText('days left').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await rows.getByRole('button', { name: /^Record that they were informed/ }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('When').fill('2099-01-01T00:00');
    expect(await violationsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Record that they were informed' }).click();
    await dialog.getByText('/at', { exact: true }).waitFor();
    await dialog.getByLabel('When').fill('');
    await dialog.getByRole('button', { name: 'Record that they were informed' }).click();

    await page.getByText('It is recorded that the person was informed.').waitFor();
    await page.getByText('Everybody was informed.').waitFor();
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('the menu on a narrow screen', () => {
  test('leads to every screen, and closes', async () => {
    const visit = await world.visit({ viewport: { width: 320, height: 640 } });
    const { page } = visit;
    await visit.signIn(officer, '/console/');
    const menu = page.getByRole('button', { name: 'Menu' });
    const links = page.getByRole('navigation').getByRole('link');
    await menu.click();
    expect(await violationsOf(page)).toEqual([]);
    const names = await links.allInnerTexts();
    expect(names.length).toBeGreaterThan(10);

    for (const name of names) {
      if (!(await links.first().isVisible())) await menu.click();
      await links.filter({ hasText: name }).first().click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await links.first().waitFor({ state: 'hidden' });
    }
    await visit.end();
  });
});
