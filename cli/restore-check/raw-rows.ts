import { BatchGetItemCommand, BatchWriteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, ScanCommandOutput, WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { StoreUnavailableError } from '../../lambda/platform/dynamo/errors.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { sent } from '../../lambda/platform/dynamo/read.ts';
import { backoff } from '../../lambda/platform/dynamo/retry.ts';
import { keyNames } from '../../lambda/platform/dynamo/statement.ts';

/** A row as the table has it: what was restored may not fit the schema of today. */
export type RawRow = Readonly<Record<string, AttributeValue>>;

const rowsPerRead = 100;
const rowsPerWrite = 25;
const attempts = 6;

/** @throws StoreUnavailableError */
export async function* pagesOf(
  database: Database,
  table: TableFacts,
): AsyncGenerator<readonly RawRow[], void> {
  let ExclusiveStartKey: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page: ScanCommandOutput = await sent(() =>
      database.client.send(
        new ScanCommand({
          ...{ TableName: database.physicalName(table), ConsistentRead: true, ExclusiveStartKey },
        }),
      ),
    );
    const rows = page.Items ?? [];
    for (let start = 0; start < rows.length; start += rowsPerRead) {
      yield rows.slice(start, start + rowsPerRead);
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
}

/** Names a row among those of its table. */
export const nameOf = (table: TableFacts, row: RawRow): string =>
  JSON.stringify(keyNames(table).map((name) => row[name]?.S));

export const keyOf = (table: TableFacts, row: RawRow): Record<string, AttributeValue> =>
  Object.fromEntries(keyNames(table).map((name) => [name, row[name] ?? { NULL: true }]));

/** The rows with these keys, by name. @throws StoreUnavailableError */
export async function rowsNamed(
  database: Database,
  table: TableFacts,
  keys: readonly Record<string, AttributeValue>[],
): Promise<ReadonlyMap<string, RawRow>> {
  const found = new Map<string, RawRow>();
  const TableName = database.physicalName(table);
  const each = new Map(keys.map((key) => [nameOf(table, key), key]));
  let left = [...each.values()];
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === attempts) throw new StoreUnavailableError('rows of a batch stay unread');
    if (attempt > 0) await backoff(attempt);
    const [now, later] = [left.slice(0, rowsPerRead), left.slice(rowsPerRead)];
    const RequestItems = { [TableName]: { Keys: now, ConsistentRead: true } };
    const { Responses: answer, UnprocessedKeys: unprocessed } = await sent(() =>
      database.client.send(new BatchGetItemCommand({ RequestItems })),
    );
    for (const row of answer?.[TableName] ?? []) found.set(nameOf(table, row), row);
    const again = unprocessed?.[TableName]?.Keys ?? [];
    left = [...again, ...later];
    if (again.length === 0) attempt = -1;
  }
  return found;
}

/** Writes and deletes without conditions: nothing else may reach a restored table. */
export async function write(
  database: Database,
  table: TableFacts,
  requests: readonly WriteRequest[],
): Promise<void> {
  const TableName = database.physicalName(table);
  for (let start = 0; start < requests.length; start += rowsPerWrite) {
    let left = requests.slice(start, start + rowsPerWrite);
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt === attempts) throw new StoreUnavailableError('rows of a batch stay unwritten');
      if (attempt > 0) await backoff(attempt);
      const { UnprocessedItems: unprocessed } = await sent(() =>
        database.client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: left } })),
      );
      left = unprocessed?.[TableName] ?? [];
    }
  }
}
