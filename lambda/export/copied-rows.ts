import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import type { CopiedTable } from '../platform/dynamo/facts.ts';
import { queryAll } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../value/ids.ts';
import { copiedTables } from './copied-tables.ts';
import type { AddFile } from './export-zip.ts';

/** One file for each of these tables, empty where nothing is stored of the person. */
export async function writeCopiedRows(
  database: Database,
  subjectId: SubjectId,
  add: AddFile,
  copied: readonly CopiedTable[] = copiedTables,
): Promise<void> {
  for (const table of copied) await add(`${table.name}.jsonl`, linesOf(database, table, subjectId));
}

async function* linesOf(
  database: Database,
  table: CopiedTable,
  subjectId: SubjectId,
): AsyncGenerator<string, void> {
  const { attributes } = table.copy;
  // JSON alone: a ciphertext tells a person nothing, so it does not fit.
  const row = z.object(Object.fromEntries(attributes.map((name) => [name, z.json().optional()])));
  const options = { partition: { subjectId }, attributes };
  for await (const found of queryAll(database, table, options, row)) {
    yield `${JSON.stringify(found)}\n`;
  }
}
