import { stringify } from 'csv-stringify/sync';
import type { AddFile, WrittenFile } from './export-zip.ts';
import { visible } from '../value/html.ts';

/** A file is written when this much has come together; what follows goes into a next part. */
const partCharacters = 2 * 1024 * 1024;

export interface Parts {
  readonly files: readonly WrittenFile[];
  /**
   * Takes one line of JSON Lines, without its end, and the same as cells where the parts are written as
   * CSV too. One part is being written while the next comes together.
   */
  take(line: string, cells?: readonly string[]): Promise<void>;
  /** Writes what is left. */
  end(): Promise<void>;
}

/**
 * @param path without the ending
 * @param columns heads of the CSV beside it; none is written without them
 */
export type OpenParts = (path: string, columns?: readonly string[]) => Parts;

/**
 * Writes JSON Lines in parts: `prompt-text.jsonl`, `prompt-text.2.jsonl`; no id of a category has a
 * dot. Memory stays flat, though the zip takes one file after the other and categories come mixed: of all
 * that is opened here one part is written at a time.
 */
export function partsInto(add: AddFile): OpenParts {
  let writing: Promise<void> = Promise.resolve();
  return (path, columns) => {
    const files: WrittenFile[] = [];
    let lines: string[] = [];
    let rows: (readonly string[])[] = [];
    let characters = 0;
    let part = 1;

    async function write(name: string, source: string[], cells: (readonly string[])[]) {
      files.push(await add(`${name}.jsonl`, source));
      // Emptied: the zip keeps every stream, and with it its source, to the end.
      source.length = 0;
      if (columns === undefined) return;
      const csv = [csvOf(columns, cells)];
      files.push(await add(`${name}.csv`, csv));
      csv.length = 0;
    }

    async function flush(): Promise<void> {
      await writing;
      writing = write(part === 1 ? path : `${path}.${part}`, lines, rows);
      // Whoever comes next awaits it: until then a failure is not unhandled.
      writing.catch(() => undefined);
      lines = [];
      rows = [];
      characters = 0;
      part += 1;
    }

    return {
      files,
      async take(line, cells) {
        lines.push(`${line}\n`);
        if (cells) rows.push(cells);
        characters += line.length;
        if (characters >= partCharacters) await flush();
      },
      async end() {
        if (lines.length > 0) await flush();
        await writing;
      },
    };
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
