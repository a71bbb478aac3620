import type { TaskAction } from '../../policy/vocabulary.ts';
import type { Session } from './database.ts';
import type { TableName } from './sql.ts';
import { literal, quoted, tableSql } from './sql.ts';

/** What keeps a table from being used, and how it is mended; undefined: nothing. */
export interface Obstacle {
  readonly what: string;
  readonly remedy: string;
}

/** The columns that an action changes; none for others. */
export interface Use {
  readonly table: TableName;
  readonly actions: readonly TaskAction[];
  /** The column that marks a restriction, where one is asked for. */
  readonly restricted?: string;
}

/** Rights that are lacking, with the GRANT that mends it. */
export async function lackingRights(
  session: Session,
  { table, actions, restricted }: Use,
): Promise<Obstacle | undefined> {
  const used = await session.run(
    { text: `SELECT current_user, has_schema_privilege(${literal(table.schema)}, 'USAGE')` },
    { isReadOnly: true },
  );
  const [role, usage] = used.rows[0] ?? [];
  const to = quoted(role ?? '');
  // Asked first: without it the name of a table is an error.
  if (usage !== 't') {
    return {
      what: `the role may not use the schema ${quoted(table.schema)}`,
      remedy: `GRANT USAGE ON SCHEMA ${quoted(table.schema)} TO ${to}`,
    };
  }
  const name = literal(tableSql(table));
  const updatesColumn =
    restricted !== undefined
      ? `has_column_privilege(${name}, ${literal(restricted)}, 'UPDATE')`
      : 'true';
  const text = `SELECT has_table_privilege(${name}, 'SELECT'),
    ${actions.includes('erase') ? `has_table_privilege(${name}, 'DELETE')` : 'true'},
    ${actions.includes('rectify') ? `has_table_privilege(${name}, 'UPDATE')` : 'true'},
    ${updatesColumn}`;
  const { rows } = await session.run({ text }, { isReadOnly: true });
  const [select, remove, update, mark] = rows[0] ?? [];
  const at = tableSql(table);
  const lacking = [
    ...(select === 't' ? [] : ['SELECT']),
    ...(remove === 't' ? [] : ['DELETE']),
    ...(update === 't' ? [] : ['UPDATE']),
    ...(mark === 't' || update !== 't' ? [] : [`UPDATE (${quoted(restricted ?? '')})`]),
  ];
  if (lacking.length === 0) return undefined;
  const rights = lacking.join(', ');
  return {
    what: `the role lacks ${rights} on ${at}`,
    remedy: `GRANT ${rights} ON ${at} TO ${to}`,
  };
}

/** A policy would hide rows, and what is hidden would count as erased. */
export async function hiddenRows(
  session: Session,
  table: TableName,
): Promise<Obstacle | undefined> {
  const at = tableSql(table);
  const text = `SELECT row_security_active(${literal(at)}), current_user`;
  const { rows } = await session.run({ text }, { isReadOnly: true });
  const [isActive, role] = rows[0] ?? [];
  if (isActive !== 't') return undefined;
  return {
    what: `row-level security hides rows of ${at} from the role`,
    remedy: `ALTER ROLE ${quoted(role ?? '')} BYPASSRLS, or make the role the owner of the table`,
  };
}

/**
 * A table that refers to this one, is not erased before it, and whose rows would stop the erasure: its
 * foreign key has NO ACTION or RESTRICT.
 *
 * @param before tables that are erased earlier
 */
export async function referredBy(
  session: Session,
  table: TableName,
  before: readonly TableName[],
): Promise<Obstacle | undefined> {
  const text = `
    SELECT n.nspname, c.relname
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'f' AND k.confrelid = ${literal(tableSql(table))}::regclass
      AND k.conrelid <> k.confrelid AND k.confdeltype IN ('a', 'r') AND k.conparentid = 0
    ORDER BY 1, 2`;
  const { rows } = await session.run({ text }, { isReadOnly: true });
  const child = rows
    .map(([schema, name]) => ({ schema: schema ?? '', table: name ?? '' }))
    .find((each) => !before.some((one) => one.schema === each.schema && one.table === each.table));
  if (child === undefined) return undefined;
  const [parentSql, childSql] = [tableSql(table), tableSql(child)];
  return {
    what: `rows of ${childSql} refer to ${parentSql} and stop its rows from being erased`,
    remedy: `declare ${childSql} above ${parentSql} in the settings, or give its foreign key ON DELETE CASCADE`,
  };
}
