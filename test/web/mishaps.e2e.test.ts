import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { clientOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { grace, storeCounted } from './with-prompts.ts';

const focused = 'document.activeElement.tagName';

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openBrowserWorld();
  await storeCounted(world, grace);
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

describe.skipIf(withoutBrowser)('a slip of the keyboard', () => {
  test('deletes nothing: a shorter period takes a press of a button', async () => {
    const visit = await world.visit();
    const { page } = visit;
    const sent: (string | null)[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') sent.push(request.postData());
    });
    await visit.signIn('Ada', '/storage');
    const prompts = page.getByLabel('Prompts');

    await prompts.focus();
    await page.keyboard.press('ArrowDown');
    expect(await prompts.inputValue()).toBe('P1D');
    expect(sent).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).press('Enter');

    await page.getByText('also to what is stored already').waitFor();
    expect(sent).toEqual(['{"retention":{"prompt-text":"P1D"}}']);
    expect(await page.evaluate(focused)).toBe('BUTTON');
    await visit.end();
  });

  test('a switch that is saved keeps the focus, and claims no more than it does', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada', '/storage');
    const storage = page.getByRole('group', { name: 'Store new data' });

    await storage.getByRole('radio', { name: 'On' }).focus();
    await page.keyboard.press('ArrowDown');

    await page.getByText('Saved. It applies at once.', { exact: true }).waitFor();
    expect(await storage.getByRole('radio', { name: 'Off' }).isChecked()).toBe(true);
    expect(await page.evaluate(focused)).toBe('INPUT');
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('a person in a hurry', () => {
  test('has refused in the end who refuses while allowing is being saved', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada', '/choices');
    const choice = page.getByRole('region', { name: 'Training models' });
    const sent: unknown[] = [];
    await page.route('**/v1/me/consents/*', async (route) => {
      sent.push((route.request().postDataJSON() as { state: string }).state);
      await delay(300);
      await route.continue();
    });

    await choice.getByRole('button', { name: /^Allow: / }).click();
    await choice.getByRole('button', { name: 'Do not allow: ' }).click();

    await choice.getByText('You do not allow this any more').waitFor();
    expect(sent).toEqual(['given', 'withdrawn']);
    const { items } = bodyOf(await clientOf(world.stage, 'ada@example.com').get('/v1/me/consents'));
    expect(items.find(({ purpose }) => purpose === 'training')?.state).toBe('withdrawn');
    await visit.end();
  });

  test('sees that nothing was chosen', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada', '/storage');

    await page.getByRole('button', { name: 'Save' }).click();

    await page.getByText('Choose another period for at least one kind first.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByLabel('Prompts').selectOption({ index: 2 });
    expect(await page.getByText('Choose another period').count()).toBe(0);
    await visit.end();
  });

  test('who goes back after sending a request sees that it was sent', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Ada', '/requests/new?kind=complaint');
    await page.getByRole('textbox').first().fill('Nobody answered.');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByText('Keep this link now').waitFor();
    const sent = page.url();

    await page.goBack();

    await page.getByText('You have an open request of this kind: Complaint').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Open the request that you have already' }).click();
    await page.getByRole('heading', { level: 1, name: 'Complaint' }).waitFor();
    expect(page.url()).toBe(sent);
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('an entry that is worked on', () => {
  test('is deleted although the person searches meanwhile', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/records');
    await page.getByRole('article').first().waitFor();

    await page.getByRole('button', { name: 'Delete the entry of' }).first().click();
    await page.getByRole('searchbox').fill('nowhere to be found');
    await page.getByText('0 entries shown').waitFor();
    await page.getByRole('searchbox').fill('');

    await page.getByText('If you leave this page before, it stays.').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await visit.end();
  });

  test('stays, with what came of it, when the list cannot be read again', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/records');
    await page.getByRole('button', { name: 'Correct the entry of' }).last().click();
    await page.getByLabel('New content').fill('corrected');
    await page.route('**/v1/me/records', (route) => route.abort());

    await page.getByRole('button', { name: 'Save' }).click();

    await page.getByRole('alert').getByText('The service did not answer').waitFor();
    expect(await page.getByRole('article').count()).toBe(3);
    expect(await page.getByText('Saved. The entry is corrected.').count()).toBe(1);
    await page.unroute('**/v1/me/records');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('article').getByText('corrected', { exact: true }).waitFor();
    await visit.end();
  });

  test('is not overwritten with what was read before another change', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/records');
    await page.getByRole('button', { name: 'Correct the entry of' }).first().click();
    await page.getByLabel('New content').fill('from an old page');
    const client = clientOf(world.stage, grace.email);
    const [newest] = bodyOf(await client.get('/v1/me/records')).items;
    const path = { recordId: newest?.recordId ?? '' };
    const body = { content: { text: 'from another page' } };
    bodyOf(await client.patch('/v1/me/records/{recordId}', { path, ifMatch: '*', body }));

    await page.getByRole('button', { name: 'Save' }).click();

    await page.getByRole('alert').getByText('This has changed meanwhile').waitFor();
    const now = bodyOf(await client.get('/v1/me/records/{recordId}', { path }));
    expect(now.content).toEqual({ text: 'from another page' });
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('going to and fro', () => {
  test('shows what is stored after what an erasure would take', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/requests/new?kind=erasure');
    await page.getByText('Prompts: 3 entries').waitFor();

    await page.getByRole('link', { name: 'What we have about you' }).first().click();

    await page.getByRole('region', { name: 'Prompts' }).getByText('3 entries').waitFor();
    expect(await page.getByRole('button', { name: 'Menu' }).count()).toBe(0);
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('a long entry', () => {
  test('is printed to its end', async () => {
    const visit = await world.visit();
    const { page } = visit;
    const hidden = `(() => {
      const { clientHeight, scrollHeight } = document.querySelector('article pre');
      return scrollHeight - clientHeight;
    })()`;
    await page.route('**/v1/me/records', async (route) => {
      const response = await route.fetch();
      const { items } = (await response.json()) as { items: readonly object[] };
      const content = { text: 'a long text '.repeat(1_000) };
      await route.fulfill({ response, json: { items: items.map((one) => ({ ...one, content })) } });
    });
    await visit.signIn('Grace', '/records');
    await page.getByRole('article').first().waitFor();
    expect(await page.evaluate(hidden)).toBeGreaterThan(0);

    await page.emulateMedia({ media: 'print' });

    expect(await page.evaluate(hidden)).toBe(0);
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('an answer that these pages do not understand', () => {
  test('is shown by its code where it is one word', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace');
    const event = { activityId: 'a', at: '2026-11-01T10:00:00Z', kind: 'brand-new', codes: {} };
    await page.route('**/v1/me/activity*', (route) => route.fulfill({ json: { items: [event] } }));

    await visit.go('/activity');

    await page.getByText('brand-new').waitFor();
    await visit.end();
  });

  test('takes away one screen, and not the way to the others', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace');
    await page.route('**/v1/me/activity*', (route) => route.fulfill({ json: { items: [{}, 1] } }));

    await visit.go('/activity');
    await page.getByRole('alert').getByText('Something went wrong on our side').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'What you allow' }).first().click();

    await page.getByRole('region', { name: 'Training models' }).waitFor();
    await expect(visit.end()).rejects.toThrow('the page had faults');
  });
});

describe.skipIf(withoutBrowser)('a session', () => {
  test('that ends while a person writes takes nothing away', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await page.clock.install();
    await visit.signIn('Grace', '/requests/new?kind=complaint');
    const text = page.getByRole('textbox').first();
    await text.fill('My letter was never answered.');
    await page.route('**/auth?*', (route) => route.abort());

    await page.clock.fastForward('02:00:00');

    await page.getByText('Your session has ended').waitFor();
    expect(await text.inputValue()).toBe('My letter was never answered.');
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });

  test('of another person, from another tab, is not taken over silently', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/data');
    const other = await page.context().newPage();
    await other.goto(`${world.url}/`);
    await other.getByRole('button', { name: 'Sign in as Ada' }).click();
    await other.getByText('Signed in as ada@example.com').waitFor();

    await page.reload();

    await page.getByRole('heading', { name: 'Manage your data' }).waitFor();
    expect(await page.getByText('Signed in as').count()).toBe(0);
    await page.getByRole('button', { name: 'Sign in as Grace' }).click();
    await page.getByText('Signed in as grace@example.com').waitFor();
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('a deletion', () => {
  test('reads no page again, and takes away what was made from the entry', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/records');
    const entry = page.getByRole('article').filter({ hasText: 'two' });
    await entry.waitFor();
    await page.clock.install();
    const read: string[] = [];
    page.on('request', (request) => read.push(`${request.method()} ${request.url()}`));

    await entry.getByRole('button', { name: 'Delete the entry of' }).click();
    for (let second = 0; second < 10; second += 1) await page.clock.runFor(1_000);

    await entry.waitFor({ state: 'detached' });
    expect(read.map((line) => line.replace(/[0-9a-f-]{36}$/, ''))).toEqual([
      `DELETE ${world.url}/v1/me/records/`,
    ]);
    await visit.end();
  });
});
