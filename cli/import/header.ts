import { cellsOf } from './csv.ts';
import { rowsOf } from './rows.ts';
import type { Place, Row } from './rows.ts';

/** What the first line of a CSV file says about the others. */
export interface Header {
  readonly columns: readonly string[];
  readonly delimiter: string;
  /** Where the rows begin. */
  readonly next: Place;
}

/** A file whose first line does not name its columns as an import needs them. */
export class HeaderError extends Error {
  override readonly name = 'HeaderError';
}

/**
 * @param needed columns without which no row can be read
 * @throws HeaderError; it names no other column of the file, which may be a person's data
 */
export async function headerOf(
  bytes: AsyncIterable<Uint8Array>,
  needed: readonly string[],
): Promise<Header> {
  const rows = rowsOf(bytes);
  let row = await nextOf(rows);
  const [, separator] = /^sep=(.)$/i.exec(row?.text ?? '') ?? [];
  if (separator !== undefined) row = await nextOf(rows);
  await rows.return();
  if (row === undefined) throw new HeaderError(unnamed);
  if (row.text === undefined) {
    throw new HeaderError('save the file as UTF-8; its first line names the columns');
  }
  const delimiter = separator ?? delimiterOf(row.text);
  const columns = cellsOf(row.text, delimiter)?.map((name) => name.trim());
  if (columns === undefined || columns.includes('')) throw new HeaderError(unnamed);
  if (new Set(columns).size < columns.length) throw new HeaderError(unnamed);
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    throw new HeaderError(`the header has no column ${missing.join(' and ')}`);
  }
  return { columns, delimiter, next: row.next };
}

const unnamed = 'the first line of a CSV file names its columns, each once';

async function nextOf(rows: AsyncGenerator<Row, void>): Promise<Row | undefined> {
  const { value } = await rows.next();
  return value ?? undefined;
}

/** Semicolons or tabs where a spreadsheet wrote them. */
export const delimiterOf = (header: string): string =>
  [',', ';', '\t'].find((delimiter) => header.includes(delimiter)) ?? ',';
