import { consentStates } from '../../consent/table.ts';
import { containmentControls } from '../../containment/table.ts';
import type { FunctionFacts } from '../../platform/environment.ts';
import { subjectKeys } from '../../platform/keyring/table.ts';
import { mediaLinks, records } from '../../record/table.ts';
import { subjects } from '../../subject/table.ts';
import { mediaContentRoutes } from './routes.ts';

/** Anyone can call it: it knows a person only from a link, and can write nothing. */
export const mediaContent = {
  name: 'media-content',
  area: 'decisions',
  entry: 'lambda/media/content/handler.ts',
  purpose: 'Opens the file of a record by its link alone, whole or in parts',
  worstCase:
    'reads records and files of people whose ids it learns, one by one; cannot look up a person, list anything, or change anything',
  trigger: { kind: 'routes', routes: Object.values(mediaContentRoutes) },
  needs: [
    { table: mediaLinks, actions: ['get'] },
    { table: records, actions: ['get'] },
    { table: subjects, actions: ['get'] },
    { table: consentStates, actions: ['query'] },
    { table: containmentControls, actions: ['get'] },
    { table: subjectKeys, actions: ['get'] },
    { keyring: ['unwrap'] },
    { media: ['read'] },
  ],
  // The longest that the gateway waits: 200 MB over a slow network.
  timeoutSeconds: 900,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const mediaContentFunctions: readonly FunctionFacts[] = [mediaContent];
