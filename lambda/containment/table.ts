import type { TableFacts } from '../platform/dynamo/facts.ts';

/**
 * What is contained now: which processing is frozen, which clients are revoked, which functions are
 * quarantined. Every decision and every verification of a service token reads one row.
 */
export const containmentControls = {
  name: 'containment-controls',
  area: 'incidents',
  partitionKey: 'control',
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'ids of incidents, containments, categories, functions and hashes of client ids',
  },
} as const satisfies TableFacts;

/** What was done to contain each incident, and what was undone. */
export const containments = {
  name: 'containments',
  area: 'incidents',
  partitionKey: 'incidentId',
  sortKey: 'containmentId',
  indexes: [
    { name: 'by-state', partitionKey: 'state', sortKey: 'containmentId', projection: 'keys-only' },
  ],
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'counts people; who they are is in contained-people' },
} as const satisfies TableFacts;

/** The people that a containment is about. */
export const containedPeople = {
  name: 'contained-people',
  area: 'incidents',
  partitionKey: 'containmentId',
  sortKey: 'subjectId',
  indexes: [
    {
      name: 'by-subject',
      partitionKey: 'subjectId',
      sortKey: 'containmentId',
      projection: 'keys-only',
    },
  ],
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: { index: 'by-subject' }, by: 'deletion' },
  copy: {
    kind: 'left-out',
    reason: 'says that a measure was taken, which GET /v1/me/decisions shows while it lasts',
  },
} as const satisfies TableFacts;
