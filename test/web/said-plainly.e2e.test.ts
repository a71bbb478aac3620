import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { assistant, clientOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld, violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { grace, storeCounted } from './with-prompts.ts';

const ada = 'ada@example.com';

let world: BrowserWorld;
beforeAll(async () => {
  if (withoutBrowser) return;
  world = await openBrowserWorld();
  await storeCounted(world, grace);
  const subject = { type: 'email', value: ada } as const;
  const service = assistant(world.stage);
  bodyOf(await service.post('/v1/subjects', { body: { subject, residence: 'DE' } }));
  const score = { category: 'safety-score', content: { score: 0.9 }, purposes: ['safety'] };
  await service.post('/v1/records', { body: { subject, ...score } });
  await vi.waitFor(
    async () => {
      const { items } = bodyOf(await clientOf(world.stage, ada).get('/v1/me/data'));
      expect(items.find(({ category }) => category === 'safety-score')?.count).toBe(1);
    },
    { timeout: 30_000, interval: 200 },
  );
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

describe.skipIf(withoutBrowser)('before an erasure', () => {
  test.each([
    ['Ada', 1],
    ['Grace', 0],
  ])('%s sees what is retained of the data that there is', async (name, uses) => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn(name, '/requests/new?kind=erasure');

    await page.getByText('Proof of your choices and of this request').waitFor();

    expect(await page.getByText('Entries used for “').count()).toBe(uses);
    await visit.end();
  });
});

describe.skipIf(withoutBrowser)('a request of a newer API', () => {
  test('is shown by its codes, in the list and alone', async () => {
    const visit = await world.visit();
    const { page } = visit;
    await visit.signIn('Grace', '/requests/new?kind=complaint');
    await page.getByLabel('What went wrong?').fill('Slow.');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Send the request' }).click();
    await page.getByRole('button', { name: 'I have kept it' }).click();
    const newer = (one: object) => ({ ...one, kind: 'brand-new', status: 'held-back' });
    await page.route('**/v1/me/requests*', async (route) => {
      const response = await route.fetch();
      const { items } = (await response.json()) as { items: readonly object[] };
      await route.fulfill({ response, json: { items: items.map(newer) } });
    });
    await page.route('**/v1/me/requests/*', async (route) => {
      const response = await route.fetch();
      const found = (await response.json()) as { timeline: readonly object[] };
      const event = { at: '2026-11-01T10:00:00Z', event: 'looked-upon' };
      const timeline = [...found.timeline, event];
      await route.fulfill({ response, json: { ...newer(found), timeline } });
    });

    await visit.open('/requests');
    await page.getByText('held-back').waitFor();
    await page.getByText('This page does not know yet what that means.').waitFor();
    await page.getByRole('link', { name: /^brand-new, received on/ }).click();

    await page.getByRole('heading', { name: 'brand-new', level: 1 }).waitFor();
    await page.getByText('looked-upon').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await visit.end();
  });
});
