import { bodyOf } from '../../client/index.ts';
import { staffOf } from '../../local/demo/steps.ts';
import { openConsoleWorld, personAsks } from './console-world.ts';
import { addressesOf, everyScreen } from './every-screen.ts';
import type { Entrance } from './every-screen.ts';

async function open(): Promise<Entrance> {
  const world = await openConsoleWorld();
  const requestId = await personAsks(world, 'looked-at@example.com', { kind: 'erasure' });
  const staff = staffOf(world.stage);
  const at = new Date().toISOString();
  const incident = {
    title: 'A token leaked',
    kind: 'confidentiality',
    description: 'It was in a log.',
    ...{ noticedAt: at, awareAt: at },
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
  return { world, as: /Data protection officer/, base: '/console/', addresses };
}

everyScreen('the console', open, 8);
