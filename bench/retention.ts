import { BatchExecuteStatementCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import { insert, update } from '../lambda/platform/dynamo/statement.ts';
import { transact } from '../lambda/platform/dynamo/transact.ts';
import type { SubjectId } from '../lambda/platform/ids.ts';
import { records } from '../lambda/record/table.ts';
import { sweepPage, startOf } from '../lambda/retention/sweep-person.ts';
import { untouched } from '../lambda/subject/subject.ts';
import { subjects } from '../lambda/subject/table.ts';
import type { Benchmark } from './measure.ts';
import { atMost, median, ratioOf, timed } from './measure.ts';
import { somebodyWith } from './rows.ts';
import type { Service } from './service.ts';
import { connect, openService } from './service.ts';

const rounds = 3;

export const retention = (rows: number): Benchmark => ({
  name: 'retention',
  about: `moving the ends of ${rows} rows of one person, over batches of updates`,
  async run(progress) {
    const service = await openService();
    try {
      const ours: number[] = [];
      const limit: number[] = [];
      const subjectId = await somebodyWith(service, rows, progress);
      await transact(service.database, [
        insert(subjects, { subjectId, status: 'active', version: 1, createdAt: service.clock() }),
      ]);
      for (let round = 1; round <= rounds; round += 1) {
        progress(`round ${round} of ${rounds}`);
        limit.push(await timed(() => updateInBatches(service, subjectId, round)));
        await choose(service, subjectId, `P${20 + round}D`, round);
        ours.push(await timed(() => sweep(service, subjectId, rows)));
      }
      return [
        ratioOf(
          {
            name: `ends of ${rows} rows moved`,
            ...{ ours: median(ours), limit: median(limit), unit: 'ms' },
            against: 'Query of the keys and batches of 25 updates, one after the other',
          },
          atMost(1.3),
        ),
      ];
    } finally {
      await service.stop();
    }
  },
});

async function choose(service: Service, subjectId: SubjectId, period: string, version: number) {
  const settings = { ...untouched, retention: { 'prompt-text': period } };
  await transact(service.database, [update(subjects, { subjectId }, version, { settings })]);
}

async function sweep(service: Service, subjectId: SubjectId, rows: number): Promise<void> {
  let place = startOf(subjectId);
  while (!place.isDone) place = await sweepPage({ ...service, rowsPerPage: 1_000 }, place);
  if (place.changed !== rows) throw new Error(`${place.changed} of ${rows} ends were moved`);
}

async function updateInBatches(
  service: Service,
  subjectId: SubjectId,
  round: number,
): Promise<void> {
  const client = connect(service.where.endpoint);
  const TableName = service.database.physicalName(records);
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
  const end = { N: String(Math.floor(service.clock() / 1000) + 86_400 * (5 + round)) };
  for await (const { Items = [] } of pages) {
    for (let start = 0; start < Items.length; start += 25) {
      await client.send(
        new BatchExecuteStatementCommand({
          Statements: Items.slice(start, start + 25).map(({ recordId }) => ({
            Statement: `UPDATE "${TableName}" SET "expiresAt" = ? WHERE subjectId = ? AND recordId = ?`,
            Parameters: [end, { S: subjectId }, recordId ?? { NULL: true }],
          })),
        }),
      );
    }
  }
}
