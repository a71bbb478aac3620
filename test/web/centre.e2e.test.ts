import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { createRemoteJWKSet, compactVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { grace, storeCounted } from './with-prompts.ts';

const focusedName = 'document.activeElement.ariaLabel ?? document.activeElement.textContent';

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openBrowserWorld();
  await storeCounted(world, grace);
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

describe.skipIf(withoutBrowser)('a person in the privacy centre', () => {
  test('signs in with one click, sees what is stored, and signs out', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace');

    await page.getByRole('link', { name: 'What we have about you' }).first().click();

    const prompts = page.getByRole('region', { name: 'Prompts' });
    await prompts.getByText('3 entries').waitFor();
    expect(await prompts.getByText('2 years from collection').count()).toBe(1);
    expect(await prompts.getByText('Improving the assistant (you agreed)').count()).toBe(1);
    expect(await prompts.getByText('Training models (not used: you have not agreed)').count()).toBe(
      1,
    );
    expect(await prompts.getByRole('row').count()).toBe(2);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in as Grace' }).waitFor();
    await page.goto(`${world.url}/data`);
    await page.getByRole('heading', { name: 'Manage your data' }).waitFor();
    await visit.end();
  });

  test('comes back to the screen that asked for a sign-in, and stays signed in when it is loaded again', async () => {
    const visit = await world.visit();
    const { page } = visit;

    await visit.signIn('Grace', '/choices');
    await page.getByRole('heading', { name: 'What you allow', level: 1 }).waitFor();
    await page.reload();

    await page.getByRole('heading', { name: 'What you allow', level: 1 }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/choices');
    await visit.end();
  });

  test('stores no token where another page or person finds it', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace');

    const stored = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    );

    expect(stored).not.toMatch(/eyJ|grace|token/i);
    await visit.end();
  });

  test('refuses as easily as allows, sees what follows, and downloads the signed receipt', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada', '/choices');
    const choice = page.getByRole('region', { name: 'Improving the assistant' });
    const allow = choice.getByRole('button', { name: /^Allow: / });
    const refuse = choice.getByRole('button', { name: 'Do not allow: ' });
    await allow.waitFor();
    const [one, other] = await Promise.all([allow.boundingBox(), refuse.boundingBox()]);
    expect([one?.width, one?.height]).toEqual([other?.width, other?.height]);

    await allow.click();
    await choice.getByText('Saved. We may use your data for this from now on.').waitFor();
    await refuse.click();
    await choice.getByText('Saved. We do not use your data for this any more.').waitFor();

    await choice.getByText('History').click();
    const rows = choice.getByRole('row');
    await rows.nth(2).waitFor();
    expect(await rows.nth(1).textContent()).toContain('You do not allow this any more');
    const downloading = page.waitForEvent('download');
    await rows.nth(1).getByRole('button').click();
    const receipt = await readFile(await (await downloading).path(), 'utf8');
    const keys = createRemoteJWKSet(new URL(`${world.url}/v1/jwks.json`));
    const { payload } = await compactVerify(receipt, keys);
    expect(new TextDecoder().decode(payload)).toContain('improvement');
    await visit.end();
  });

  test('reads the notice where the choice is', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada', '/choices');
    const choice = page.getByRole('region', { name: 'Training models' });

    await choice.getByText('Read the privacy notice first').click();

    await choice.getByRole('heading', { level: 3 }).nth(1).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });

  test('switches storage off and shortens a period, which holds when the page is loaded again', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada', '/storage');

    const storage = page.getByRole('group', { name: 'Store new data' });
    await storage.getByRole('radio', { name: 'Off' }).click();
    await page.getByText('Saved. It applies at once').waitFor();
    await page.getByLabel('Prompts').selectOption({ label: '7 days' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('also to what is stored already').waitFor();
    await page.reload();

    await storage.waitFor();
    expect(await storage.getByRole('radio', { name: 'Off' }).isChecked()).toBe(true);
    expect(await page.getByLabel('Prompts').inputValue()).toBe('P7D');
    await visit.end();
  });

  test('states where they live, and sees the law that protects them', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada', '/storage');

    await page.getByLabel('Where you live').selectOption({ label: 'California' });

    await page.getByText('California Consumer Privacy Act (CCPA)').waitFor();
    await page.getByLabel('Where you live').selectOption({ label: 'Switzerland' });
    await page.getByText('Federal Act on Data Protection').waitFor();
    await visit.end();
  });

  test('reads everything in German, also after the page is loaded again', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/data');

    await page.getByLabel('Language').selectOption('de');
    await page.getByRole('region', { name: 'Eingaben' }).getByText('3 Einträge').waitFor();
    await page.reload();

    await page.getByRole('heading', { name: 'Was wir über Sie haben' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('de');
    await visit.end();
  });

  test('has the links behind a button on a small screen', async () => {
    const visit = await world.visit({ viewport: { width: 360, height: 640 } });
    const { page } = visit;
    await visit.signIn('Grace');
    const links = page.getByRole('navigation').getByRole('link');
    expect(await links.count()).toBe(0);

    await page.getByRole('button', { name: 'Menu' }).click();
    await links.filter({ hasText: 'What you allow' }).click();

    await page.getByRole('heading', { name: 'What you allow', level: 1 }).waitFor();
    expect(await links.count()).toBe(0);
    await visit.end();
  });

  test('needs no mouse', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.open('/');
    const reach = async (name: string) => {
      await page
        .getByText(name.split(': ').at(-1) ?? name)
        .first()
        .waitFor();
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab');
        if ((await page.evaluate<string>(focusedName)) === name) return;
      }
      expect.unreachable(`no Tab leads to ${name}`);
    };

    await reach('Sign in as Grace');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await reach('What you allow');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'What you allow', level: 1 }).waitFor();
    expect(await page.evaluate(focusedName)).toBe('What you allow');
    await reach('Do not allow: Training models');
    await page.keyboard.press('Space');

    const choice = page.getByRole('region', { name: 'Training models' });
    await choice.getByText('You do not allow this', { exact: true }).waitFor();
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('the first page', () => {
  test('loads at most 150 KB of script, compressed, and all of it from its own origin', async () => {
    const visit = await world.visit();
    const { page } = visit;
    const loaded: Response[] = [];
    page.on('response', (response) => loaded.push(response));

    await visit.open('/');
    await page.waitForLoadState('networkidle');

    const scripts = loaded.filter((response) => new URL(response.url()).pathname.endsWith('.js'));
    const sizes = scripts.map(async (script) => gzipSync(await script.body()).length);
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(scripts.length).toBeGreaterThan(1);
    expect(total).toBeLessThan(150_000);
    expect([...new Set(loaded.map((response) => new URL(response.url()).origin))]).toEqual([
      world.url,
    ]);
    await visit.end();
  });

  test.each(['/', '/notices', '/ask'])('does not jump while it loads: %s', async (path) => {
    const visit = await world.visit({ viewport: { width: 412, height: 823 } });
    await visit.page.addInitScript(`
      globalThis.shifted = 0;
      new PerformanceObserver((list) => {
        for (const { value } of list.getEntries()) globalThis.shifted += value;
      }).observe({ type: 'layout-shift', buffered: true });
    `);
    await visit.open(path);
    await visit.page.waitForLoadState('networkidle');

    // What Core Web Vitals call good: https://web.dev/articles/cls
    expect(await visit.page.evaluate<number>('globalThis.shifted')).toBeLessThan(0.1);
    await visit.end();
  });

  test('comes with the licences of what is bundled in it', async () => {
    const answer = await fetch(`${world.url}/licences.txt`);

    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await answer.text()).toMatch(/^## react-aria-components - [\s\S]*^## react-dom - /m);
  });
});

