import { ScanCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { subjectIdColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { Key } from '../platform/dynamo/statement.ts';
import { getRows, marshalKey, parseRow, sent } from '../platform/dynamo/read.ts';
import { subjects } from '../subject/table.ts';
import { newSubjectId } from '../value/ids.ts';
import type { SubjectId } from '../value/ids.ts';

/** Control persons of one erasure. */
const maximumNeighbours = 5;
/** Rows that are looked at to find them. */
const rowsPerLook = 25;

const attributes = ['subjectId', 'status'] as const;
const subjectRow = z.object({ subjectId: subjectIdColumn, status: z.string() });
type SubjectRow = z.output<typeof subjectRow>;

/**
 * Active people at a random place of the table, at most 5: reads one page of 25 rows, and the first page
 * where the place is at the end of the table.
 *
 * @throws StoreUnavailableError
 */
export async function chooseNeighbours(
  database: Database,
  subjectId: SubjectId,
): Promise<readonly SubjectId[]> {
  const chosen = new Set<SubjectId>();
  for (const startAfter of [{ subjectId: newSubjectId() }, undefined]) {
    if (chosen.size === maximumNeighbours) break;
    for (const row of await peopleAfter(database, startAfter)) {
      if (chosen.size === maximumNeighbours) break;
      if (row.subjectId !== subjectId && row.status === 'active') chosen.add(row.subjectId);
    }
  }
  return [...chosen];
}

/** Those who are active, of people that were chosen before. @throws StoreUnavailableError */
export async function activeAmong(
  database: Database,
  subjectIds: readonly SubjectId[],
): Promise<ReadonlySet<SubjectId>> {
  const keys = subjectIds.map((subjectId) => ({ subjectId }));
  const rows = await getRows(database, subjects, keys, subjectRow, attributes);
  return new Set(rows.filter(({ status }) => status === 'active').map((row) => row.subjectId));
}

async function peopleAfter(
  database: Database,
  startAfter: Key | undefined,
): Promise<readonly SubjectRow[]> {
  const page = await sent(() =>
    database.client.send(
      new ScanCommand({
        TableName: database.physicalName(subjects),
        Limit: rowsPerLook,
        ExclusiveStartKey: startAfter && marshalKey(startAfter),
        ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
        ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
      }),
    ),
  );
  return (page.Items ?? []).map((item) => parseRow(subjects, item, subjectRow));
}
