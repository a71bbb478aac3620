import { bodyOf } from '../../client/index.ts';
import { clientOf } from '../../local/demo/steps.ts';
import { openBrowserWorld } from './browser-world.ts';
import { addressesOf, everyScreen } from './every-screen.ts';
import type { Entrance } from './every-screen.ts';
import { grace, storeCounted } from './with-prompts.ts';

async function open(): Promise<Entrance> {
  const world = await openBrowserWorld();
  await storeCounted(world, grace);
  const client = clientOf(world.stage, grace.email);
  const body = { kind: 'complaint', reason: 'You wrote again.' } as const;
  const { request } = bodyOf(await client.post('/v1/me/requests', { body }));
  const addresses = await addressesOf('/', { ':requestId': request.requestId });
  return { world, as: /Grace/, base: '/', addresses };
}

everyScreen('the privacy centre', open, 6);
