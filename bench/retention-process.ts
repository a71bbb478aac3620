import { BatchExecuteStatementCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { SubjectId } from '../lambda/platform/ids.ts';
import { records } from '../lambda/record/table.ts';
import { startOf, sweepPage } from '../lambda/retention/sweep-person.ts';
import { timed } from './measure.ts';
import { connect, partsOf } from './service.ts';
import type { Where } from './service.ts';

/** Sweeps one person, or only updates their rows, then tells how long it took and how much memory. */
const { what, subjectId, rows, end, ...where } = JSON.parse(process.argv[2] ?? '{}') as Where & {
  readonly what: 'sweep' | 'update';
  readonly subjectId: SubjectId;
  readonly rows: number;
  /** Epoch seconds that `update` writes. */
  readonly end: number;
};
const parts = partsOf(where);

const work = {
  sweep: async () => {
    let place = startOf(subjectId);
    while (!place.isDone) place = await sweepPage({ ...parts, rowsPerPage: 1_000 }, place);
    if (place.changed !== rows) throw new Error(`${place.changed} of ${rows} ends were moved`);
  },
  update: async () => {
    const client = connect(where.endpoint);
    const TableName = parts.database.physicalName(records);
    const pages = paginateQuery(
      { client },
      {
        TableName,
        KeyConditionExpression: 'subjectId = :subjectId',
        ExpressionAttributeValues: { ':subjectId': { S: subjectId } },
        ProjectionExpression: 'recordId',
        ConsistentRead: true,
      },
    );
    for await (const { Items = [] } of pages) {
      for (let start = 0; start < Items.length; start += 25) {
        await client.send(
          new BatchExecuteStatementCommand({
            Statements: Items.slice(start, start + 25).map(({ recordId }) => ({
              Statement: `UPDATE "${TableName}" SET "expiresAt" = ? WHERE subjectId = ? AND recordId = ?`,
              Parameters: [{ N: String(end) }, { S: subjectId }, recordId ?? { NULL: true }],
            })),
          }),
        );
      }
    }
  },
}[what];

const milliseconds = await timed(work);
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ milliseconds, peakMegabytes }), () => process.exit());
