import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { requestIdColumn, timeColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { parseRow, sent } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { remove } from '../platform/dynamo/statement.ts';
import { pendingFinality } from './table.ts';

const pendingRow = z.object({
  certificateId: z.string(),
  requestId: requestIdColumn,
  /** When the identifiers of the person were gone. */
  concludedAt: timeColumn,
  version: z.int(),
});
export type Pending = z.output<typeof pendingRow>;

/** Those that wait, in no order. @throws StoreUnavailableError */
export async function* everyPending(database: Database): AsyncGenerator<Pending, void> {
  let startKey: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page: ScanCommandOutput = await sent(() =>
      database.client.send(
        new ScanCommand({
          TableName: database.physicalName(pendingFinality),
          ConsistentRead: true,
          ExclusiveStartKey: startKey,
        }),
      ),
    );
    for (const item of page.Items ?? []) yield parseRow(pendingFinality, item, pendingRow);
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
}

export const settled = ({ certificateId, version }: Pending): Statement =>
  remove(pendingFinality, { certificateId }, version);
