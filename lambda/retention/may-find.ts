import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { queryPage } from '../platform/dynamo/read.ts';
import { records } from '../record/table.ts';
import type { SubjectId } from '../value/ids.ts';

const purposes = z.array(z.string());
const fields = z.object({
  purposes,
  /** Of what it was made from: they decide about its end as well. */
  sources: z.array(z.object({ purposes })).default([]),
  withheld: z.string().optional(),
});
const attributes = Object.keys(fields.shape);
/** A broken row is one that a sweep has to report. */
const row = fields.nullable().catch(null);

/**
 * Whether a sweep over the records of a person may find one that serves a purpose. Looks at the records
 * themselves: counts may be behind, and nothing repairs one that is wrong after a restore. At one page
 * of them: where there is more, a sweep may find it.
 *
 * @param served any record where no purposes are named
 * @throws StoreUnavailableError
 */
export async function mayFind(
  database: Database,
  subjectId: SubjectId,
  served: ReadonlySet<string> | undefined,
): Promise<boolean> {
  const limit = served === undefined ? 1 : undefined;
  const options = { partition: { subjectId }, attributes, limit };
  const { rows, lastKey } = await queryPage(database, records, options, row);
  const isServing = (one: z.output<typeof row>): boolean =>
    one === null ||
    (one.withheld === undefined &&
      (served === undefined ||
        [one, ...one.sources].some((data) => data.purposes.some((id) => served.has(id)))));
  return lastKey !== undefined || rows.some(isServing);
}
