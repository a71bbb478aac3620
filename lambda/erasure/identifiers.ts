import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { getRows, queryPage } from '../platform/dynamo/read.ts';
import type { Key } from '../platform/dynamo/statement.ts';
import type { Recounted } from '../request/erasure-progress.ts';
import { aliases } from '../subject/table.ts';
import type { SubjectId } from '../value/ids.ts';

const aliasKey = z.object({ alias: z.string() });
const aliasRow = aliasKey.extend({ subjectId: z.string().optional() });
const keysPerRead = 100;

/**
 * Which person the identifiers lead to that the index names under a subject id. The second path to a
 * person: a count under one person's id that the identifiers of another lead to is about the wrong person.
 * What was emptied leads to no one.
 *
 * @throws StoreUnavailableError
 */
export async function identifiersOf(
  database: Database,
  subjectId: SubjectId,
): Promise<NonNullable<Recounted['identifiers']>> {
  let toPerson = 0;
  let toOthers = 0;
  let startAfter: Key | undefined;
  do {
    const options = { partition: { subjectId }, index: 'by-subject', limit: keysPerRead };
    const from = startAfter === undefined ? options : { ...options, startAfter };
    const page = await queryPage(database, aliases, from, aliasKey);
    const rows = await getRows(database, aliases, page.rows, aliasRow, Object.keys(aliasRow.shape));
    for (const row of rows) {
      if (row.subjectId === subjectId) toPerson += 1;
      else if (row.subjectId !== undefined) toOthers += 1;
    }
    startAfter = page.lastKey;
  } while (startAfter !== undefined);
  return { toPerson, toOthers };
}
