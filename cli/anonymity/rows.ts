import { createReadStream } from 'node:fs';
import process from 'node:process';
import type { Scalar } from '../../lambda/anonymity/groups.ts';
import { readJson } from '../../lambda/platform/http/json.ts';
import { valueAt } from '../../lambda/value/pointer.ts';
import { csvRows, isRecord } from '../import/csv.ts';
import { headerOf } from '../import/header.ts';
import { rowsOf } from '../import/rows.ts';

export type Format = 'ndjson' | 'csv';

export interface TableFile {
  /** `-` for standard input. */
  readonly path: string;
  readonly format: Format;
}

/** A row that cannot be read: without it nothing can be said about the file. */
export class UnreadableRowError extends Error {
  override readonly name = 'UnreadableRowError';

  constructor(line: number, remedy: string) {
    super(`line ${line}: ${remedy}`);
  }
}

/** Bytes of a row: more than the longest line of a training set. */
const longestRow = 4 * 1024 * 1024;

/**
 * The values of some columns, row by row. A column of JSON Lines is a name or a JSON pointer; an empty
 * cell, `null` and an absent field are the same: missing.
 *
 * @throws UnreadableRowError, HeaderError
 */
export async function* tableRows(
  { path, format }: TableFile,
  columns: readonly string[],
): AsyncGenerator<readonly Scalar[], void> {
  const rows = format === 'csv' ? csvValues(path, columns) : jsonValues(path, columns);
  yield* rows;
}

const bytesOf = (path: string, start = 0): AsyncIterable<Uint8Array> =>
  path === '-' ? process.stdin : createReadStream(path, { start });

async function* csvValues(
  path: string,
  columns: readonly string[],
): AsyncGenerator<readonly Scalar[], void> {
  const header = await headerOf(bytesOf(path), columns);
  const places = columns.map((column) => header.columns.indexOf(column));
  const { offset } = header.next;
  const lines = rowsOf(bytesOf(path, offset), header.next, longestRow);
  for await (const row of csvRows(lines, header.delimiter, header.columns.length, longestRow)) {
    if (row.kind !== 'cells') throw new UnreadableRowError(row.line, remedies[row.kind]);
    yield places.map((place) => missingIfEmpty(row.cells[place] ?? ''));
  }
}

const missingIfEmpty = (cell: string): Scalar => (cell === '' ? null : cell);

const remedies = {
  unreadable: 'write it in UTF-8, in at most 4 MiB',
  quotes: 'close each quote before the next column, and double a quote inside',
  count: 'write as many cells as columns',
} as const;

async function* jsonValues(
  path: string,
  columns: readonly string[],
): AsyncGenerator<readonly Scalar[], void> {
  for await (const { line, text } of rowsOf(bytesOf(path), undefined, longestRow)) {
    if (text === undefined) throw new UnreadableRowError(line, remedies.unreadable);
    if (text.trim() === '') continue;
    const read = readJson(text);
    if (read.kind === 'invalid' || !isRecord(read.value) || Array.isArray(read.value)) {
      throw new UnreadableRowError(line, 'write one JSON object');
    }
    const { value } = read;
    yield columns.map((column) => scalarOf(value, column, line));
  }
}

function scalarOf(row: Readonly<Record<string, unknown>>, column: string, line: number): Scalar {
  const value = column.startsWith('/')
    ? valueAt(row, column)
    : Object.hasOwn(row, column)
      ? row[column]
      : undefined;
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  throw new UnreadableRowError(
    line,
    `write one value in ${column}: a text, a number, true or false`,
  );
}
