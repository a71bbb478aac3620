import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { clientOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { openBrowserWorld } from './browser-world.ts';
import {
  addressesOf,
  isReachedByKeyboard,
  isReadable,
  isReadableInEachLook,
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
  test('is readable in each look, and printed whole', async () => {
    await throughAll(entrance, {}, isReadableInEachLook);
  });

  test('is readable in German at 320 pixels', async () => {
    const viewport = { width: 320, height: 640 };
    await throughAll(entrance, { locale: 'de', viewport }, isReadable);
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
