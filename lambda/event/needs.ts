import type { FunctionFacts } from '../platform/environment.ts';
import { eventSources } from './changes.ts';

/** Reads no table: the images in the stream have all that an event may contain. */
export const eventStream = {
  name: 'event-stream',
  area: 'machinery',
  entry: 'lambda/event/stream.ts',
  purpose:
    'Publishes events, with ids only, when consent, a restriction, a request or a person changed',
  worstCase: 'sends false events',
  trigger: {
    kind: 'stream',
    sources: eventSources.map(({ table, changes }) => ({ table, changes })),
    // No event is lost when the bus does not respond for hours.
    retries: -1,
  },
  needs: [{ events: ['publish'] }],
  timeoutSeconds: 60,
  memoryMegabytes: 256,
} as const satisfies FunctionFacts;

export const eventFunctions: readonly FunctionFacts[] = [eventStream];
