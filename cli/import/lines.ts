import { createReadStream } from 'node:fs';
import type * as z from 'zod';
import { parse } from '../../lambda/platform/http/input.ts';
import { readJson } from '../../lambda/platform/http/json.ts';
import { csvRows, isRecord, recordOf } from './csv.ts';
import type { CsvRow } from './csv.ts';
import { headerOf } from './header.ts';
import type { Header } from './header.ts';
import { rowsOf } from './rows.ts';
import type { Place, Row } from './rows.ts';

/** What a line says, or what is wrong with it; never what is in it. */
export type Line = Pick<Row, 'line' | 'next'> &
  (
    | {
        readonly kind: 'record';
        readonly record: unknown;
        /** Fields that a refusal stands without, by their column: unknown ones, and invalid ones. */
        readonly leftOut: readonly string[];
      }
    | { readonly kind: 'wrong'; readonly errors: readonly LineError[] }
  );

export interface LineError {
  /** JSON pointer into the record. */
  readonly pointer: string;
  readonly message: string;
}

export type Format = 'ndjson' | 'csv';
export const formatOf = (file: string): Format => (/\.csv$/i.test(file) ? 'csv' : 'ndjson');

export interface LineOptions {
  readonly format: Format;
  /** What a record has to be. */
  readonly schema: z.ZodType;
  /** What is wrong with a valid record; nothing when absent. */
  readonly check?: (record: unknown) => readonly LineError[];
  /** Fields that a record has unless it says otherwise. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Where to go on. */
  readonly from: Place;
}

/** A file without anything that an import could read as a line. */
export class NoLinesError extends Error {
  override readonly name = 'NoLinesError';

  constructor() {
    super('the file has no line to import: it is empty, or nothing stands behind its header');
  }
}

/**
 * The lines of a file that say something, in order, from where an import was left.
 *
 * @throws HeaderError, NoLinesError
 */
export async function* linesOf(file: string, options: LineOptions): AsyncGenerator<Line, void> {
  const { format, from } = options;
  const header = format === 'csv' ? await headerOf(createReadStream(file), needed) : undefined;
  const start = header === undefined || from.offset > 0 ? from : header.next;
  const rows = rowsOf(createReadStream(file, { start: start.offset }), start);
  let isEmpty = from.offset === 0;
  const lines = header === undefined ? ndjson(rows, options) : csv(rows, header, options);
  for await (const line of lines) {
    isEmpty = false;
    yield line;
  }
  if (isEmpty) throw new NoLinesError();
}

/** Who a line is about: without these columns no line can be imported. */
const needed: readonly string[] = ['subject.type', 'subject.value'];

async function* ndjson(rows: AsyncIterable<Row>, options: LineOptions): AsyncGenerator<Line, void> {
  for await (const { line, next, text } of rows) {
    if (text?.trim() === '') continue;
    const read = text === undefined ? unreadable : readJson(text);
    if (read.kind === 'invalid') yield { kind: 'wrong', line, next, errors: [read.detail] };
    else yield lineOf({ line, next }, read.value, options);
  }
}

async function* csv(
  rows: AsyncGenerator<Row, void>,
  { columns, delimiter }: Header,
  options: LineOptions,
): AsyncGenerator<Line, void> {
  for await (const row of csvRows(rows, delimiter, columns.length)) {
    const { line, next } = row;
    if (row.kind === 'cells') yield lineOf({ line, next }, recordOf(columns, row.cells), options);
    else
      yield { kind: 'wrong', line, next, errors: [{ pointer: '', message: remedies[row.kind] }] };
  }
}

const unreadable = {
  kind: 'invalid',
  detail: { pointer: '', message: 'write the line in UTF-8, in at most 64 KiB' },
} as const;

const remedies: Readonly<Record<Exclude<CsvRow['kind'], 'cells'>, string>> = {
  unreadable: unreadable.detail.message,
  quotes:
    'close each quote before the next column; a cell that contains a quote is put in quotes, with that quote doubled',
  count: 'write as many cells as columns',
};

function lineOf(
  { line, next }: Pick<Row, 'line' | 'next'>,
  read: unknown,
  { schema, defaults, check }: LineOptions,
): Line {
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    const errors = [{ pointer: '', message: 'write one JSON object' }];
    return { kind: 'wrong', line, next, errors };
  }
  const record = { ...defaults, ...read };
  const parsed = parse(schema, record);
  if (parsed.kind === 'invalid') {
    return { kind: 'wrong', line, next, errors: parsed.errors.map(inWords) };
  }
  const errors = check?.(record) ?? [];
  if (errors.length > 0) return { kind: 'wrong', line, next, errors };
  return { kind: 'record', line, next, record, leftOut: leftOutOf(record, parsed.value) };
}

/** What was written and is not there any more once the contract has read it. */
const leftOutOf = (written: object, read: unknown, above = ''): string[] =>
  Object.entries(written).flatMap(([name, value]) => {
    const accepted = isRecord(read) && Object.hasOwn(read, name) ? read[name] : undefined;
    if (value === null) return [];
    if (accepted === undefined) return [`${above}${name}`];
    return isRecord(value) ? leftOutOf(value, accepted, `${above}${name}.`) : [];
  });

/** A consent without its source is one of a file that does not name it, which an option does. */
const inWords = ({ pointer, message }: LineError): LineError => ({
  pointer,
  message:
    pointer === '/source' && message === 'this field is required'
      ? 'add a column source, or --source'
      : message,
});
