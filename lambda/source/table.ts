import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * From which recipients of the policy data of a person was obtained, and whether the person was
 * informed of it (GDPR Art. 14). A row is in the index while the person has to be informed.
 */
export const sourceNotices = {
  name: 'source-notices',
  area: 'decisions',
  partitionKey: 'subjectId',
  sortKey: 'recipient',
  indexes: [
    { name: 'by-due', partitionKey: 'waiting', sortKey: 'informBy', projection: 'keys-only' },
  ],
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: {
    kind: 'lines',
    attributes: ['recipient', 'categories'],
  },
} as const satisfies TableFacts;
