import type { CallCost } from './calls.ts';
import type { MeasuredRoute } from './measured-routes.ts';

const most = (
  calls: number,
  waves: number,
  writeUnits: number,
  readUnits: number,
  keyUses = 0,
  signatures = 0,
): CallCost => ({ calls, waves, writeUnits, readUnits, keyUses, signatures });

/**
 * The most that one call of a warm function may take: calls of the database, those in sequence, write
 * units, read units, uses of KMS keys, signatures. Lower a number when a route gets cheaper; to raise
 * one is a decision, with its reason in docs/decisions/calls.md.
 */
export const callBudget: Readonly<Record<MeasuredRoute, CallCost>> = {
  'POST /v1/decisions, permitted': most(5, 3, 2, 4),
  'POST /v1/decisions, denied': most(5, 4, 4, 5),
  'POST /v1/decisions, 25 about one person': most(5, 3, 2, 4),
  'POST /v1/records': most(5, 4, 6, 7, 1),
  'POST /v1/records/batch, 2 records': most(6, 5, 6, 7, 1),
  'POST /v1/records/batch, 25 records': most(6, 5, 66, 7, 1),
  'POST /v1/records/query, 25 records': most(8, 5, 1, 36),
  'POST /v1/consents, given': most(5, 4, 15, 8, 1, 1),
  'POST /v1/consents, refused': most(4, 4, 13, 7, 1, 1),
  'PUT /v1/me/consents/{purpose}': most(5, 4, 15, 8, 1, 1),
  'POST /v1/subjects, new': most(5, 5, 15, 3, 4),
  'POST /v1/subjects, known': most(4, 4, 2, 4, 1),
  'POST /v1/subjects/link': most(11, 11, 9, 9, 2),
  'POST /v1/disclosures': most(6, 5, 8, 7, 1),
  'GET /v1/me/records, 50 records': most(6, 5, 0, 34),
  'GET /v1/me/data': most(9, 6, 0, 9),
  'GET /v1/me/activity': most(7, 4, 0, 8),
  'GET /v1/me/consents': most(3, 3, 0, 3),
  'GET /v1/me/decisions': most(4, 3, 0, 4),
  'GET /v1/me/settings': most(2, 2, 0, 2),
  'GET /v1/me/identities': most(8, 5, 0, 7.5),
  'GET /v1/me/consents/{purpose}/history': most(5, 4, 0, 8),
  'DELETE /v1/me/records/{recordId}': most(10, 9, 12, 9),
};
