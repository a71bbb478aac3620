import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { mails } from '../mail/table.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { subjects } from '../subject/table.ts';
import { followUpRoutes } from './routes.ts';
import { pendingRequests } from '../intake/table.ts';
import { openRequests, requests } from '../request/table.ts';

/** No one signs in here, so it can look no one up: it holds no key of aliases. */
export const followUpApi = {
  name: 'follow-up-api',
  area: 'requests',
  entry: 'lambda/follow-up/handler.ts',
  purpose:
    'Shows, cancels, downloads and appeals a request by its follow-up token, without an account',
  worstCase:
    'changes, appeals and downloads requests whose ids it learns, starts runs of systems, unwraps keys of people it can name; cannot look up a person',
  trigger: { kind: 'routes', routes: Object.values(followUpRoutes) },
  needs: [
    { table: requests, actions: ['get', 'insert', 'update'] },
    { table: pendingRequests, actions: ['get', 'update'] },
    { table: openRequests, actions: ['get', 'query', 'insert', 'delete'] },
    { table: subjects, actions: ['get', 'update'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: outbox, actions: ['insert'] },
    { table: mails, actions: ['query', 'insert'] },
    { table: activity, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-follow-up', 'hmac-idempotency'] },
    { objects: ['link'] },
    { workflow: 'system-run' },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const followUpFunctions: readonly FunctionFacts[] = [followUpApi];
