import { BatchExecuteStatementCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { BatchStatementRequest } from '@aws-sdk/client-dynamodb';
import { newSubjectId } from '../lambda/value/ids.ts';
import type { SubjectId } from '../lambda/value/ids.ts';
import { seconds, toEpochSeconds } from '../lambda/value/time.ts';
import { openRecords } from '../lambda/record/store.ts';
import { records } from '../lambda/record/table.ts';
import type { ReportProgress } from './measure.ts';
import { connect } from './service.ts';
import type { Service } from './service.ts';

const perTransaction = 100;
const day = 86_400;

/**
 * Writes `count` encrypted prompts of about 700 bytes for a new person; returns the person's
 * subject id.
 */
export async function newPersonWith(
  service: Service,
  count: number,
  progress: ReportProgress = () => undefined,
  subjectId: SubjectId = newSubjectId(),
  { purpose = 'service-provision', sentences = 20 } = {},
): Promise<SubjectId> {
  const records = openRecords(service);
  const collectedAt = service.clock();
  const expiresAt = seconds(toEpochSeconds(collectedAt) + 30 * day);
  for (let written = 0; written < count; written += perTransaction) {
    const drafts = Array.from({ length: Math.min(perTransaction, count - written) }, (_, index) =>
      records.draft(
        subjectId,
        {
          ...{ category: 'prompt-text', purposes: [purpose] },
          content: {
            text: `${written + index}: ${'Plan a weekend in Lisbon. '.repeat(sentences)}`,
          },
        },
        { collectedAt, expiresAt },
      ),
    );
    await records.write(drafts, []);
    if (count > perTransaction && written % 10_000 === 0)
      progress(`${written} of ${count} rows written`);
  }
  return subjectId;
}

/**
 * The baseline: keys by Query, then batches of 25 statements, one after the other, by the SDK with
 * its defaults.
 *
 * @param statementFor the statement for a row; its last two parameters, the key, are filled in here
 */
export async function inBatches(
  { where, database }: Pick<Service, 'where' | 'database'>,
  subjectId: SubjectId,
  statementFor: (table: string) => BatchStatementRequest,
): Promise<void> {
  const client = connect(where.endpoint);
  const TableName = database.physicalName(records);
  const { Statement, Parameters } = statementFor(TableName);
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
            Statement,
            Parameters: [...(Parameters ?? []), { S: subjectId }, recordId ?? { NULL: true }],
          })),
        }),
      );
    }
  }
}
