import { stringify } from 'csv-stringify/sync';

/** A cell. Numbers stay numbers, so that a spreadsheet can add them up. */
export type Cell = string | number;

/**
 * A table as RFC 4180 has it: a line of heads, then one line a row. Text that begins like a formula
 * is prefixed with an apostrophe, so that no spreadsheet computes what someone wrote.
 */
export const csvOf = (columns: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { header: true, columns: [...columns], escape_formulas: true, record_delimiter: 'windows' },
  );
