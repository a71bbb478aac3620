import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { answerConsent, clientOf, storePrompts } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';

const grace = { email: 'grace@example.com', agrees: true, prompts: ['one', 'two', 'three'] };
const focused = 'document.activeElement.tagName';

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openBrowserWorld();
  await answerConsent(world.stage, grace);
  expect(await storePrompts(world.stage, grace)).toBe(grace.prompts.length);
  const client = clientOf(world.stage, grace.email);
  await vi.waitFor(
    async () => {
      const { items } = bodyOf(await client.get('/v1/me/data'));
      expect(items.find(({ category }) => category === 'prompt-text')?.count).toBe(3);
    },
    { timeout: 30_000, interval: 200 },
  );
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
