import { consentStates } from '../consent/table.ts';
import { containmentControls } from '../containment/table.ts';
import { recordCounts } from '../count/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { counters } from '../retention/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { restoreRoutes, textRoutes } from './routes.ts';
import { textPseudonyms } from './table.ts';

/** Reads texts of anyone, so it reads nothing else: it can write a pseudonym and not turn one back. */
export const textApi = {
  name: 'text-api',
  area: 'decisions',
  entry: 'lambda/redaction/handler.ts',
  purpose: 'Finds personal data in texts and replaces it',
  worstCase:
    'sees the texts that are sent to it; adds pseudonyms to people; unwraps keys of people, without a right to read what is under them',
  trigger: { kind: 'routes', routes: Object.values(textRoutes) },
  needs: [
    { table: textPseudonyms, actions: ['increment'] },
    { table: containmentControls, actions: ['batch-get'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: aliases, actions: ['batch-get'] },
    { table: subjects, actions: ['batch-get'] },
    { table: consentStates, actions: ['batch-get'] },
    { table: subjectKeys, actions: ['get', 'batch-get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-alias'] },
  ],
  timeoutSeconds: 20,
  memoryMegabytes: 1769,
} as const satisfies FunctionFacts;

export const textRestoreApi = {
  name: 'text-restore-api',
  area: 'decisions',
  entry: 'lambda/redaction/restoring/handler.ts',
  purpose: 'Turns pseudonyms in texts back where a purpose permits it',
  worstCase: 'turns back the pseudonyms of all people; reads no record',
  trigger: { kind: 'routes', routes: Object.values(restoreRoutes) },
  needs: [
    { table: textPseudonyms, actions: ['batch-get'] },
    { table: containmentControls, actions: ['batch-get'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: counters, actions: ['increment'] },
    { table: recordCounts, actions: ['increment'] },
    { table: aliases, actions: ['batch-get'] },
    { table: subjects, actions: ['batch-get'] },
    { table: consentStates, actions: ['batch-get'] },
    { table: subjectKeys, actions: ['get', 'batch-get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-alias'] },
  ],
  timeoutSeconds: 20,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const redactionFunctions: readonly FunctionFacts[] = [textApi, textRestoreApi];
