import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { clientOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld, overflowOf } from './browser-world.ts';
import {
  addressesOf,
  isPrintable,
  isReachedByKeyboard,
  isReadable,
  looks,
  throughAll,
  throughFaults,
} from './every-screen.ts';
import type { Entrance } from './every-screen.ts';
import { grace, storeCounted } from './with-prompts.ts';

let entrance: Entrance;
beforeAll(async () => {
  if (withoutBrowser) return;
  const world = await openBrowserWorld();
  await storeCounted(world, grace);
  const client = clientOf(world.stage, grace.email);
  const body = { kind: 'complaint', reason: 'You wrote again.' } as const;
  const { request } = bodyOf(await client.post('/v1/me/requests', { body }));
  const addresses = await addressesOf('/', { ':requestId': request.requestId });
  entrance = { world, as: /Grace/, base: '/', addresses };
});
afterAll(async () => {
  if (!withoutBrowser) await entrance.world.end();
});

describe.skipIf(withoutBrowser)('every screen of the privacy centre', () => {
  test.each(Object.entries(looks))('is readable %s', async (_look, options) => {
    await throughAll(entrance, options, isReadable);
  });

  test('scrolls in one direction with text of twice the size: WCAG 1.4.4', async () => {
    await throughAll(
      entrance,
      { viewport: { width: 640, height: 800 } },
      async (page, address) => expect(await overflowOf(page), address).toBe(0),
      async ({ page }) => {
        await page.evaluate("document.documentElement.style.fontSize = '200%'");
      },
    );
  });

  test('is printed whole', async () => {
    await throughAll(entrance, { viewport: { width: 794, height: 1_123 } }, isPrintable);
  });

  test('shows where the keyboard is', async () => {
    await throughAll(entrance, {}, isReachedByKeyboard);
  });

  test.each<[string, (route: Route) => Promise<void>]>([
    ['the service has a fault', (route) => route.fulfill({ status: 503 })],
    ['the network is off', (route) => route.abort('internetdisconnected')],
  ])('says what to do when %s', async (_fault, fail) => {
    expect(await throughFaults(entrance, fail)).toBeGreaterThanOrEqual(6);
  });
});
