import { BackupClient } from '@aws-sdk/client-backup';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { AwsRecovery } from '../../lambda/platform/recovery/aws-recovery.ts';
import type { RecoveryPlace } from '../../lambda/platform/recovery/recovery.ts';
import type { Clock } from '../../lambda/value/time.ts';

export const keyTable = 'subject-keys';
const named = (table: string) => ({
  table,
  name: `prod-${table}`,
  arn: `arn:aws:dynamodb:eu-central-1:111122223333:table/prod-${table}`,
});
export const place: RecoveryPlace = {
  tables: [named('aliases'), named('subjects'), named(keyTable)],
  wrappingKey: 'arn:aws:kms:eu-central-1:111122223333:key/0f8fad5b-d9cb-469f-a165-70867728950e',
};

export type Answers = Record<string, (input: Record<string, unknown>) => unknown>;

/** An account without a backup, whose tables can be restored to seven days before `now`. */
export const cleanAccount = (now: () => number): Answers => ({
  DescribeTableCommand: ({ TableName }) => ({
    Table: {
      TableName,
      ...(TableName === `prod-${keyTable}` && {
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
      }),
    },
  }),
  DescribeContinuousBackupsCommand: () => ({
    ContinuousBackupsDescription: {
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: 'ENABLED',
        RecoveryPeriodInDays: 7,
        EarliestRestorableDateTime: new Date(now() - 7 * 86_400_000),
      },
    },
  }),
  ListBackupsCommand: () => ({ BackupSummaries: [] }),
  ListRecoveryPointsByResourceCommand: () => ({ RecoveryPoints: [] }),
  ListExportsCommand: () => ({ ExportSummaries: [] }),
  DescribeKinesisStreamingDestinationCommand: () => ({ KinesisDataStreamDestinations: [] }),
  DescribeKeyCommand: () => ({
    KeyMetadata: {
      KeyId: '0f8fad5b-d9cb-469f-a165-70867728950e',
      CreationDate: new Date('2026-01-01T00:00:00Z'),
      KeyState: 'Enabled',
      Origin: 'AWS_KMS',
      MultiRegion: false,
    },
  }),
});

/** The adapter of AWS with clients that send nothing: an account answers as `answers` say. */
export function accountThat(answers: Answers, clock: Clock) {
  const asked: { command: string; input: unknown }[] = [];
  const config = {
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const clients = {
    dynamo: new DynamoDBClient(config),
    backup: new BackupClient(config),
    kms: new KMSClient(config),
  };
  for (const { middlewareStack } of [clients.dynamo, clients.backup, clients.kms]) {
    (middlewareStack as DynamoDBClient['middlewareStack']).add(
      (_next, { commandName: command = '' }) =>
        async ({ input }) => {
          asked.push({ command, input });
          const answer = answers[command];
          if (answer === undefined) throw new TypeError(`${command} has no answer`);
          const output = await answer(input as unknown as Record<string, unknown>);
          return { output: { $metadata: {}, ...(output as object) }, response: {} };
        },
      { step: 'initialize' },
    );
  }
  return { recovery: new AwsRecovery(place, clients, clock), asked };
}

export const denied = (): never => {
  throw Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
};
