import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { staffOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';
import {
  addressesOf,
  isReachedByKeyboard,
  isReadable,
  isReadableInEachLook,
  throughAll,
  throughFaults,
} from './every-screen.ts';
import type { Entrance } from './every-screen.ts';

let entrance: Entrance;
beforeAll(async () => {
  if (withoutBrowser) return;
  const world = await openConsoleWorld();
  const requestId = await personAsks(world, 'looked-at@example.com', { kind: 'erasure' });
  const staff = staffOf(world.stage);
  const incident = {
    ...{
      title: 'A token leaked',
      kind: 'confidentiality' as const,
      description: 'It was in a log.',
    },
    ...{ noticedAt: new Date().toISOString(), awareAt: new Date().toISOString() },
  } as const;
  const { incidentId } = bodyOf(await staff.post('/v1/incidents', { body: incident }));
  const text = { subject: 'A token leaked', whatHappened: 'It was in a log.' };
  const parts = { consequences: 'None so far.', measures: 'It was revoked.', contact: 'Write us.' };
  const { noticeId } = bodyOf(
    await staff.post('/v1/incidents/{incidentId}/notices', {
      path: { incidentId },
      body: { audience: 'people', texts: { en: { ...text, ...parts } }, fallback: 'en' },
    }),
  );
  const values = { ':requestId': requestId, ':incidentId': incidentId, ':noticeId': noticeId };
  const addresses = await addressesOf('/console/', values);
  entrance = { world, as: /Data protection officer/, base: '/console/', addresses };
});
afterAll(async () => {
  if (!withoutBrowser) await entrance.world.end();
});

describe.skipIf(withoutBrowser)('every screen of the console', () => {
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
    expect(await throughFaults(entrance, fail)).toBeGreaterThanOrEqual(8);
  });
});
