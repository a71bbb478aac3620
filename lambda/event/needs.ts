import { consentStates } from '../consent/table.ts';
import { requests } from '../request/table.ts';
import { subjects } from '../subject/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';

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
    sources: [
      { table: consentStates, changes: ['INSERT', 'MODIFY'] },
      { table: subjects, changes: ['INSERT', 'MODIFY', 'REMOVE'] },
      { table: requests, changes: ['INSERT', 'MODIFY'] },
    ],
    // No event is lost when the bus does not respond for hours.
    retries: -1,
  },
  needs: [{ events: ['publish'] }],
  timeoutSeconds: 60,
  memoryMegabytes: 256,
} as const satisfies FunctionFacts;

export const eventFunctions: readonly FunctionFacts[] = [eventStream];
