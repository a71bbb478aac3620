import { openEvents } from '#events';
import { openPlatform } from '../platform/platform.ts';
import { consumeChanges } from './consumer.ts';
import { eventStream } from './needs.ts';

const { environment, clock, log } = openPlatform(eventStream);

// Opened here and not by the platform: no other function carries the client of EventBridge.
export const handler = consumeChanges({
  events: openEvents(environment.get('CUSTOS_EVENTS_AT')),
  source: `urn:custos:${environment.CUSTOS_STAGE}`,
  clock,
  log,
});
