import { newRequestId, newSubjectId } from '../../lambda/value/ids.ts';
import type { Recounted } from '../../lambda/request/erasure-progress.ts';
import type { RequestRow } from '../../lambda/request/row.ts';

/** An erasure that has just begun. */
export const exampleRow: RequestRow = {
  requestId: newRequestId(),
  subjectId: newSubjectId(),
  kind: 'erasure',
  status: 'in-progress',
  version: 1,
  jurisdiction: 'gdpr',
  receivedAt: '2026-11-24T10:00:00.000Z',
  dueAt: '2026-12-24T22:59:59.999Z',
  gatesPassed: ['identity'],
  followUp: 'x'.repeat(43),
  contentVersion: 1,
  timeline: [{ at: '2026-11-24T10:00:00.000Z', event: 'received' }],
  attempt: 1,
  progressAt: '2026-11-24T10:00:00.000Z',
};

const controls = [
  { sha256: 'a'.repeat(64), rows: 7 },
  { sha256: 'b'.repeat(64), rows: 4 },
];

/** Before an erasure: the person and two neighbours. */
export const seenBefore: Recounted = {
  person: { records: 3, 'consent-states': 1, 'open-requests': 1, 'subject-keys': 4 },
  exempt: { 'subject-keys': 2 },
  categories: { 'prompt-text': 3 },
  noOne: 0,
  others: 11,
  controls,
};

/** After it: what is kept, and the neighbours as they were. */
export const seenAfter: Recounted = {
  person: {},
  exempt: { 'subject-keys': 2 },
  categories: {},
  noOne: 0,
  others: 11,
  controls,
};
