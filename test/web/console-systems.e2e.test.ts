import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { staffOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { violationsOf } from './browser-world.ts';
import type { BrowserWorld } from './browser-world.ts';
import { confirm, dialogOf, openRequest, withVisit } from './console-steps.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';

/* The function of a system is not there. */

let world: BrowserWorld;
beforeAll(async () => {
  if (!withoutBrowser) world = await openConsoleWorld({ crm: true });
});
afterAll(async () => {
  if (!withoutBrowser) await world.end();
});

async function taskOf(requestId: string) {
  const path = { requestId };
  const { tasks } = bodyOf(await staffOf(world.stage).get('/v1/requests/{requestId}', { path }));
  return tasks.find(({ system }) => system === 'crm');
}

const taskIs = (requestId: string, task: object) =>
  vi.waitFor(async () => expect(await taskOf(requestId)).toMatchObject(task), {
    timeout: 30_000,
    interval: 200,
  });

/** A request that waits for staff, as the system cannot be asked. */
async function waiting(name: string): Promise<string> {
  const requestId = await personAsks(world, `${name}@example.com`, { kind: 'access' });
  const path = { requestId };
  bodyOf(await staffOf(world.stage, 'second').post('/v1/requests/{requestId}/approve', { path }));
  await taskIs(requestId, { status: 'waiting-for-staff', error: 'not-found' });
  return requestId;
}

describe.skipIf(withoutBrowser)('a system that does not go on', () => {
  test.each([
    ['Ask again', undefined, { status: 'waiting-for-staff' }],
    ['It is done', 'How you know', { status: 'completed' }],
    ['Nothing to do there', 'Why nothing', { status: 'not-applicable' }],
  ] as const)('%s', async (act, field, task) => {
    const requestId = await waiting(act.toLowerCase().replaceAll(' ', '-'));
    await withVisit(await openRequest(world, requestId), async (page) => {
      const row = page.getByRole('row', {
        name: /waits for you Its table or address was not found/,
      });
      expect(await violationsOf(page)).toEqual([]);
      await row.getByRole('button', { name: `${act}: ` }).click();
      if (field !== undefined) {
        // Nothing is recorded without it.
        await confirm(page, act);
        await dialogOf(page).getByLabel(field).fill('Their ticket 42.');
      }
      expect(await violationsOf(page)).toEqual([]);
      await confirm(page, act);
      await page.getByText('Recorded.').waitFor();
    });
    await taskIs(requestId, task);
  });
});
