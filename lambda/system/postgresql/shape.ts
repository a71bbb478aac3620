import type { Session } from './database.ts';
import type { TableName } from './sql.ts';

export interface Column {
  readonly name: string;
  /** As it is written in a cast, without a length: a cast to `varchar(3)` would cut an identifier. */
  readonly type: string;
  /** `S` text, `N` number, `B` boolean, `U` others: pg_type.typcategory. */
  readonly category: string;
  /** An integer of at most 32 bits, or floating point: JSON represents it. */
  readonly isJsonNumber: boolean;
}

/** What the catalog says of one table. */
export interface TableShape {
  readonly columns: ReadonlyMap<string, Column>;
  /** Columns of the primary key, in its order; none: the table has no primary key. */
  readonly primaryKey: readonly string[];
}

/** Undefined: there is no such table. Views are no tables: their rows have no address. */
export async function readShape(
  session: Session,
  { schema, table }: TableName,
): Promise<TableShape | undefined> {
  const { rows } = await session.run(
    { text: catalog, values: [schema, table] },
    { isReadOnly: true },
  );
  if (rows.length === 0) return undefined;
  const columns = rows.map(([name = '', type = '', category = '', number = '']) => ({
    name: name ?? '',
    type: type ?? '',
    category: category ?? '',
    isJsonNumber: number === 't',
  }));
  const primaryKey = rows
    .filter(([, , , , position]) => position !== null)
    .sort((one, other) => Number(one[4]) - Number(other[4]))
    .map(([name]) => name ?? '');
  return { columns: new Map(columns.map((column) => [column.name, column])), primaryKey };
}

/** The shape of each table is read once in a session. */
export class Shapes {
  readonly #session: Session;
  readonly #read = new Map<string, Promise<TableShape | undefined>>();

  constructor(session: Session) {
    this.#session = session;
  }

  of(name: TableName): Promise<TableShape | undefined> {
    const key = JSON.stringify([name.schema, name.table]);
    const shape = this.#read.get(key) ?? readShape(this.#session, name);
    this.#read.set(key, shape);
    return shape;
  }
}

const catalog = `
  SELECT a.attname, format_type(a.atttypid, -1), t.typcategory,
    a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'float4'::regtype, 'float8'::regtype),
    array_position(i.indkey::int2[], a.attnum)
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
  WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')
  ORDER BY a.attnum`;
