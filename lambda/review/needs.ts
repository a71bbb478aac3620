import { consentStates } from '../consent/table.ts';
import { containmentControls } from '../containment/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { models } from '../model/register/table.ts';
import { outcomes } from '../fairness/table.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { records } from '../record/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { reviewRoutes } from './routes.ts';

/** Apart from `record-api`: who records decisions can read, change and delete nothing. */
export const reviewApi = {
  name: 'review-api',
  area: 'decisions',
  entry: 'lambda/review/handler.ts',
  purpose: 'Records what systems decided about people',
  worstCase:
    'adds false records to any person; unwraps keys of people, without a right to read records',
  trigger: { kind: 'routes', routes: Object.values(reviewRoutes) },
  needs: [
    { table: records, actions: ['insert'] },
    // Of systems that are monitored for bias.
    { table: outcomes, actions: ['insert'] },
    { table: containmentControls, actions: ['get', 'batch-get'] },
    { table: models, actions: ['batch-get'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: aliases, actions: ['get', 'batch-get'] },
    { table: subjects, actions: ['get', 'batch-get'] },
    { table: consentStates, actions: ['query', 'batch-get'] },
    { table: subjectKeys, actions: ['get', 'batch-get', 'insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-alias', 'hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const reviewFunctions: readonly FunctionFacts[] = [reviewApi];
