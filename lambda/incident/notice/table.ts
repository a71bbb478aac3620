import type { TableFacts } from '../../platform/dynamo/facts.ts';

/** Notices about an incident: what they say, who prepared and who approved them, and how far they are. */
export const incidentNotices = {
  name: 'incident-notices',
  area: 'incidents',
  partitionKey: 'incidentId',
  sortKey: 'noticeId',
  recoveryDays: 35,
  erasure: {
    kind: 'not-personal',
    reason: 'texts about systems, and counts; who was written to is in affected-people',
  },
} as const satisfies TableFacts;
