import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Database } from '../dynamo/database.ts';
import { StoreUnavailableError } from '../dynamo/errors.ts';
import { getRow, parseRow, sent } from '../dynamo/read.ts';
import { remove } from '../dynamo/statement.ts';
import { transact } from '../dynamo/transact.ts';
import { tombstone } from './destroy-keys.ts';
import { keyRow, keyRowKey } from './key-row.ts';
import { subjectKeys, tombstones } from './table.ts';

/**
 * Deletes every key row whose kid has a tombstone. Run on restored tables before anything can
 * reach them: a restore brings back what was destroyed since the copy was made.
 *
 * @param report told after each page of at most 1 MB
 * @throws StoreUnavailableError; running it again is safe
 */
export async function replayTombstones(
  database: Database,
  report?: (progress: { readonly read: number; readonly removed: number }) => void,
): Promise<{ readonly removed: number }> {
  let read = 0;
  let removed = 0;
  let startAfter: Record<string, AttributeValue> | undefined;
  do {
    const input = {
      TableName: database.physicalName(subjectKeys),
      ConsistentRead: true,
      ...(startAfter && { ExclusiveStartKey: startAfter }),
    };
    const page = await sent(() => database.client.send(new ScanCommand(input)));
    for (const item of page.Items ?? []) removed += await replayOne(database, item);
    read += page.Items?.length ?? 0;
    report?.({ read, removed });
    startAfter = page.LastEvaluatedKey;
  } while (startAfter !== undefined);
  return { removed };
}

async function replayOne(database: Database, item: Record<string, AttributeValue>): Promise<0 | 1> {
  const { subjectId, erasureClass, kid, version } = parseRow(subjectKeys, item, keyRow);
  if ((await getRow(database, tombstones, { kid }, tombstone)) === undefined) return 0;
  const outcome = await transact(database, [
    remove(subjectKeys, keyRowKey(subjectId, erasureClass), version),
  ]);
  if (outcome.kind === 'contended') {
    throw new StoreUnavailableError('a key row is held by other transactions');
  }
  return outcome.kind === 'committed' ? 1 : 0;
}
