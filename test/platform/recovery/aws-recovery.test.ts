import { describe, expect, test } from 'vitest';
import { RecoveryUnavailableError } from '../../../lambda/platform/recovery/recovery.ts';
import { milliseconds } from '../../../lambda/value/time.ts';
import { accountThat, cleanAccount, denied, place } from '../../finality/answering-aws.ts';
import type { Answers } from '../../finality/answering-aws.ts';

const now = Date.parse('2026-11-29T10:00:00Z');
const account = (changes: Answers = {}) =>
  accountThat({ ...cleanAccount(() => now), ...changes }, () => milliseconds(now));
const keysIn = async (changes: Answers) => {
  const { tables } = await account(changes).recovery.observe();
  return tables.find(({ table }) => table === 'subject-keys')!;
};

describe('what AWS says of the tables that have keys and identifiers', () => {
  test('is read of each of these tables by its own name, and of one key', async () => {
    const { recovery, asked } = account();

    const seen = await recovery.observe();

    expect(seen).toMatchObject({ in: 'aws', at: now });
    expect(seen.tables.map(({ table }) => table)).toEqual(['aliases', 'subjects', 'subject-keys']);
    for (const { name, arn } of place.tables) {
      const inputs = asked.filter(({ input }) => {
        const text = JSON.stringify(input);
        return text.includes(`"${name}"`) || text.includes(`"${arn}"`);
      });
      expect(inputs.map(({ command }) => command).toSorted()).toEqual([
        'DescribeContinuousBackupsCommand',
        'DescribeKinesisStreamingDestinationCommand',
        'DescribeTableCommand',
        'ListBackupsCommand',
        'ListExportsCommand',
        'ListRecoveryPointsByResourceCommand',
      ]);
    }
    expect(asked).toHaveLength(3 * 6 + 1);
    expect(seen.wrappingKey).toEqual({
      kind: 'observed',
      value: {
        keyId: '0f8fad5b-d9cb-469f-a165-70867728950e',
        since: Date.parse('2026-01-01T00:00:00Z'),
        state: 'Enabled',
        origin: 'AWS_KMS',
        multiRegion: false,
        deletedAt: undefined,
      },
    });
  });

  test('is the start of the recovery window as AWS reports it, never one that is computed', async () => {
    const seen = await keysIn({});
    const off = await keysIn({
      DescribeContinuousBackupsCommand: () => ({
        ContinuousBackupsDescription: {
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
        },
      }),
    });
    const hidden = await keysIn({ DescribeContinuousBackupsCommand: denied });

    expect(seen.restorable).toEqual({ kind: 'from', at: now - 7 * 86_400_000, days: 7 });
    expect([off.restorable, hidden.restorable]).toEqual([{ kind: 'unknown' }, { kind: 'unknown' }]);
  });

  test('has every page of backups, those of the system included', async () => {
    const types: unknown[] = [];
    const at = new Date('2026-11-20T00:00:00Z');
    const seen = await keysIn({
      ListBackupsCommand: ({ BackupType, ExclusiveStartBackupArn }) => {
        types.push(BackupType);
        return ExclusiveStartBackupArn === undefined
          ? { BackupSummaries: [], LastEvaluatedBackupArn: 'arn:one' }
          : { BackupSummaries: [{ BackupCreationDateTime: at }, {}] };
      },
    });

    expect(new Set(types)).toEqual(new Set(['ALL']));
    expect(seen.backups).toEqual({
      kind: 'observed',
      value: [
        { from: at.getTime(), to: at.getTime() },
        // Without a time it could be from any.
        { from: 0, to: Number.MAX_SAFE_INTEGER },
      ],
    });
  });

  test('has the moment of a full export and the period of an incremental one, and no failed one', async () => {
    const [from, to] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-02T00:00:00Z')];
    const seen = await keysIn({
      ListExportsCommand: () => ({
        ExportSummaries: [
          { ExportArn: 'full', ExportStatus: 'COMPLETED' },
          { ExportArn: 'incremental', ExportStatus: 'IN_PROGRESS' },
          { ExportArn: 'failed', ExportStatus: 'FAILED' },
        ],
      }),
      DescribeExportCommand: ({ ExportArn }) => ({
        ExportDescription:
          ExportArn === 'full'
            ? { ExportTime: to }
            : { IncrementalExportSpecification: { ExportFromTime: from, ExportToTime: to } },
      }),
    });

    expect(seen.exports).toEqual({
      kind: 'observed',
      value: [
        { from: to.getTime(), to: to.getTime() },
        { from: from.getTime(), to: to.getTime() },
      ],
    });
  });

  test('has recovery points of AWS Backup, streams, replicas and Kinesis destinations', async () => {
    const at = new Date('2026-11-20T00:00:00Z');
    const destination = (status: string) => () => ({
      KinesisDataStreamDestinations: [{ DestinationStatus: status }],
    });
    const seen = await keysIn({
      ListRecoveryPointsByResourceCommand: () => ({ RecoveryPoints: [{ CreationDate: at }] }),
      DescribeTableCommand: () => ({
        Table: {
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
          Replicas: [{ RegionName: 'eu-west-1' }],
        },
      }),
      DescribeKinesisStreamingDestinationCommand: destination('ENABLING'),
    });
    const ended = await keysIn({
      DescribeKinesisStreamingDestinationCommand: destination('DISABLED'),
    });

    expect(seen).toMatchObject({
      recoveryPoints: { value: [{ from: at.getTime() }] },
      ...{ stream: 'images', replicas: 1, kinesis: { value: 'active' } },
    });
    expect(ended.kinesis).toEqual({ kind: 'observed', value: 'ended' });
  });

  test('is not observed where it is denied, and tried again where AWS does not respond', async () => {
    const seen = await keysIn({
      ListBackupsCommand: denied,
      ListExportsCommand: denied,
      ListRecoveryPointsByResourceCommand: denied,
    });
    const failing = account({
      ListBackupsCommand: () => {
        throw new Error('socket hang up');
      },
    });

    const notObserved = { kind: 'not-observed' };
    expect(seen).toMatchObject({
      ...{ backups: notObserved, exports: notObserved, recoveryPoints: notObserved },
    });
    await expect(failing.recovery.observe()).rejects.toThrow(RecoveryUnavailableError);
  });
});
