import { containmentControls } from '../containment/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import { noticeTexts } from '../notice/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { consentRoutes } from './routes.ts';
import { consents, consentStates } from './table.ts';

export const consentApi: FunctionFacts = {
  name: 'consent-api',
  area: 'consent',
  entry: 'lambda/consent/handler.ts',
  purpose: 'Records what people consent to, refuse and withdraw, and signs receipts',
  worstCase:
    'appends choices of any person, reads those of people it can name, and signs receipts; cannot change earlier ones',
  trigger: { kind: 'routes', routes: Object.values(consentRoutes) },
  needs: [
    { table: aliases, actions: ['get', 'batch-get', 'insert', 'update'] },
    { table: subjects, actions: ['get', 'batch-get', 'insert'] },
    { table: subjectKeys, actions: ['get', 'batch-get', 'insert'] },
    { table: consents, actions: ['get', 'query', 'query-index', 'insert'] },
    { table: consentStates, actions: ['get', 'batch-get', 'query', 'insert', 'update'] },
    { table: containmentControls, actions: ['get', 'batch-get'] },
    { table: noticeTexts, actions: ['get'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    {
      keyring: [
        'hmac-alias',
        'hmac-idempotency',
        'generate-data-key',
        'unwrap',
        'sign-receipts',
        'public-key-receipts',
      ],
    },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
};

export const consentFunctions: readonly FunctionFacts[] = [consentApi];
