import type { PostgresqlKey, PostgresqlSettings } from '../../policy/connectors/postgresql.ts';
import type { TaskAction } from '../../policy/vocabulary.ts';
import type { Probe } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { SystemError } from '../model/faults.ts';
import { hiddenRows, lackingRights, referredBy } from './rights.ts';
import type { Obstacle } from './rights.ts';
import { SecretIncompleteError } from './secret.ts';
import type { Session } from './database.ts';
import type { Shapes } from './shape.ts';
import { quoted, tableSql } from './sql.ts';
import type { TableName } from './sql.ts';

const remedies: Partial<Record<SystemError, string>> = {
  unreachable:
    'check host and port in the secret, the security group, and that the function is in a subnet that reaches the database',
  'access-denied':
    'check username and password in the secret, and the right of the function to read the secret and its key',
  'not-found': 'check the ARN of the secret, and `dbname` in it',
  'timed-out':
    'check that the database is not overloaded, and that the security group lets the function in',
  misconfigured:
    'turn on TLS on the server, and give the certificates of its authority in `certificateAuthority`',
};

/** Why there is no connection. @throws what is no fault of a connection */
export function connectionObstacle(error: unknown): Obstacle {
  if (error instanceof SecretIncompleteError) {
    const fields = error.fields.join(', ');
    return {
      what: `the secret lacks ${fields}`,
      remedy: `store JSON with host, port, dbname, username and password in the secret`,
    };
  }
  if (!(error instanceof SystemFaultError)) throw error;
  return {
    what: `the database does not let the connector in: ${error.code}`,
    remedy: remedies[error.code] ?? 'look up the SQLSTATE in the log of the function',
  };
}

/** The first thing that is wrong with the declared tables. */
export async function tablesProbe(
  session: Session,
  shapes: Shapes,
  { tables }: PostgresqlSettings,
  actions: readonly TaskAction[],
): Promise<Probe> {
  for (const [index, declared] of tables.entries()) {
    const { schema, table, key, second } = declared;
    const restricted = actions.includes('restrict') ? declared.restricted : undefined;
    const name = { schema, table };
    const obstacle =
      (await missing(shapes, name, restricted === undefined ? [] : [restricted])) ??
      (await keyObstacle(session, shapes, name, key)) ??
      (second === undefined ? undefined : await keyObstacle(session, shapes, name, second)) ??
      (await markObstacle(shapes, name, restricted)) ??
      (await lackingRights(session, { table: name, actions, ...(restricted && { restricted }) })) ??
      (await hiddenRows(session, name)) ??
      (actions.includes('erase')
        ? await referredBy(session, name, tables.slice(0, index))
        : undefined);
    if (obstacle !== undefined) return { kind: 'not-ready', ...obstacle };
  }
  return { kind: 'ready' };
}

/** A table or column that is not there. */
export async function missing(
  shapes: Shapes,
  table: TableName,
  columns: readonly string[],
): Promise<Obstacle | undefined> {
  const shape = await shapes.of(table);
  const at = tableSql(table);
  if (shape === undefined) {
    return {
      what: `there is no table ${at}`,
      remedy:
        'check schema and table in the settings: names are case-sensitive, and a view is no table',
    };
  }
  const column = columns.find((each) => !shape.columns.has(each));
  if (column === undefined) return undefined;
  const known = [...shape.columns.keys()].map(quoted).join(', ');
  return {
    what: `${at} has no column ${quoted(column)}`,
    remedy: `name one of its columns: ${known}`,
  };
}

async function keyObstacle(
  session: Session,
  shapes: Shapes,
  from: TableName,
  key: PostgresqlKey,
): Promise<Obstacle | undefined> {
  let at = from;
  for (const { column, references, ...next } of key.through ?? []) {
    const obstacle =
      (await missing(shapes, at, [column])) ??
      (await missing(shapes, next, [references])) ??
      (await lackingRights(session, { table: next, actions: [] })) ??
      (await hiddenRows(session, next));
    if (obstacle !== undefined) return obstacle;
    at = next;
  }
  return (await missing(shapes, at, [key.column])) ?? (await typeObstacle(shapes, at, key));
}

async function typeObstacle(
  shapes: Shapes,
  table: TableName,
  { column: name, pointer }: PostgresqlKey,
): Promise<Obstacle | undefined> {
  const column = (await shapes.of(table))?.columns.get(name);
  if (column === undefined) return undefined;
  const isJson = column.type === 'json' || column.type === 'jsonb';
  const at = `${tableSql(table)}.${quoted(name)}`;
  if (pointer !== undefined && column.type === 'json') {
    return {
      what: `${at} is of type json, in which a name can come twice: PostgreSQL compares the last value alone`,
      remedy: `ALTER TABLE ${tableSql(table)} ALTER COLUMN ${quoted(name)} TYPE jsonb USING ${quoted(name)}::jsonb`,
    };
  }
  if (pointer !== undefined && !isJson) {
    return {
      what: `${at} is of type ${column.type}, where a pointer leads nowhere`,
      remedy: 'remove `pointer`, or name a column of type jsonb',
    };
  }
  if (pointer === undefined && (isJson || !isKey(column.category, column.type))) {
    return {
      what: `${at} is of type ${column.type}, by which no one is found`,
      remedy: isJson ? 'add `pointer`' : 'name a column of text, numbers or UUIDs',
    };
  }
  return undefined;
}

/** `name` and `"char"` are text that PostgreSQL cuts. */
const isKey = (category: string, type: string): boolean =>
  (category === 'S' && type !== 'name' && type !== '"char"') ||
  category === 'N' ||
  type === 'uuid' ||
  category === 'E';

async function markObstacle(
  shapes: Shapes,
  table: TableName,
  restricted: string | undefined,
): Promise<Obstacle | undefined> {
  if (restricted === undefined) return undefined;
  const type = (await shapes.of(table))?.columns.get(restricted)?.type;
  if (type === 'boolean') return undefined;
  return {
    what: `${tableSql(table)}.${quoted(restricted)} is of type ${type ?? ''}, not boolean`,
    remedy: `ALTER TABLE ${tableSql(table)} ADD COLUMN restricted boolean NOT NULL DEFAULT false, and name it`,
  };
}
