import { describe, expect, test } from 'vitest';
import { finalitySweep } from '../../lambda/finality/needs.ts';
import { parseRecovery } from '../../lambda/platform/recovery/recovery.ts';
import { functions } from '../../lib/functions.ts';
import { callsOf, tableArnOf } from './calls.ts';
import { deployment } from './deployment.ts';
import { account, region } from './literals.ts';
import { allowed, asAdministrator, refused } from './simulate.ts';
import type { Call } from './simulate.ts';

const where = deployment('prod');
const roleOf = (name: string) => {
  const found = where.functions.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} is not deployed`);
  return found;
};
const deployed = roleOf('finality-sweep');
const { tables, wrappingKey } = parseRecovery(deployed.variables['CUSTOS_RECOVERY_AT'] ?? '');
const observes = ({ action }: Call): boolean =>
  /:(Describe(?!Stream)|List(?!Streams))/.test(action);
const observing = callsOf(where, finalitySweep, deployed).filter(observes);

describe('the function that looks whether an erasure is final', () => {
  test('observes the three tables that have keys and identifiers, and the key that wraps keys', async () => {
    expect(tables.map(({ table }) => table)).toEqual(['aliases', 'subjects', 'subject-keys']);
    expect(wrappingKey).toBe(where.arnOf('AWS::KMS::Key', 'KeysSubjectKeys'));
    expect(observing).toHaveLength(3 * 5 + 3);
    expect(await refused(where, deployed.role, observing)).toEqual([]);
  });

  test('observes no other table and no other key', async () => {
    const records = tableArnOf(roleOf('record-api').variables['CUSTOS_TABLE_RECORDS'] ?? '');
    const forbidden: readonly Call[] = [
      ...['DescribeContinuousBackups', 'DescribeTable', 'ListExports'].map((verb) => ({
        action: `dynamodb:${verb}`,
        resource: records,
      })),
      { action: 'dynamodb:DescribeExport', resource: `${records}/export/one` },
      { action: 'kms:DescribeKey', resource: where.arnOf('AWS::KMS::Key', 'KeysHmacAlias') },
    ];

    expect(await allowed(where, deployed.role, forbidden)).toEqual([]);
  });

  test('changes, restores, exports and reads nothing of them, even with AdministratorAccess', async () => {
    const backup = `arn:aws:dynamodb:${region}:${account}:table/one/backup/two`;
    const verbs = [
      ...['CreateBackup', 'ExportTableToPointInTime', 'RestoreTableToPointInTime', 'DeleteTable'],
      ...['UpdateContinuousBackups', 'EnableKinesisStreamingDestination', 'UpdateTable'],
      ...['PartiQLSelect', 'BatchWriteItem', 'PutItem'],
    ];
    const forbidden: readonly Call[] = [
      ...tables.flatMap(({ arn }) =>
        verbs.map((verb) => ({ action: `dynamodb:${verb}`, resource: arn })),
      ),
      { action: 'dynamodb:RestoreTableFromBackup', resource: backup },
      { action: 'dynamodb:DeleteBackup', resource: backup },
      { action: 'backup:StartRestoreJob', resource: '*' },
      { action: 'kms:ScheduleKeyDeletion', resource: wrappingKey },
      { action: 'kms:PutKeyPolicy', resource: wrappingKey },
    ];

    expect(await allowed(where, asAdministrator(deployed.role), forbidden)).toEqual([]);
  });

  test('is the only one, even where others have AdministratorAccess', async () => {
    // A verification pass asks how large tables are; that says nothing of what can be restored.
    const restorable = observing.filter(({ action }) => action !== 'dynamodb:DescribeTable');
    for (const { name } of functions.filter((facts) => facts.name !== 'finality-sweep')) {
      expect(await allowed(where, asAdministrator(roleOf(name).role), restorable), name).toEqual(
        [],
      );
    }
  });
});