describe.skipIf(withoutBrowser)('what happened', () => {
  test('is told in sentences, by kind', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/activity');

    await page.getByText('You allowed: Improving the assistant').waitFor();
    await page.getByLabel('Show').selectOption({ label: 'What was stored and deleted' });

    await page.getByText('Stored on this day: Prompts: 3').waitFor();
    expect(await page.getByText('You allowed').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('what can go wrong', () => {
  test.each([
    [
      'the session has ended',
      { status: 401, slug: 'unauthenticated' },
      'your session has ended',
      'Sign in',
    ],
    [
      'a recent sign-in is needed',
      { status: 401, slug: 'recent-authentication-required' },
      'needs a recent sign-in',
      'Sign in again',
    ],
    [
      'the service fails',
      { status: 500, slug: 'internal-error' },
      'went wrong on our side',
      'Try again',
    ],
  ])('%s: the page says so, and what to do', async (_, { status, slug }, text, button) => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace');
    await page.route('**/v1/me/data', (route) =>
      route.fulfill({
        status,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: `urn:custos:problem:${slug}`,
          title: 'Not done',
          status,
          requestId: '3f6c2a9d-1e4b-4a70-9f53-000000000000',
        }),
      }),
    );

    await page.getByRole('link', { name: 'What we have about you' }).first().click();

    const alert = page.getByRole('alert');
    await alert.getByText(text).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.unroute('**/v1/me/data');
    await alert.getByRole('button', { name: button, exact: true }).click();
    // The provider asks again, although its session is there.
    if (slug === 'recent-authentication-required') {
      await page.getByRole('button', { name: 'Grace grace@example.com' }).click();
    }
    await page.getByText('3 entries').waitFor();
    await visit.end();
  });

  test('the network is off: nothing is shown as saved, and it can be tried again', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/choices');
    const choice = page.getByRole('region', { name: 'Personalising the assistant' });
    const refuse = choice.getByRole('button', { name: 'Do not allow: ' });
    await refuse.waitFor();
    await page.context().setOffline(true);

    await refuse.click();

    await choice.getByText('Your choice was not saved.').waitFor();
    expect(await choice.getByText('You have not decided').count()).toBe(1);
    await page.context().setOffline(false);
    await refuse.click();
    await choice.getByText('Saved. We do not use your data for this any more.').waitFor();
    await visit.end();
  });

  test('the service is slow: the page says that it waits, and what is shown is the answer', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace');
    await page.route('**/v1/me/consents', async (route) => {
      await delay(1_500);
      await route.continue();
    });

    await page.getByRole('link', { name: 'What you allow' }).first().click();

    await page.getByRole('status').filter({ hasText: 'Loading' }).waitFor();
    await page.getByRole('region', { name: 'Training models' }).waitFor();
    await visit.end();
  });

  test('the address is unknown', async () => {
    const visit = await world.visit();

    await visit.open('/nowhere');

    await visit.page.getByRole('heading', { name: 'Page not found' }).waitFor();
    await visit.page.getByRole('link', { name: 'Go to the first page' }).click();
    await visit.page.getByRole('heading', { name: 'Your privacy' }).waitFor();
    await visit.end();
  });
});
