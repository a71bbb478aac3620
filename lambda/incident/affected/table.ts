import type { TableFacts } from '../../platform/dynamo/facts.ts';

/**
 * Who is affected by which incident, how they were found, and what became of each notice to them.
 * `part` spreads an incident over partitions of the index: see `partOf`.
 */
export const affectedPeople = {
  name: 'affected-people',
  area: 'incidents',
  partitionKey: 'subjectId',
  sortKey: 'incidentId',
  indexes: [{ name: 'by-incident', partitionKey: 'part', sortKey: 'subjectId', projection: 'all' }],
  recoveryDays: 35,
  erasure: { kind: 'purged', rows: 'partition', by: 'deletion' },
  copy: { kind: 'lines', attributes: ['incidentId', 'foundBy', 'addedAt', 'informedAt'] },
} as const satisfies TableFacts;

/** Searches for affected people: what was searched, how far it is, and counts. Sort key: UUIDv7. */
export const affectedJobs = {
  name: 'affected-jobs',
  area: 'incidents',
  partitionKey: 'incidentId',
  sortKey: 'jobId',
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'scopes and counts; random ids of people only until they are in affected-people',
  },
} as const satisfies TableFacts;
