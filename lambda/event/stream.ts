import { openEvents } from '#events';
import { openPlatform } from '../platform/platform.ts';
import { consumeChanges } from './consumer.ts';
import { eventStream } from './needs.ts';

const { environment, clock, log } = openPlatform(eventStream);

// Opened here and not in the platform, so that no other function bundles the EventBridge client.
export const handler = consumeChanges({
  events: openEvents(environment.get('CUSTOS_EVENTS_AT')),
  source: `urn:custos:${environment.CUSTOS_STAGE}`,
  clock,
  log,
});
