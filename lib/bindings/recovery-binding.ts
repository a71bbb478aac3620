import { formatRecovery } from '../../lambda/platform/recovery/recovery.ts';
import type { EncryptedTable } from '../constructs/encrypted-table.ts';
import { allow } from './binding.ts';
import type { Binding } from './binding.ts';

/** IAM has no resource for these two (Service Authorization Reference). */
export const recoveryLists = ['backup:ListRecoveryPointsByResource', 'dynamodb:ListBackups'];
export const recoveryDescriptions = [
  'dynamodb:DescribeContinuousBackups',
  'dynamodb:DescribeExport',
  'dynamodb:DescribeKinesisStreamingDestination',
  'dynamodb:DescribeTable',
  'dynamodb:ListExports',
];

/** Descriptions and lists of these tables and of one key: nothing of any row, and no use of the key. */
export function bindRecovery(tables: readonly EncryptedTable[], wrappingKeyArn: string): Binding {
  const arns = tables.map(({ table }) => table.tableArn);
  return {
    variables: {
      CUSTOS_RECOVERY_AT: formatRecovery({
        tables: tables.map(({ facts, table }) => ({
          ...{ table: facts.name, name: table.tableName, arn: table.tableArn },
        })),
        wrappingKey: wrappingKeyArn,
      }),
    },
    statements: [
      allow(
        recoveryDescriptions.filter((action) => action !== 'dynamodb:DescribeExport'),
        arns,
      ),
      allow(
        ['dynamodb:DescribeExport'],
        arns.map((arn) => `${arn}/export/*`),
      ),
      allow(recoveryLists, ['*']),
      allow(['kms:DescribeKey'], [wrappingKeyArn]),
    ],
  };
}
