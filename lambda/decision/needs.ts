import { consentStates } from '../consent/table.ts';
import { containmentControls } from '../containment/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { models } from '../model/register/table.ts';
import { counters } from '../retention/table.ts';
import { recordCounts } from '../count/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { decisionRoutes } from './routes.ts';

export const decisionApi: FunctionFacts = {
  name: 'decision-api',
  area: 'decisions',
  entry: 'lambda/decision/handler.ts',
  purpose: 'Decides whether data may be used for a purpose',
  worstCase: 'unwraps keys of people that it can name, without rights to records',
  trigger: { kind: 'routes', routes: Object.values(decisionRoutes) },
  needs: [
    { table: aliases, actions: ['get', 'batch-get', 'insert', 'update'] },
    { table: subjects, actions: ['get', 'batch-get'] },
    { table: subjectKeys, actions: ['get', 'batch-get', 'insert'] },
    { table: consentStates, actions: ['query', 'batch-get'] },
    { table: containmentControls, actions: ['get', 'batch-get'] },
    { table: models, actions: ['batch-get'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: counters, actions: ['increment'] },
    { table: recordCounts, actions: ['increment'] },
    { keyring: ['hmac-alias', 'generate-data-key', 'unwrap'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
};

export const decisionFunctions: readonly FunctionFacts[] = [decisionApi];
