import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { update } from '../platform/dynamo/statement.ts';
import { subjects } from '../subject/table.ts';
import type { Suspension } from './model/hold.ts';

/** What is restricted and held, with the version of the row of the person that says so. */
export interface Markers extends Suspension {
  readonly version: number;
  readonly status: string;
}

const marks = z.union([z.literal('all'), z.array(z.string())]).default([]);
const row = z.object({
  version: z.int(),
  status: z.string(),
  restrictedPurposes: marks,
  restrictedCategories: z.array(z.string()).optional(),
  heldCategories: marks,
});

/**
 * Reads nothing else of the person, and no key.
 *
 * @throws StoreUnavailableError
 */
export const markersOf = (database: Database, subjectId: string): Promise<Markers | undefined> =>
  getRow(database, subjects, { subjectId }, row);

/**
 * Belongs into the transaction that deletes or changes rows of a person: nothing is done where a
 * hold, a restriction or an erasure began since `version` was read. It is a write, and so the version
 * grows by one, because the dialect has no condition without a change.
 */
export const personUnchanged = (subjectId: string, version: number): Statement =>
  update(subjects, { subjectId }, version, {});
