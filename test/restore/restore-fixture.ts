import { BatchWriteItemCommand, DeleteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { checkRestored } from '../../cli/restore-check/check.ts';
import type { CheckedTable } from '../../cli/restore-check/check.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { fromItem, keyNames } from '../../lambda/platform/dynamo/statement.ts';
import { tables } from '../../lambda/tables.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { startDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

type Row = Record<string, AttributeValue>;

/** Tables as they were at a moment, on a server of their own. */
export interface Restored extends TestDatabase {
  readonly rows: (table: TableFacts) => Promise<Record<string, unknown>[]>;
  /** With the tables of the fixture that are not restored, and those that are, still living. */
  readonly check: (
    connection?: Database,
    lost?: readonly TableFacts[],
  ) => Promise<readonly CheckedTable[]>;
}

const rowsOf = async ({ client, physicalName }: Database, table: TableFacts): Promise<Row[]> => {
  const TableName = physicalName(table);
  return (await client.send(new ScanCommand({ TableName }))).Items ?? [];
};

export async function restore(
  fixture: RequestFixture,
  restored: readonly TableFacts[] = tables,
): Promise<Restored> {
  const copy = await startDatabase({ streams: 'off' });
  const { client, physicalName } = copy.database;
  for (const table of restored) {
    const puts = (await rowsOf(fixture.database, table)).map((Item) => ({ PutRequest: { Item } }));
    for (let start = 0; start < puts.length; start += 25) {
      const RequestItems = { [physicalName(table)]: puts.slice(start, start + 25) };
      await client.send(new BatchWriteItemCommand({ RequestItems }));
    }
  }
  return {
    ...copy,
    rows: async (table) => (await rowsOf(copy.database, table)).map(fromItem),
    check: (database = copy.database, lost = []) =>
      checkRestored({
        restored: { database, has: (table) => restored.includes(table) },
        living: { database: fixture.database, has: (table) => !lost.includes(table) },
        clock: fixture.clock,
      }),
  };
}

/** What an accident does: every row of a table is gone. */
export async function lose(
  { database }: Pick<TestDatabase, 'database'>,
  table: TableFacts,
): Promise<void> {
  const TableName = database.physicalName(table);
  for (const row of await rowsOf(database, table)) {
    const Key = Object.fromEntries(keyNames(table).map((name) => [name, row[name]!]));
    await database.client.send(new DeleteItemCommand({ TableName, Key }));
  }
}
