import type { TableFacts } from '../../platform/dynamo/facts.ts';

/** Every version of every model that was registered, with its card. Rows are never deleted. */
export const models = {
  name: 'models',
  area: 'decisions',
  partitionKey: 'name',
  sortKey: 'release',
  indexes: [
    { name: 'by-state', partitionKey: 'state', sortKey: 'modelId', projection: 'keys-only' },
  ],
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'is about programs; whose data they were trained on is in training-rows',
  },
} as const satisfies TableFacts;

/** Which models were trained on a set: `name/version`. */
export const modelSets = {
  name: 'model-sets',
  area: 'decisions',
  partitionKey: 'setId',
  sortKey: 'model',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'ids of sets and names of models' },
} as const satisfies TableFacts;
