import { consentStates } from '../consent/table.ts';
import { containmentControls } from '../containment/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { deletions } from '../retention/table.ts';
import { sourceNotices } from '../source/table.ts';
import { recordCounts } from '../count/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { recordRoutes } from './routes.ts';
import { mediaLinks, records } from './table.ts';

export const recordApi = {
  name: 'record-api',
  area: 'decisions',
  entry: 'lambda/record/handler.ts',
  purpose: 'Stores, returns, corrects and deletes records where the decision permits it',
  worstCase:
    'reads, changes and deletes all records, with an explanation of its own; shortens their periods; changes who waits to be informed of data from others',
  trigger: { kind: 'routes', routes: Object.values(recordRoutes) },
  needs: [
    { table: records, actions: ['get', 'query', 'insert', 'update', 'delete'] },
    { table: mediaLinks, actions: ['insert'] },
    // Data from a recipient: its person has to be informed (GDPR Art. 14).
    { table: sourceNotices, actions: ['get', 'insert', 'update'] },
    { table: containmentControls, actions: ['get', 'batch-get'] },
    { table: deletions, actions: ['get', 'insert'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: aliases, actions: ['get', 'batch-get', 'insert', 'update'] },
    { table: subjects, actions: ['get', 'batch-get', 'update'] },
    { table: consentStates, actions: ['query', 'batch-get'] },
    { table: subjectKeys, actions: ['get', 'batch-get', 'insert'] },
    { table: recordCounts, actions: ['increment'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-alias', 'hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 1024,
} as const satisfies FunctionFacts;

export const recordFunctions: readonly FunctionFacts[] = [recordApi];
