import { ScanCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { subjectIdColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { marshalKey, parseRow, sent } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../value/ids.ts';
import { subjects } from './table.ts';

const someone = z.object({ subjectId: subjectIdColumn });

/** Ids of people, in the order of the table. */
export interface PeoplePage {
  readonly ids: readonly SubjectId[];
  /** Where the next page begins; absent at the end. */
  readonly last?: SubjectId;
}

/**
 * Goes through everybody, a page at a time, by a scan: for workflows and schedules only.
 *
 * @param after the last one of the page before
 * @throws StoreUnavailableError
 */
export async function peoplePage(
  database: Database,
  { after, limit }: { readonly after?: SubjectId | undefined; readonly limit: number },
): Promise<PeoplePage> {
  const page = await sent(() =>
    database.client.send(
      new ScanCommand({
        TableName: database.physicalName(subjects),
        ConsistentRead: true,
        Limit: limit,
        ProjectionExpression: '#subjectId',
        ExpressionAttributeNames: { '#subjectId': 'subjectId' },
        ExclusiveStartKey: after && marshalKey({ subjectId: after }),
      }),
    ),
  );
  const ids = (page.Items ?? []).map((item) => parseRow(subjects, item, someone).subjectId);
  const last = page.LastEvaluatedKey?.['subjectId']?.S;
  return { ids, ...(last !== undefined && { last: last as SubjectId }) };
}
