import type { PriceName, Rate } from './price.ts';

/** Published prices of eu-central-1. Correct them here, with the day on which you read them. */
export const euCentral1: Readonly<Record<PriceName, Rate>> = {
  apiCalls: {
    usd: 3.7,
    checkedOn: 'from-memory',
    tiers: [
      { beyond: 333_000_000, usd: 3.06 },
      { beyond: 1_000_000_000, usd: 2.6 },
    ],
  },
  lambdaRequests: { usd: 0.2, checkedOn: 'from-memory' },
  lambdaGigabyteSeconds: { usd: 1.33334e-5, checkedOn: 'from-memory' },
  durableOperations: { usd: 8, checkedOn: 'from-memory' },
  durableWritten: { usd: 0.25, checkedOn: 'from-memory' },
  durableKept: { usd: 0.15, checkedOn: 'from-memory' },
  tableWrites: { usd: 0.7625, checkedOn: 'from-memory' },
  tableReads: { usd: 0.1525, checkedOn: 'from-memory' },
  tableStorage: { usd: 0.306, checkedOn: 'from-memory' },
  tableRecovery: { usd: 0.2448, checkedOn: 'from-memory' },
  keys: { usd: 1, checkedOn: '2026-10-31' },
  symmetricUses: { usd: 0.03, checkedOn: '2026-10-31' },
  signatures: { usd: 0.15, checkedOn: '2026-10-31' },
  logIngestion: { usd: 0.63, checkedOn: 'from-memory' },
  logStorage: { usd: 0.0324, checkedOn: 'from-memory' },
  alarms: { usd: 0.1, checkedOn: 'from-memory' },
  dashboards: { usd: 3, checkedOn: 'from-memory' },
  customMetrics: { usd: 0.3, checkedOn: 'from-memory' },
  events: { usd: 1, checkedOn: 'from-memory' },
  queueRequests: { usd: 0.4, checkedOn: 'from-memory' },
  notifications: { usd: 0.5, checkedOn: 'from-memory' },
  objectPuts: { usd: 0.0054, checkedOn: 'from-memory' },
  objectStorage: { usd: 0.0245, checkedOn: 'from-memory' },
  firewall: { usd: 5, checkedOn: 'from-memory' },
  firewallRules: { usd: 1, checkedOn: 'from-memory' },
  firewallRequests: { usd: 0.6, checkedOn: 'from-memory' },
  transferOut: { usd: 0.09, checkedOn: 'from-memory' },
};
