import { maximumBytes } from './rows.ts';
import type { Row } from './rows.ts';

/** A row of a CSV file (RFC 4180), or what is wrong with it. */
export type CsvRow = Pick<Row, 'line' | 'next'> &
  (
    | { readonly kind: 'cells'; readonly cells: readonly string[] }
    | { readonly kind: 'unreadable' | 'quotes' | 'count' }
  );

/**
 * Rows of the lines of a file. One whose quotes do not fit together, or that has other cells than
 * columns, is wrong with its first line alone: what a stray quote seems to enclose is read as rows of
 * their own. Rows without anything in their cells are passed over.
 *
 * @param columns how many cells a row has
 * @param longest bytes of a row that is read
 */
export async function* csvRows(
  rows: AsyncIterator<Row, void>,
  delimiter: string,
  columns: number,
  longest = maximumBytes,
): AsyncGenerator<CsvRow, void> {
  const read = new Ahead(rows);
  for (let first = await read.at(0); first !== undefined; first = await read.at(0)) {
    const { line, next } = first;
    const found = await rowAt(read, delimiter, longest);
    if (found.kind !== 'cells') {
      read.drop(1);
      yield { line, next, kind: found.kind };
    } else if (found.cells.every((cell) => cell.trim() === '')) {
      read.drop(found.lines);
    } else if (found.cells.length === columns) {
      read.drop(found.lines);
      yield { line, next: found.next, kind: 'cells', cells: found.cells };
    } else {
      read.drop(1);
      yield { line, next, kind: 'count' };
    }
  }
}

type Found =
  | { readonly kind: 'unreadable' | 'quotes' }
  | {
      readonly kind: 'cells';
      readonly cells: readonly string[];
      readonly lines: number;
      readonly next: Row['next'];
    };

/** The row that begins at the first line that is not taken yet. */
async function rowAt(read: Ahead, delimiter: string, longest: number): Promise<Found> {
  let reading: Reading = { cells: [] };
  let bytes = 0;
  for (let lines = 1; ; lines += 1) {
    const row = await read.at(lines - 1);
    if (row === undefined) return { kind: 'quotes' };
    if (row.text === undefined) return { kind: lines === 1 ? 'unreadable' : 'quotes' };
    bytes += Buffer.byteLength(row.text);
    const more = readCells(row.text, delimiter, reading);
    if (more === undefined || bytes > longest) return { kind: 'quotes' };
    if (more.open === undefined) return { kind: 'cells', cells: more.cells, lines, next: row.next };
    reading = { cells: more.cells, open: more.open + row.ending };
  }
}

/** Lines that were looked at and not taken yet. */
class Ahead {
  readonly #rows: AsyncIterator<Row, void>;
  #buffered: Row[] = [];
  #taken = 0;

  constructor(rows: AsyncIterator<Row, void>) {
    this.#rows = rows;
  }

  async at(index: number): Promise<Row | undefined> {
    while (this.#buffered.length <= this.#taken + index) {
      const { value } = await this.#rows.next();
      if (value === undefined) return undefined;
      this.#buffered.push(value);
    }
    return this.#buffered[this.#taken + index];
  }

  drop(lines: number): void {
    this.#taken += lines;
    // Seldom, or a file with a quote that no one closes would be moved line by line.
    if (this.#taken * 2 < this.#buffered.length) return;
    this.#buffered = this.#buffered.slice(this.#taken);
    this.#taken = 0;
  }
}

/** Cells so far, and what is in one whose quote is not closed yet. */
interface Reading {
  readonly cells: readonly string[];
  readonly open?: string;
}

/** Cells of one line; undefined where its quotes do not fit together or are not closed. */
export function cellsOf(text: string, delimiter: string): readonly string[] | undefined {
  const reading = readCells(text, delimiter, { cells: [] });
  return reading?.open === undefined ? reading?.cells : undefined;
}

/** Reads on with one more line; undefined where its quotes do not fit together. */
function readCells(text: string, delimiter: string, before: Reading): Reading | undefined {
  const cells = [...before.cells];
  let open = before.open;
  for (let at = 0; ; at += 1) {
    if (open === undefined && text[at] === '"') {
      open = '';
      at += 1;
    }
    if (open === undefined) {
      const end = text.indexOf(delimiter, at);
      const cell = text.slice(at, end < 0 ? undefined : end);
      if (cell.includes('"')) return undefined;
      cells.push(cell);
      at = end < 0 ? text.length : end;
    } else {
      const end = closingQuote(text, at);
      const part = text.slice(at, end < 0 ? undefined : end).replaceAll('""', '"');
      if (end < 0) return { cells, open: open + part };
      const next = text[end + 1];
      if (next !== undefined && next !== delimiter) return undefined;
      cells.push(open + part);
      open = undefined;
      at = end + 1;
    }
    if (at >= text.length) return { cells };
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** A column `subject.type` makes `{subject: {type}}`; an empty cell says nothing. */
export function recordOf(
  columns: readonly string[],
  cells: readonly string[],
): Readonly<Record<string, unknown>> {
  const record = new Map<string, unknown>();
  columns.forEach((column, index) => {
    const cell = cells[index] ?? '';
    if (cell === '') return;
    const [name = '', field] = column.split('.', 2);
    const nested = record.get(name);
    record.set(
      name,
      field === undefined ? cell : { ...(isRecord(nested) ? nested : {}), [field]: cell },
    );
  });
  return Object.fromEntries(record);
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
