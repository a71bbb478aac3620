import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { clientOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import {
  colleague,
  confirm,
  dialogOf,
  filesOf,
  officer,
  openRequest,
  withVisit,
} from './console-steps.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';

let world: BrowserWorld;
beforeAll(async () => {
  if (!withoutBrowser) world = await openConsoleWorld();
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

describe.skipIf(withoutBrowser)('a request that is decided in the console', () => {
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

      // Not again by the same person, who sees why.
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('a');
      await dialogOf(page).getByText('You have approved it already').waitFor();
      expect(await dialogOf(page).getByRole('button').allTextContents()).toEqual(['Cancel']);
    });

    await withVisit(await openRequest(world, requestId, colleague), async (page) => {
      await page.getByText('1 of 2').waitFor();
      const files = Object.values(await filesOf(page)).join('');
      expect(files).toContain('\nPrompts,3,nothing\r\n');
      // What can be pressed is no part of what is known.
      expect(files).toContain('System,State,Rows\r\n');
      await page.getByRole('heading', { level: 1 }).focus();
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

    await withVisit(await openRequest(world, requestId), async (page) => {
      await page.getByRole('button', { name: 'Deny' }).click();
      expect(new URL(page.url()).search).toBe('?act=deny');
      const dialog = dialogOf(page);
      const grounds = await dialog.getByRole('radio').count();
      expect(grounds).toBeGreaterThan(2);
      expect(await dialog.getByRole('radio', { name: /^Freedom of expression/ }).count()).toBe(0);
      // Without a ground nothing is sent.
      await confirm(page, 'Deny');
      await dialog
        .getByRole('radio', { name: /^Manifestly excessive .*You bear the burden.*GDPR: art/ })
        .check();
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

    await withVisit(await openRequest(world, requestId), async (page) => {
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

  test('an old sign-in: signs in again, and finds the dialog as it was left', async () => {
    const requestId = await personAsks(world, 'again@example.com', { kind: 'access' });
    const visit = await openRequest(world, requestId);
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
});
