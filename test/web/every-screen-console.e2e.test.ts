import type { Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf } from '../../client/index.ts';
import { staffOf } from '../../local/demo/steps.ts';
import { withoutBrowser } from '../support/browser.ts';
import { overflowOf } from './browser-world.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';
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
    expect(await throughFaults(entrance, fail)).toBeGreaterThanOrEqual(8);
  });
});
