import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { assistant, clientOf, staffOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { confirm, dialogOf, officer, openRequest, withVisit } from './console-steps.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';

let world: BrowserWorld;
beforeAll(async () => {
  if (!withoutBrowser) world = await openConsoleWorld();
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

describe.skipIf(withoutBrowser)('what a request is about, in the console', () => {
  test('shows who asks only when staff say so, who read before that the person sees it', async () => {
    const email = 'seen@example.com';
    const requestId = await personAsks(world, email, {
      kind: 'complaint',
      reason: 'You wrote again.',
    });
    const looks = async () => {
      const { items } = bodyOf(await clientOf(world.stage, email).get('/v1/me/activity'));
      return items.filter((item) => JSON.stringify(item).includes('"shown":"identity"')).length;
    };

    await withVisit(await openRequest(world, requestId), async (page) => {
      await page
        .getByText('the person sees in their activity that staff read who they are')
        .waitFor();
      expect(await page.getByText(email).count()).toBe(0);
      expect(await looks()).toBe(0);
      await page.getByRole('button', { name: 'Show who asks and what they wrote' }).click();
      await page.getByText(email).waitFor();
      await page.getByText('You wrote again.').waitFor();
      expect(await looks()).toBe(1);
      expect(await violationsOf(page)).toEqual([]);
    });
  });

  test('of corrections: old and new side by side, one accepted, one refused', async () => {
    const email = 'corrects@example.com';
    const first = { category: 'prompt-text', pointer: '/text', value: 'four' };
    await personAsks(world, email, { kind: 'complaint', reason: 'It is wrong.' });
    const person = clientOf(world.stage, email);
    const [record] = bodyOf(await person.get('/v1/me/records')).items;
    const recordId = record?.recordId ?? '';
    const second = { recordId, content: { text: 'I live in Berlin.' }, reason: 'I have moved.' };
    const corrections = [second, first];
    const body = { kind: 'rectification' as const, corrections };
    const { request } = bodyOf(await person.post('/v1/me/requests', { body }));

    await withVisit(await openRequest(world, request.requestId), async (page) => {
      await page.getByRole('button', { name: 'Show who asks and what they wrote' }).click();
      const one = page.getByRole('region', { name: 'Correction 1', exact: true });
      await one.getByText('I live in Berlin.').waitFor();
      await one.getByText('I have moved.').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await one.getByRole('button', { name: 'Accept' }).click();
      await confirm(page, 'Accept');
      await one.getByText('accepted and carried out').waitFor();
      const other = page.getByRole('region', { name: 'Correction 2', exact: true });
      await other.getByRole('button', { name: 'Refuse' }).click();
      await dialogOf(page).getByRole('radio', { name: 'Looked into: the data is right' }).check();
      await confirm(page, 'Refuse');
      await other.getByText('refused').waitFor();
      await page.getByText('Completed in part').first().waitFor();
    });
    const changed = bodyOf(await person.get('/v1/me/records/{recordId}', { path: { recordId } }));
    expect(JSON.stringify(changed)).toContain('I live in Berlin.');
  });

  test('of a decision by a machine: factors and logic, and an answer in words', async () => {
    const email = 'reviewed@example.com';
    const subject = { type: 'email', value: email } as const;
    await assistant(world.stage).post('/v1/subjects', { body: { subject, residence: 'DE' } });
    const decided = bodyOf(
      await assistant(world.stage).post('/v1/automated-decisions', {
        body: {
          ...{ subject, system: 'upload-limits', at: new Date().toISOString() },
          outcome: { value: 'Uploads are limited to ten a day', favourable: false },
          mainFactors: ['300 uploads within one hour'],
        },
      }),
    );
    const { automatedDecisionId } = decided;
    const body = { kind: 'human-review', automatedDecisionId, reason: 'Not me.' } as const;
    const { request } = bodyOf(
      await clientOf(world.stage, email).post('/v1/me/requests', { body }),
    );

    await withVisit(await openRequest(world, request.requestId), async (page) => {
      await page.getByRole('button', { name: 'Show who asks and what they wrote' }).click();
      await page.getByText('300 uploads within one hour').waitFor();
      await page.keyboard.press('a');
      const dialog = dialogOf(page);
      expect(await dialog.getByRole('radio', { name: 'Rejected' }).count()).toBe(0);
      await dialog.getByRole('radio', { name: /^Changed/ }).check();
      await dialog.getByLabel('Reasons, in words').fill('The uploads came from another account.');
      expect(await violationsOf(page)).toEqual([]);
      await confirm(page, 'Answer');
      await page.getByText('Answered.').waitFor();
    });
    const path = { requestId: request.requestId };
    const answered = bodyOf(await staffOf(world.stage).get('/v1/requests/{requestId}', { path }));
    expect(answered.answer?.outcome).toBe('changed');
  });

  test.each([
    ['in German at 320 pixels', { locale: 'de', viewport: { width: 320, height: 640 } }],
    ['dark', { colorScheme: 'dark' }],
  ] as const)('has no violation of WCAG and scrolls in one direction, %s', async (_, options) => {
    const requestId = await personAsks(world, `axe-${crypto.randomUUID()}@example.com`, {
      kind: 'erasure',
    });
    const visit = await world.visit(options);
    await visit.open(`/console/requests/${requestId}`);
    await withVisit(visit, async (page) => {
      await page.getByRole('button', { name: new RegExp(officer) }).click();
      await page.getByRole('button', { name: /^(Approve|Freigeben)$/ }).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      await page.getByRole('button', { name: /^(Deny|Ablehnen)$/ }).click();
      await dialogOf(page).waitFor();
      expect(await violationsOf(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
    });
  });
});
