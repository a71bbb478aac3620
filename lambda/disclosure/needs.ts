import { consentStates } from '../consent/table.ts';
import { containmentControls } from '../containment/table.ts';
import { activity, outbox } from '../ledger/table.ts';
import type { FunctionFacts } from '../platform/environment.ts';
import { idempotency } from '../platform/http/table.ts';
import { subjectKeys } from '../platform/keyring/table.ts';
import { aliases, subjects } from '../subject/table.ts';
import { agreementRoutes } from './agreements/routes.ts';
import { disclosureRoutes } from './routes.ts';
import { disclosures } from './table.ts';

/** Its right to read disclosures is that to see whether one is there: it has no query. */
export const disclosureApi = {
  name: 'disclosure-api',
  area: 'decisions',
  entry: 'lambda/disclosure/handler.ts',
  purpose: 'Decides whether data may be given to a recipient, and records that it is',
  worstCase:
    'adds false disclosures and denials to any person; unwraps keys of people, without a right to read records',
  trigger: { kind: 'routes', routes: Object.values(disclosureRoutes) },
  needs: [
    { table: disclosures, actions: ['batch-get', 'insert'] },
    { table: containmentControls, actions: ['batch-get'] },
    { table: outbox, actions: ['insert'] },
    { table: activity, actions: ['insert'] },
    { table: aliases, actions: ['batch-get'] },
    { table: subjects, actions: ['batch-get'] },
    { table: consentStates, actions: ['batch-get'] },
    { table: subjectKeys, actions: ['batch-get', 'insert'] },
    { table: idempotency, actions: ['batch-get', 'insert'] },
    { keyring: ['generate-data-key', 'unwrap', 'hmac-alias', 'hmac-idempotency'] },
  ],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

/** Apart from `disclosure-api`: the policy alone has what it shows, so it has no right at all. */
export const agreementApi = {
  name: 'agreement-api',
  area: 'decisions',
  entry: 'lambda/disclosure/agreements/handler.ts',
  purpose: 'Shows staff what agreements with recipients cover, and when they end',
  worstCase: 'shows false agreements',
  trigger: { kind: 'routes', routes: Object.values(agreementRoutes) },
  needs: [],
  timeoutSeconds: 10,
  memoryMegabytes: 512,
} as const satisfies FunctionFacts;

export const disclosureFunctions: readonly FunctionFacts[] = [disclosureApi, agreementApi];
