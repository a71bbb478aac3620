import { createReadStream } from 'node:fs';
import type * as z from 'zod';
import { cellsOf, delimiterOf, recordOf } from './csv.ts';
import { rowsOf } from './rows.ts';
import type { Place, Row } from './rows.ts';

/** What a line says, or what is wrong with it; never what stands in it. */
export type Line = Pick<Row, 'line' | 'next'> &
  (
    | { readonly kind: 'record'; readonly record: unknown }
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
  /** Fields that a record has unless it says otherwise. */
  readonly defaults: Readonly<Record<string, unknown>>;
  /** Where to go on. */
  readonly from: Place;
}

/** A file without a header, or with a column that has no name or that of another. */
export class HeaderError extends Error {
  override readonly name = 'HeaderError';
}

/** The lines of a file that say something, in order, from where an import was left. */
export async function* linesOf(file: string, options: LineOptions): AsyncGenerator<Line, void> {
  const { format, from } = options;
  const header = format === 'csv' ? await headerOf(file) : undefined;
  const start = header === undefined || from.offset > 0 ? from : header.next;
  const stream = createReadStream(file, { start: start.offset });
  for await (const row of rowsOf(stream, { quoted: format === 'csv', from: start })) {
    if (row.text?.trim() === '') continue;
    yield lineOf(row, options, header);
  }
}

interface Header {
  readonly columns: readonly string[];
  readonly delimiter: string;
  readonly next: Place;
}

async function headerOf(file: string): Promise<Header> {
  for await (const { text, next } of rowsOf(createReadStream(file), { quoted: true })) {
    const names = text?.replace(/^\uFEFF/, '') ?? '';
    const delimiter = delimiterOf(names);
    const columns = cellsOf(names, delimiter)?.map((name) => name.trim());
    if (columns === undefined || columns.includes('')) break;
    if (new Set(columns).size < columns.length) break;
    return { columns, delimiter, next };
  }
  throw new HeaderError(
    'the first line of a CSV file names its columns, such as subject.type, each once',
  );
}

function lineOf(row: Row, { schema, defaults }: LineOptions, header: Header | undefined): Line {
  const { line, next, text } = row;
  const wrong = (errors: readonly LineError[]): Line => ({ kind: 'wrong', line, next, errors });
  const malformed = (message: string) => {
    const last = next.line - 1;
    const extent =
      last > line ? `: lines ${line} to ${last} were read as one, by their quotes` : '';
    return wrong([{ pointer: '', message: `${message}${extent}` }]);
  };
  if (text === undefined) return malformed('write the line in UTF-8, in at most 64 KiB');
  const read = header === undefined ? readJson(text) : readCells(text, header);
  if (read === undefined) {
    return malformed(
      header === undefined ? 'write one JSON object' : 'write as many cells as columns',
    );
  }
  const record = { ...defaults, ...read };
  const parsed = schema.safeParse(record);
  if (parsed.success) return { kind: 'record', line, next, record };
  return wrong(
    parsed.error.issues.map(({ path, message }) => ({
      pointer: path.map((part) => `/${String(part)}`).join(''),
      message,
    })),
  );
}

function readJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readCells(text: string, { columns, delimiter }: Header): object | undefined {
  const cells = cellsOf(text, delimiter);
  return cells?.length === columns.length ? recordOf(columns, cells) : undefined;
}
