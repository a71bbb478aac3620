import { contributions } from '../aggregate/table.ts';
import { recordCounts } from '../count/table.ts';
import { disclosures } from '../disclosure/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import { models, modelSets } from '../model/register/table.ts';
import { trainingRows, trainingSets } from '../model/set/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { requests } from '../request/table.ts';
import { sourceNotices } from '../source/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { overviewRoutes } from './routes.ts';

export const overviewApi: FunctionFacts = {
  name: 'overview-api',
  area: 'decisions',
  entry: 'lambda/overview/handler.ts',
  purpose: 'Shows people what is stored about them, and what was done with it',
  worstCase: 'links a sign-in to a person; reads what it can decrypt of people that it can name',
  trigger: { kind: 'routes', routes: Object.values(overviewRoutes) },
  needs: [
    // The first call of a person verifies their mailbox, whichever call it is.
    { table: aliases, actions: ['get', 'insert', 'update'] },
    { table: subjects, actions: ['get'] },
    { table: subjectKeys, actions: ['get', 'insert'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['query', 'insert'] },
    { table: recordCounts, actions: ['query'] },
    { table: disclosures, actions: ['query'] },
    { table: sourceNotices, actions: ['query'] },
    // Which measures wait to be counted; nothing of it is decrypted.
    { table: contributions, actions: ['query'] },
    { table: trainingRows, actions: ['query'] },
    { table: trainingSets, actions: ['batch-get'] },
    { table: modelSets, actions: ['query'] },
    { table: models, actions: ['batch-get'] },
    // What earlier erasures exempted.
    { table: requests, actions: ['get'] },
    { keyring: ['hmac-alias', 'generate-data-key', 'unwrap'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
};

export const overviewFunctions: readonly FunctionFacts[] = [overviewApi];
