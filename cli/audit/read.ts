import { physicalName } from '../../lib/names.ts';

/** Calls that read a person or a record. */
export interface Read {
  readonly time: string;
  /** Of the last call. */
  readonly until: string;
  readonly principal: string;
  /** Name of the role; empty for a user. */
  readonly role: string;
  /** The function of Custos whose role it is; empty for every other role. */
  readonly function: string;
  readonly action: string;
  readonly tables: string;
  /** Code of the error that the caller received; empty if the call succeeded. */
  readonly error: string;
  /** `id`: the call names the id. `table`: it reads or copies a whole table, on one day. */
  readonly reach: 'id' | 'table';
  readonly calls: number;
}

/** Name of a function by that of its role, which holds the deployment and the Region. */
export function functionOfRole(role: string, deployment: string): string {
  const prefix = `${physicalName({ deployment })}-`;
  const [, name = ''] = /^(.+)-[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/.exec(role) ?? [];
  return name.startsWith(prefix) ? name.slice(prefix.length) : '';
}

const columns = [
  'time',
  'principal',
  'role',
  'function',
  'action',
  'tables',
  'calls',
  'reach',
  'error',
] as const satisfies readonly (keyof Read)[];

/** A table for a person; columns without a value are left out. */
export function tableOfReads(reads: readonly Read[]): string {
  const used = columns.filter(
    (column) => column === 'time' || reads.some((read) => read[column] !== ''),
  );
  return columned([used, ...reads.map((read) => used.map((column) => String(read[column])))]);
}

/** Rows of cells, of which the first has the names, as columns of one width. */
export function columned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map((row) => row[index]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
