import { stringify } from 'csv-stringify/sync';
import type { AddFile, WrittenFile } from './export-zip.ts';
import { visible } from '../value/html.ts';

/** A file is written when this much has come together; what follows goes into a next part. */
const partBytes = 2 * 1024 * 1024;

export interface Parts {
  readonly files: readonly WrittenFile[];
  /** Takes one line of JSON Lines, and the same as cells where the parts are written as CSV too. */
  take(value: object, cells?: readonly string[]): Promise<void>;
  /** Writes what is left. */
  end(): Promise<void>;
}

/**
 * Writes JSON Lines in parts: `prompt-text.jsonl`, `prompt-text.2.jsonl`; no id of a category has a
 * dot. Memory stays flat, though the zip takes one file after the other and categories come mixed.
 *
 * @param path without the ending
 * @param columns heads of the CSV beside it; none is written without them
 */
export function openParts(add: AddFile, path: string, columns?: readonly string[]): Parts {
  const files: WrittenFile[] = [];
  const lines: string[] = [];
  const rows: (readonly string[])[] = [];
  let bytes = 0;
  let part = 1;

  async function flush(): Promise<void> {
    const name = part === 1 ? path : `${path}.${part}`;
    files.push(await add(`${name}.jsonl`, lines));
    const csv = columns === undefined ? [] : [csvOf(columns, rows)];
    if (columns !== undefined) files.push(await add(`${name}.csv`, csv));
    // Emptied, not replaced: the zip keeps every stream, and with it its source, to the end.
    for (const source of [lines, rows, csv]) source.length = 0;
    bytes = 0;
    part += 1;
  }

  return {
    files,
    async take(value, cells) {
      const line = `${JSON.stringify(value)}\n`;
      lines.push(line);
      if (cells) rows.push(cells);
      bytes += Buffer.byteLength(line);
      if (bytes >= partBytes) await flush();
    },
    async end() {
      if (lines.length > 0) await flush();
    },
  };
}

// A cell that begins like a formula is prefixed, so that no spreadsheet computes what a person wrote;
// the byte order mark shows spreadsheets that this is UTF-8.
const csvOf = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  stringify([...rows.map((row) => row.map(visible))], {
    bom: true,
    header: true,
    columns: [...columns],
    escape_formulas: true,
    record_delimiter: 'windows',
  });
