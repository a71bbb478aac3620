import { stringify } from 'csv-stringify/sync';

/** A cell. Numbers stay numbers, so that a spreadsheet can add them up. */
export type Cell = string | number;

/**
 * A table in the format of RFC 4180: a header line, then one line per row. Text that begins like a
 * formula is prefixed with an apostrophe, so that a spreadsheet does not evaluate it.
 */
export const csvOf = (columns: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    {
      header: true,
      columns: [...columns],
      escape_formulas: true,
      record_delimiter: 'windows',
      // The library quotes cells with the delimiter of rows, and a lone line feed is none.
      quoted_match: /[\r\n]/,
    },
  );
