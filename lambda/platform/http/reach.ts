import type { Scope } from './contract.ts';

/**
 * Methods and paths that a scope can open, with the wildcards of API Gateway policies. The
 * functions check each route more precisely; a test compares every route with this.
 */
export const reach: Readonly<Record<Scope, readonly string[]>> = {
  'custos/self': ['*/v1/me/*'],
  'custos/subjects': ['POST/v1/subjects', 'POST/v1/subjects/*'],
  'custos/decisions': [
    'POST/v1/decisions',
    'POST/v1/automated-decisions',
    'POST/v1/automated-decisions/labels',
  ],
  'custos/consents': ['POST/v1/consents', 'POST/v1/signals'],
  'custos/records.write': [
    'POST/v1/records',
    'POST/v1/records/batch',
    'POST/v1/media',
    'GET/v1/media/*',
    'POST/v1/sources/informed',
  ],
  'custos/records.read': ['POST/v1/records/query'],
  'custos/disclosures': ['POST/v1/disclosures'],
  'custos/text': ['POST/v1/text/detect', 'POST/v1/text/redact'],
  'custos/text.restore': ['POST/v1/text/restore'],
  'custos/measurements': ['POST/v1/measurements'],
  'custos/incidents.report': ['POST/v1/incident-reports'],
  'custos/models': [
    'POST/v1/training-sets',
    'GET/v1/training-sets/*',
    // Apart from them, because staff see sets and not what is in them.
    'GET/v1/training-shards/*',
    'POST/v1/models',
    'GET/v1/models',
    'GET/v1/models/*',
    'PATCH/v1/models/*',
  ],
  'custos/requests': [
    'GET/v1/requests',
    '*/v1/requests/*',
    'GET/v1/consents/receipts/*',
    'GET/v1/erasures',
    'POST/v1/erasures/resume',
  ],
  // Adds to answers that other scopes open, and opens what names a person.
  'custos/requests.identity': [
    'GET/v1/requests/*',
    'GET/v1/holds',
    'GET/v1/holds/*',
    'POST/v1/identities/query',
    'DELETE/v1/identities/*',
  ],
  'custos/holds': ['*/v1/holds', '*/v1/holds/*'],
  'custos/withheld': ['POST/v1/requests/*', 'POST/v1/holds/*'],
  'custos/ledger': ['GET/v1/ledger/entries', 'GET/v1/ledger/entries/*', 'GET/v1/ledger/staff'],
  'custos/incidents': ['*/v1/incidents', '*/v1/incidents/*'],
  'custos/governance': [
    'GET/v1/governance/*',
    'GET/v1/aggregates',
    'GET/v1/aggregates/measures',
    'GET/v1/fairness',
    'GET/v1/fairness/systems',
    'POST/v1/fairness/*',
    'POST/v1/governance/retention/sweeps',
    'POST/v1/governance/sources/informed',
    'GET/v1/training-sets/*',
    'GET/v1/models',
    'GET/v1/models/*',
    'PATCH/v1/models/*',
  ],
  'custos/operators': ['*/v1/operators', '*/v1/operators/*', 'POST/v1/consents/import'],
};
