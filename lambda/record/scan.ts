import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import type * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { parseRow, sent } from '../platform/dynamo/read.ts';
import { recordFields } from './rows.ts';
import { records } from './table.ts';

const scannedRow = recordFields.pick({
  subjectId: true,
  recordId: true,
  category: true,
  withheld: true,
});
export type ScannedRecord = z.output<typeof scannedRow>;

/**
 * Keys of every record there is, by a path that no other reader takes: the second count after an
 * erasure. Reads no content.
 *
 * @throws StoreUnavailableError
 */
export async function* scanSubjects(database: Database): AsyncGenerator<ScannedRecord, void> {
  let startKey: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page: ScanCommandOutput = await sent(() =>
      database.client.send(
        new ScanCommand({
          TableName: database.physicalName(records),
          ConsistentRead: true,
          ProjectionExpression: '#subjectId, #recordId, #category, #withheld',
          ExpressionAttributeNames: {
            '#subjectId': 'subjectId',
            '#recordId': 'recordId',
            '#category': 'category',
            '#withheld': 'withheld',
          },
          ...(startKey && { ExclusiveStartKey: startKey }),
        }),
      ),
    );
    for (const item of page.Items ?? []) yield parseRow(records, item, scannedRow);
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
}
