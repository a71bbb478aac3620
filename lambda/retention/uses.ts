import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Database } from '../platform/dynamo/database.ts';
import { marshalKey, sent } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Clock } from '../value/time.ts';
import { toEpochSeconds, utcDay } from '../value/time.ts';
import { requestEvidenceEnd } from '../policy/evidence.ts';
import type { Policy } from '../policy/schema.ts';
import type { CalledCount } from '../count/model/buckets.ts';
import { daily } from '../count/model/buckets.ts';
import { recordCounts } from '../count/table.ts';

interface Use {
  readonly subjectId: SubjectId;
  readonly purpose: string;
}

/**
 * Counts permitted uses by UTC day for the people whose data it is: one small write for each person
 * and purpose, all at once. Not more exact than an ADD that the SDK may repeat, and no one relies on
 * the sum: it shows a person what their data is used for, and about how often.
 *
 * Only for active people. An erasure waits until no function that began before its fence still runs
 * before it deletes the counts.
 *
 * @throws StoreUnavailableError: what is not accounted for must not be answered
 */
export async function countUses(
  {
    database,
    policy,
    clock,
  }: {
    readonly database: Database;
    readonly policy: Pick<Policy, 'evidence' | 'controller'>;
    readonly clock: Clock;
  },
  uses: readonly Use[],
  counted: CalledCount = 'used',
): Promise<void> {
  const now = clock();
  const until = toEpochSeconds(requestEvidenceEnd(policy, now));
  const same = Map.groupBy(uses, ({ subjectId, purpose }) => `${subjectId} ${purpose}`);
  await Promise.all(
    [...same.values()].flatMap(([first, ...more]) =>
      first === undefined
        ? []
        : sent(() =>
            database.client.send(
              new UpdateItemCommand({
                TableName: database.physicalName(recordCounts),
                Key: marshalKey({
                  subjectId: first.subjectId,
                  bucket: daily(counted, utcDay(now), first.purpose),
                }),
                UpdateExpression: 'ADD #count :count, #version :one SET #expiresAt = :until',
                ExpressionAttributeNames: {
                  '#count': 'count',
                  '#version': 'version',
                  '#expiresAt': 'expiresAt',
                },
                ExpressionAttributeValues: {
                  ':count': { N: String(1 + more.length) },
                  ':one': { N: '1' },
                  ':until': { N: String(until) },
                },
              }),
            ),
          ),
    ),
  );
}
