import type { TableFacts } from '../platform/dynamo/facts.ts';

/** One record per incident: what happened, its risk, what was decided. The row is the current truth. */
export const incidents = {
  name: 'incidents',
  area: 'incidents',
  partitionKey: 'incidentId',
  indexes: [
    { name: 'by-state', partitionKey: 'state', sortKey: 'incidentId', projection: 'keys-only' },
  ],
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'is about systems; who is affected is in affected-people',
  },
} as const satisfies TableFacts;

/** What was done about an incident, and when. Sort key: UUIDv7. */
export const incidentTimeline = {
  name: 'incident-timeline',
  area: 'incidents',
  partitionKey: 'incidentId',
  sortKey: 'eventId',
  appendOnly: true,
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'codes, counts and reasons about systems; who is affected is in affected-people',
  },
} as const satisfies TableFacts;

/**
 * Which incident a detection belongs to. Sort key: `burst` is the row of the open incident of a
 * correlation, `event#<id>` one event that was counted, so that a repeated delivery is not; `client` is
 * under the hash of a service and has the incidents that it opened; `count#<n>`, under the id of an
 * incident, is a part of the count of its events.
 */
export const incidentSources = {
  name: 'incident-sources',
  area: 'incidents',
  partitionKey: 'correlation',
  sortKey: 'part',
  timeToLive: 'expiresAt',
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'detections, principals and resources of AWS, which age out',
  },
} as const satisfies TableFacts;
