import * as z from 'zod';
import { executeEach, statementsPerCall } from '../platform/dynamo/batch.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { PurgedTable } from '../platform/dynamo/facts.ts';
import { getRow, queryAll } from '../platform/dynamo/read.ts';
import { keyNames, remove } from '../platform/dynamo/statement.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { SubjectId } from '../value/ids.ts';

const rounds = 10;

/**
 * Deletes every row of a person, and lists those again that changed meanwhile. Repeat it freely.
 *
 * @throws StoreUnavailableError when rows keep changing
 */
export async function deleteRows(
  database: Database,
  table: PurgedTable,
  subjectId: SubjectId,
): Promise<number> {
  let deleted = 0;
  for (let round = 0; round < rounds; round += 1) {
    const doomed = await Array.fromAsync(removals(database, table, subjectId));
    if (doomed.length === 0) return deleted;
    for (let start = 0; start < doomed.length; start += statementsPerCall) {
      const outcomes = await executeEach(database, doomed.slice(start, start + statementsPerCall));
      deleted += outcomes.filter((outcome) => outcome === 'done').length;
    }
  }
  throw new StoreUnavailableError(`rows of ${table.name} kept changing while they were deleted`);
}

/** @throws StoreUnavailableError */
export async function countRows(
  database: Database,
  table: PurgedTable,
  subjectId: SubjectId,
): Promise<number> {
  return (await Array.fromAsync(removals(database, table, subjectId))).length;
}

const versioned = z.object({ subjectId: z.string(), version: z.int() });

async function* removals(
  database: Database,
  table: PurgedTable,
  subjectId: SubjectId,
): AsyncGenerator<Statement, void> {
  const { rows } = table.erasure;
  const partition = { subjectId };
  const names = keyNames(table);
  const key = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  if (rows === 'partition') {
    const options = { partition, attributes: [...new Set([...names, 'subjectId', 'version'])] };
    const row = z.intersection(key, versioned);
    for await (const { version, ...found } of queryAll(database, table, options, row)) {
      yield remove(table, found, version);
    }
    return;
  }
  const options = { partition, index: rows.index };
  for await (const found of queryAll(database, table, options, key)) {
    // An index lags: the row may be gone, or another person's by now.
    const row = await getRow(database, table, found, versioned);
    if (row?.subjectId === subjectId) yield remove(table, found, row.version);
  }
}
