import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { bodyOf } from '../../client/index.ts';
import { assistant, clientOf, staffOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { confirm, dialogOf, officer, openRequest, withVisit } from './console-steps.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';

let world: BrowserWorld;
beforeAll(async () => {
  if (!withoutBrowser) world = await openConsoleWorld({ erasureApprovals: 0, peoplePerHour: 1 });
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

/** What a newer API would have answered. */
async function answering(page: Page, requestId: string, more: object): Promise<void> {
  await page.route(`**/v1/requests/${requestId}?*`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), ...more } });
  });
}

async function statusOf(requestId: string): Promise<string> {
  const path = { requestId };
  return bodyOf(await staffOf(world.stage).get('/v1/requests/{requestId}', { path })).status;
}

describe.skipIf(withoutBrowser)('what is rare on the page of a request', () => {
  test('an erasure that is paused is explained and resumed; what was withheld is read for its ground', async () => {
    const emails = ['erased-1@example.com', 'erased-2@example.com'] as const;
    const subject = { type: 'email', value: emails[1] } as const;
    bodyOf(await assistant(world.stage).post('/v1/subjects', { body: { subject } }));
    const score = { category: 'safety-score', purposes: ['safety'], content: { score: 0.97 } };
    bodyOf(await assistant(world.stage).post('/v1/records', { body: { subject, ...score } }));
    const [first, second] = [
      await personAsks(world, emails[0], { kind: 'erasure' }),
      await personAsks(world, emails[1], { kind: 'erasure' }),
    ];
    await vi.waitFor(
      async () => {
        const { state } = bodyOf(await staffOf(world.stage).get('/v1/erasures'));
        expect(state).toBe('paused');
      },
      { timeout: 30_000, interval: 200 },
    );
    const ended = [await statusOf(first), await statusOf(second)];
    expect(ended).toContain('in-progress');

    await withVisit(await openRequest(world, second), async (page) => {
      await page.getByRole('link', { name: 'All requests' }).click();
      await page.getByRole('heading', { name: 'Erasures are paused' }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Resume erasures' }).click();
      await dialogOf(page).getByLabel('For how many hours').fill('99');
      await confirm(page, 'Resume erasures');
      await dialogOf(page).getByText('/hours').waitFor();
      await dialogOf(page).getByLabel('For how many hours').fill('2');
      await confirm(page, 'Resume erasures');
      await page.getByText('Erasures run again.').waitFor();
      expect(await page.getByRole('heading', { name: 'Erasures are paused' }).count()).toBe(0);
    });

    await vi.waitFor(async () => expect(await statusOf(second)).toBe('partially-completed'), {
      timeout: 30_000,
      interval: 500,
    });
    await withVisit(await openRequest(world, second), async (page) => {
      await page.getByRole('button', { name: 'Read what was withheld' }).click();
      await dialogOf(page).getByText('This is recorded in the ledger').waitFor();
      await dialogOf(page).getByRole('radio', { name: 'Legal obligation' }).check();
      expect(await violationsOf(page)).toEqual([]);
      await confirm(page, 'Read what was withheld');
      await page.getByText('"score": 0.97').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
    });
  });

  test('a kind and a status that this console does not know are shown as they are', async () => {
    const requestId = await personAsks(world, 'newer@example.com', { kind: 'access' });
    const visit = await world.visit();
    const { page } = visit;
    await answering(page, requestId, {
      ...{ kind: 'brand-new', status: 'on-hold-abroad', waitingFor: 'a-judge' },
      tasks: [{ system: 'custos', status: 'dancing' }],
      timeline: [{ at: '2026-11-01T10:00:00Z', event: 'invented' }],
    });
    await visit.signIn(officer, `/console/requests/${requestId}`);

    await page.getByRole('heading', { name: /^brand-new / }).waitFor();
    await page
      .getByText('no words for: brand-new, on-hold-abroad, a-judge, dancing, and invented')
      .waitFor();
    await page.getByRole('definition').getByText('on-hold-abroad', { exact: true }).waitFor();
    await page.getByRole('row', { name: /^Custos dancing/ }).waitFor();
    await page.getByRole('listitem').getByText('invented').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.route('**/v1/requests?*', async (route) => {
      const response = await route.fetch();
      const { items } = (await response.json()) as { items: object[] };
      const newer = { kind: 'brand-new', status: 'on-hold-abroad', waitingFor: undefined };
      await route.fulfill({
        response,
        json: { items: items.map((one) => ({ ...one, ...newer })) },
      });
    });
    await page.getByRole('link', { name: 'All requests' }).click();
    const row = page.getByRole('row', { name: /brand-new/ }).first();
    await row.getByText('on-hold-abroad').waitFor();
    await visit.end();
  });

  test('a correction is refused because the data is exempt, on a ground that holds for it', async () => {
    const email = 'exempt@example.com';
    await personAsks(world, email, { kind: 'complaint', reason: 'It is wrong.' });
    const subject = { type: 'email', value: email } as const;
    const score = { category: 'safety-score', purposes: ['safety'], content: { score: 0.97 } };
    bodyOf(await assistant(world.stage).post('/v1/records', { body: { subject, ...score } }));
    const corrections = [{ category: 'safety-score', pointer: '/score', value: 0 }];
    const body = { kind: 'rectification' as const, corrections };
    const person = clientOf(world.stage, email);
    const { request } = bodyOf(await person.post('/v1/me/requests', { body }));

    await withVisit(await openRequest(world, request.requestId), async (page) => {
      await page.getByRole('button', { name: 'Refuse: Correction 1' }).click();
      const dialog = dialogOf(page);
      await dialog.getByText('The data is right', { exact: false }).first().waitFor();
      await dialog.getByRole('radio', { name: /^Legal claims/ }).check();
      expect(await violationsOf(page)).toEqual([]);
      await confirm(page, 'Refuse');
      await dialog.getByText('/ground').waitFor();
      await dialog.getByRole('radio', { name: /^Legal obligation \(GDPR Art. 17/ }).check();
      await confirm(page, 'Refuse');
      await page.getByRole('region', { name: 'Correction 1' }).getByText('refused').waitFor();
    });
  });
});
