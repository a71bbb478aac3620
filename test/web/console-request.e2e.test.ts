import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { bodyOf } from '../../client/index.ts';
import { assistant, clientOf, staffOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { overflowOf, violationsOf } from './browser-world.ts';
import type { BrowserWorld, Visit } from './browser-world.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';

const officer = 'Data protection officer';
const colleague = 'Privacy team';

let world: BrowserWorld;
beforeAll(async () => {
  if (!withoutBrowser) world = await openConsoleWorld();
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

async function opened(requestId: string, name = officer, options = {}) {
  const visit = await world.visit(options);
  await visit.signIn(name, `/console/requests/${requestId}`);
  await visit.page.getByRole('heading', { name: 'Decide', exact: true }).waitFor();
  return visit;
}
const dialogOf = (page: Page) => page.getByRole('alertdialog');
const confirm = (page: Page, name: string) => dialogOf(page).getByRole('button', { name }).click();

async function withVisit(visit: Visit, act: (page: Page) => Promise<void>): Promise<void> {
  await act(visit.page);
  await visit.end();
}

describe.skipIf(withoutBrowser)('a request in the console', () => {
  test('four eyes, by keyboard alone: an erasure is carried out after two people have approved', async () => {
    const requestId = await personAsks(world, 'eyes@example.com', { kind: 'erasure' });
    const counted = clientOf(world.stage, 'eyes@example.com');
    await vi.waitFor(
      async () => {
        const { items } = bodyOf(await counted.get('/v1/me/data'));
        expect(items.find(({ category }) => category === 'prompt-text')?.count).toBe(3);
      },
      { timeout: 30_000, interval: 200 },
    );
    const first = await world.visit();
    await first.signIn(officer, '/console/');
    await withVisit(first, async (page) => {
      await page.keyboard.press('g');
      await page.keyboard.press('q');
      await page.getByRole('link', { name: 'Erasure' }).waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.getByText('1 request selected').waitFor();
      await page.keyboard.press('a');
      await dialogOf(page).getByText('another approval follows').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Approve');
      await page.keyboard.press('Enter');
      await page.getByText('1 of 1 approved.').waitFor();

      // Not again by the same person, who is told why.
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('a');
      await dialogOf(page).getByText('You have approved it already').waitFor();
      expect(await dialogOf(page).getByRole('button').allTextContents()).toEqual(['Cancel']);
    });

    await withVisit(await opened(requestId, colleague), async (page) => {
      await page.getByText('1 of 2').waitFor();
      await page.keyboard.press('a');
      const row = dialogOf(page).getByRole('row', { name: 'Prompts' });
      expect(await row.getByRole('cell').first().textContent()).toBe('3');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByText('Approved.').waitFor();
      await page.getByText('In progress').first().waitFor();
      expect(await violationsOf(page)).toEqual([]);
    });
  });

  test('is denied on a ground of the law alone, after the mail was read', async () => {
    const requestId = await personAsks(world, 'denied@example.com', { kind: 'access' });

    await withVisit(await opened(requestId), async (page) => {
      await page.getByRole('button', { name: 'Deny' }).click();
      expect(new URL(page.url()).search).toBe('?act=deny');
      const dialog = dialogOf(page);
      const grounds = await dialog.getByRole('radio').count();
      expect(grounds).toBeGreaterThan(2);
      expect(await dialog.getByRole('radio', { name: /^Freedom of expression/ }).count()).toBe(0);
      // Without a ground nothing is sent.
      await confirm(page, 'Deny');
      await dialog.getByRole('radio', { name: /^Manifestly excessive GDPR: art/ }).check();
      await dialog.getByText('Show the mail that the person gets').click();
      await dialog.getByText('The request is manifestly excessive.').waitFor();
      expect(await violationsOf(page)).toEqual([]);
      await confirm(page, 'Deny');

      await page.getByText('Denied. The person is written to.').waitFor();
      await page.getByText('There is nothing to decide now.').waitFor();
    });
  });

  test.each([
    ['DE', ['Take more time'], ['Stop the clock']],
    ['GB', ['Take more time', 'Stop the clock'], []],
  ])('of %s: offers what that law gives', async (residence, offered, absent) => {
    const email = `clock-${residence.toLowerCase()}@example.com`;
    const requestId = await personAsks(world, email, { kind: 'access' }, residence);

    await withVisit(await opened(requestId), async (page) => {
      for (const name of offered) await page.getByRole('button', { name }).waitFor();
      for (const name of absent) expect(await page.getByRole('button', { name }).count()).toBe(0);
      if (offered.includes('Stop the clock')) {
        await page.getByRole('button', { name: 'Stop the clock' }).click();
        await dialogOf(page).getByRole('radio').first().check();
        await confirm(page, 'Stop the clock');
        await page.getByText('The clock stands still.').waitFor();
        await page.getByRole('button', { name: 'Start the clock again' }).click();
        await confirm(page, 'Start the clock again');
        await page.getByText('The clock runs again.').waitFor();
      }
      await page.getByRole('button', { name: 'Take more time' }).click();
      await dialogOf(page)
        .getByRole('radio', { name: /complex/ })
        .check();
      await confirm(page, 'Take more time');
      await page.getByText('Extended. The person is written to.').waitFor();
      expect(await page.getByRole('button', { name: 'Take more time' }).count()).toBe(0);
    });
  });

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

    await withVisit(await opened(requestId), async (page) => {
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

    await withVisit(await opened(request.requestId), async (page) => {
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

    await withVisit(await opened(request.requestId), async (page) => {
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

  test('an old sign-in: signs in again, and finds the dialog as it was left', async () => {
    const requestId = await personAsks(world, 'again@example.com', { kind: 'access' });
    const visit = await opened(requestId);
    await withVisit(visit, async (page) => {
      await page.route('**/approve', (route) =>
        route.fulfill({
          status: 401,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            type: 'urn:custos:problem:recent-authentication-required',
            ...{ title: 'Sign in again', status: 401, maxAge: 3_600 },
            requestId: '3f6c2a9d-1e4b-4a70-9f53-000000000000',
          }),
        }),
      );
      await page.getByRole('button', { name: 'Approve' }).click();
      await confirm(page, 'Approve');
      await dialogOf(page).getByText('needs a recent sign-in').waitFor();
      await page.unroute('**/approve');
      await confirm(page, 'Sign in again');
      await page.getByRole('button', { name: officer }).click();
      await dialogOf(page).waitFor();
      await confirm(page, 'Approve');

      await page.getByText('Approved.').waitFor();
    });
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
