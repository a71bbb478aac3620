import { stringify } from 'csv-stringify/sync';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Scalar } from '../../lambda/anonymity/groups.ts';
import type { Columns } from './check.ts';
import { tableRows } from './rows.ts';
import type { TableFile } from './rows.ts';

/** A row with general quasi-identifiers, or none where it is suppressed. */
type Apply = (quasi: readonly Scalar[]) => readonly Scalar[] | undefined;

/**
 * Writes the quasi-identifiers as `apply` makes them, and the sensitive columns as they are. Other columns
 * are not written: they are not declared. The file appears whole or not at all.
 *
 * @throws UnreadableRowError, HeaderError
 */
export async function writeGeneralised(
  from: TableFile,
  to: TableFile,
  columns: Columns,
  apply: Apply,
): Promise<void> {
  const partial = `${to.path}.${process.pid}.partial`;
  try {
    await pipeline(Readable.from(linesOf(from, to, columns, apply)), createWriteStream(partial));
    await rename(partial, to.path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function* linesOf(
  from: TableFile,
  { format }: TableFile,
  { quasi, sensitive }: Columns,
  apply: Apply,
): AsyncGenerator<string, void> {
  const names = [...quasi, ...sensitive];
  if (format === 'csv') yield stringify([names]);
  for await (const values of tableRows(from, names)) {
    const general = apply(values.slice(0, quasi.length));
    if (general === undefined) continue;
    const row = [...general, ...values.slice(quasi.length)];
    yield format === 'csv'
      ? stringify([row.map((value) => (value === null ? '' : String(value)))])
      : `${JSON.stringify(Object.fromEntries(names.map((name, index) => [name, row[index]])))}\n`;
  }
}
