import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import type { Database } from './database.ts';
import type { TableFacts } from './facts.ts';
import { getBatch, keysPerBatch, marshalKey, parseRow } from './read.ts';
import type { Key } from './statement.ts';
import { keyNames } from './statement.ts';

/**
 * Asks for rows of one table by key.
 *
 * @returns those that exist, in the order of their keys
 */
export type ReadRows = <Row>(
  table: TableFacts,
  keys: readonly Key[],
  schema: z.ZodType<Row>,
) => Promise<Row[]>;

type Item = Record<string, AttributeValue>;
interface Asked {
  readonly table: TableFacts;
  readonly key: Item;
}

/**
 * Reads rows of several tables in one call, each strongly consistent, so that what is known at the
 * same moment costs one wait. More than 100 rows take several calls, made at once. Identifiers are
 * never among rows of other tables: see `lookWith`.
 *
 * @param ask asks for all rows before it waits for any
 * @returns what `ask` returns
 * @throws StoreUnavailableError when the database does not respond, or leaves rows unprocessed
 * @throws CorruptRowError when a row does not fit its schema
 */
export async function readTogether<Result>(
  database: Database,
  ask: (read: ReadRows) => Promise<Result>,
): Promise<Result> {
  // By name: BatchGetItem rejects a key that is named twice.
  const asked = new Map<string, Asked>();
  const found = Promise.withResolvers<ReadonlyMap<string, Item>>();
  let isSent = false;

  const result = ask(async (table, keys, schema) => {
    if (isSent) throw new TypeError('ask for all rows before you wait for any');
    const names = keys.map((key) => {
      const item = marshalKey(key);
      const name = nameOf(table, item);
      asked.set(name, { table, key: item });
      return name;
    });
    const items = await found.promise;
    return names.flatMap((name) => {
      const item = items.get(name);
      return item === undefined ? [] : [parseRow(table, item, schema)];
    });
  });

  isSent = true;
  found.resolve(readAll(database, [...asked.values()]));
  return result;
}

async function readAll(
  database: Database,
  asked: readonly Asked[],
): Promise<ReadonlyMap<string, Item>> {
  const calls = Array.from({ length: Math.ceil(asked.length / keysPerBatch) }, (_, call) =>
    readBatch(database, asked.slice(call * keysPerBatch, (call + 1) * keysPerBatch)),
  );
  return new Map((await Promise.all(calls)).flat());
}

async function readBatch(
  database: Database,
  asked: readonly Asked[],
): Promise<(readonly [name: string, Item])[]> {
  const byTable = [...Map.groupBy(asked, ({ table }) => table)];
  const requests = byTable.map(([table, some]) => {
    const Keys = some.map(({ key }) => key);
    return [database.physicalName(table), { Keys, ConsistentRead: true }] as const;
  });
  const found = await getBatch(database, Object.fromEntries(requests));
  return byTable.flatMap(([table]) =>
    (found[database.physicalName(table)] ?? []).map((item) => [nameOf(table, item), item] as const),
  );
}

/** Of a row, by the values of its key. */
const nameOf = (table: TableFacts, item: Item): string =>
  JSON.stringify([table.name, ...keyNames(table).map((name) => item[name]?.S)]);
