import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Database } from '../dynamo/database.ts';
import { StoreUnavailableError } from '../dynamo/errors.ts';
import { getRows, parseRow, sent } from '../dynamo/read.ts';
import { remove } from '../dynamo/statement.ts';
import { transact } from '../dynamo/transact.ts';
import { tombstone } from './destroy-keys.ts';
import { keyRow, keyRowKey } from './key-row.ts';
import type { KeyRow } from './key-row.ts';
import { subjectKeys, tombstones } from './table.ts';

/** All keys of a restored table are read, as many at a time as one read returns. */
const rowsPerRead = 100;

/**
 * Deletes every key row whose kid has a tombstone. Run it on restored tables before any function
 * uses them: a restore brings back keys that were destroyed after the backup.
 *
 * @param report called after each page of at most 1 MB
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
      ExclusiveStartKey: startAfter,
    };
    const page = await sent(() => database.client.send(new ScanCommand(input)));
    const rows = (page.Items ?? []).map((item) => parseRow(subjectKeys, item, keyRow));
    for (let start = 0; start < rows.length; start += rowsPerRead) {
      removed += await replayAll(database, rows.slice(start, start + rowsPerRead));
    }
    read += rows.length;
    report?.({ read, removed });
    startAfter = page.LastEvaluatedKey;
  } while (startAfter !== undefined);
  return { removed };
}

/** Returns how many rows were deleted. */
async function replayAll(database: Database, rows: readonly KeyRow[]): Promise<number> {
  const kids = [...new Set(rows.map(({ kid }) => kid))].map((kid) => ({ kid }));
  const stones = await getRows(database, tombstones, kids, tombstone);
  const destroyed = new Set(stones.map(({ kid }) => kid));
  let removed = 0;
  for (const { subjectId, erasureClass, kid, version } of rows) {
    if (!destroyed.has(kid)) continue;
    const outcome = await transact(database, [
      remove(subjectKeys, keyRowKey(subjectId, erasureClass), version),
    ]);
    if (outcome.kind === 'contended') {
      throw new StoreUnavailableError('a key row is held by other transactions');
    }
    if (outcome.kind === 'committed') removed += 1;
  }
  return removed;
}
