import type {
  PostgresqlKey,
  PostgresqlSettings,
  PostgresqlTable,
} from '../../policy/connectors/postgresql.ts';
import { pathOf } from '../../value/pointer.ts';
import type { ConnectorCall } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { columnOf, isFolding, shapeOf } from './part.ts';
import type { Part } from './part.ts';
import type { Column, Shapes } from './shape.ts';
import { quoted, tableSql, textAtSql } from './sql.ts';

/** Rows of declared tables, found by a column of their own or of a table that they refer to. */
export const keyedParts =
  ({ tables }: PostgresqlSettings) =>
  async (shapes: Shapes, path: ConnectorCall['path']): Promise<readonly Part[]> => {
    const parts: Part[] = [];
    for (const table of tables) {
      const { key, second = key } = table;
      const first = await keyedPart(shapes, table, path === 'second' ? second : key);
      const isAlone = path === 'second' || second === key;
      parts.push(isAlone ? first : withSecond(first, await keyedPart(shapes, table, second)));
    }
    return parts;
  };

const withSecond = (first: Part, { where, identifier, keyType }: Part): Part => ({
  ...first,
  someoneElse: `${first.someoneElse} AND (${where.replaceAll('$1', '$2')}) IS NOT TRUE`,
  second: { identifier, keyType },
});

async function keyedPart(
  shapes: Shapes,
  declared: PostgresqlTable,
  key: PostgresqlKey,
): Promise<Part> {
  const { category, restricted } = declared;
  const shape = await shapeOf(shapes, declared);
  const keyTable = key.through?.at(-1) ?? declared;
  const column = columnOf(await shapeOf(shapes, keyTable), key.column);
  // In `json` a name can come twice, and PostgreSQL compares the last value alone.
  if (key.pointer !== undefined && column.type !== 'jsonb') {
    throw new SystemFaultError('misconfigured');
  }
  if (restricted !== undefined) columnOf(shape, restricted);
  const isFolded = isFoldedIn(key, column);
  const keyType = isFolded ? text : keyTypeOf(key, column);
  const valueIn = (alias: string) =>
    isFolded ? `lower(${keySql(key, alias)})` : keySql(key, alias);
  return {
    category,
    table: { schema: declared.schema, table: declared.table },
    shape,
    identifier: key.identifier,
    keyType,
    ...(key.through === undefined && { keyColumn: key.column }),
    where: whereOf(key, keyType.type, valueIn),
    someoneElse: someoneElseOf(declared, key, keyType.type, valueIn),
    ...(restricted !== undefined && { restricted }),
  };
}

const text: Pick<Column, 'type' | 'category'> = { type: 'text', category: 'S' };

const keyTypeOf = ({ pointer }: PostgresqlKey, column: Column): Pick<Column, 'type' | 'category'> =>
  pointer === undefined ? column : text;

/** The caller has e-mail addresses in lower case, applications often as they were typed. */
const isFoldedIn = (key: PostgresqlKey, column: Column): boolean =>
  key.identifier === 'email' && isFolding(keyTypeOf(key, column));

const keySql = ({ column, pointer }: PostgresqlKey, alias: string): string => {
  const value = `${alias}.${quoted(column)}`;
  return pointer === undefined ? value : textAtSql(value, pathOf(pointer) ?? []);
};

/** From the far end of the way to the table itself. */
function whereOf(key: PostgresqlKey, type: string, valueIn: (alias: string) => string): string {
  const way = key.through ?? [];
  const far = way.length === 0 ? 't' : `t${way.length}`;
  return way.reduceRight(
    (inner, { column, references, ...table }, index) =>
      `${index === 0 ? 't' : `t${index}`}.${quoted(column)} IN (SELECT t${index + 1}.${quoted(references)}` +
      ` FROM ${tableSql(table)} AS t${index + 1} WHERE ${inner})`,
    `${valueIn(far)} = ANY($1::${type}[])`,
  );
}

function someoneElseOf(
  table: PostgresqlTable,
  key: PostgresqlKey,
  type: string,
  valueIn: (alias: string) => string,
): string {
  const way = key.through ?? [];
  const joins = way.map(
    ({ column, references, ...to }, index) =>
      ` JOIN ${tableSql(to)} AS t${index + 1}` +
      ` ON t${index + 1}.${quoted(references)} = ${index === 0 ? 't' : `t${index}`}.${quoted(column)}`,
  );
  const value = valueIn(way.length === 0 ? 't' : `t${way.length}`);
  return (
    `SELECT (${value})::text FROM ${tableSql(table)} AS t${joins.join('')}` +
    ` WHERE ${value} IS NOT NULL AND NOT (${value} = ANY($1::${type}[]))`
  );
}
