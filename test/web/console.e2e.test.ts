import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutBrowser } from '../support/browser.ts';
import { violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';

const officer = 'Data protection officer';

let world: BrowserWorld;
let erasure: string;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openConsoleWorld();
  erasure = await personAsks(world, 'queue-1@example.com', { kind: 'erasure' });
  await personAsks(world, 'queue-2@example.com', { kind: 'access' }, 'US-CA');
  await personAsks(world, 'queue-3@example.com', { kind: 'complaint', reason: 'You wrote again.' });
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

describe.skipIf(withoutBrowser)('the privacy team in the console', () => {
  test('signs in with one click, and is offered what the scopes of the token allow', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await page.route('**/token', async (route) => {
      const response = await route.fetch();
      const tokens = (await response.json()) as Record<string, unknown>;
      await route.fulfill({ response, json: { ...tokens, scope: 'openid custos/ledger' } });
    });
    await visit.signIn(officer, '/console/');

    const nav = page.getByRole('navigation', { name: 'Console' });
    await nav.getByRole('link', { name: 'Overview' }).waitFor();
    expect(await nav.getByRole('link', { name: 'Requests' }).count()).toBe(0);
    await visit.open('/console/requests');
    await page.getByRole('heading', { name: 'You may not open this' }).waitFor();
    await page.getByText('custos/requests').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.unroute('**/token');
    await visit.open('/console/');

    await nav.getByRole('link', { name: 'Requests' }).click();
    await page.getByRole('heading', { name: 'Requests', level: 1 }).waitFor();
    await visit.end();
  });

  test('learns which right is missing when the API refuses', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/');
    await page.route('**/v1/requests?*', (route) =>
      route.fulfill({
        status: 403,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          ...{ type: 'urn:custos:problem:scope-missing', title: 'No', status: 403 },
          requestId: '3f6c2a9d-1e4b-4a70-9f53-000000000000',
        }),
      }),
    );

    await page.getByRole('link', { name: 'Requests' }).first().click();

    await page.getByRole('alert').getByText('Your account may not do this.').waitFor();
    await visit.end();
  });

  test('sees requests by due date, filters them, and finds the filter again under its name', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/requests');
    const rows = page.getByRole('table').getByRole('row');
    await page.getByText('3 shown, 0 overdue, 0 due within a week').waitFor();
    expect(await rows.count()).toBe(4);
    // 45 days under the CCPA, a month under the GDPR.
    expect(await rows.nth(3).innerText()).toMatch(/4[45] days left/);

    await page.getByLabel('Law').selectOption('ccpa');
    await page.getByText('1 shown').waitFor();
    expect(new URL(page.url()).search).toBe('?law=ccpa');
    await page.getByText('Saved filters').click();
    await page.getByLabel('Save this filter as').fill('California');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.reload();
    await page.getByText('1 shown').waitFor();
    await page.getByLabel('Law').selectOption('');
    await page.getByText('3 shown').waitFor();
    await page.getByText('Saved filters').click();
    await page.getByRole('button', { name: 'California', exact: true }).click();

    await page.getByText('1 shown').waitFor();
    // A filter says what it leaves out, also where nothing fits it.
    await page.getByLabel('Status', { exact: true }).selectOption('denied');
    await page.getByText('No request matches what you have chosen.').waitFor();
    expect(await page.getByLabel('Law').inputValue()).toBe('ccpa');
    await visit.end();
  });

  test('does not read the date on which an answer was due as the date of the answer', async () => {
    await personAsks(world, 'objects@example.com', { kind: 'objection' });
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/requests?status=completed');
    const row = page.getByRole('row').filter({ hasText: 'closed' }).first();
    await row.waitFor();

    expect(await row.innerText()).toMatch(/\d{4}\s+closed/);
    await row.getByRole('link').click();
    const due = page.getByRole('definition').filter({ hasText: 'closed' }).first();
    await due.waitFor();
    expect(await due.innerText()).toMatch(/\d{4} closed/);
    await visit.end();
  });

  test('takes what is listed away as CSV', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/requests?kind=erasure');
    const downloading = page.waitForEvent('download');

    await page.getByRole('button', { name: 'Download as CSV' }).click();

    const file = await readFile(await (await downloading).path(), 'utf8');
    expect(file.split('\r\n')[1]).toMatch(`${erasure},erasure,approval-required,approval,gdpr,`);
    await visit.end();
  });

  test('uses single keys, but never in a field, and can switch them off', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(officer, '/console/');
    await page.keyboard.press('g');
    await page.keyboard.press('q');
    await page.getByRole('table').waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Requests');

    await page.keyboard.press('j');
    expect(await page.evaluate('document.activeElement.textContent')).toMatch('Erasure');
    await page.keyboard.press('/');
    expect(await page.evaluate('document.activeElement.id')).toBe('filter-status');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('heading', { level: 1 }).focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.getByRole('row', { name: 'g q Requests' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);

    await dialog.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.waitForTimeout(100);
    expect(await dialog.count()).toBe(0);
    await visit.end();
  });
});
