import { Aws } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { FunctionFacts, TableAction } from '../../lambda/platform/environment.ts';
import { tableVariable } from '../../lambda/platform/environment.ts';
import { encryptAndDecrypt } from '../constructs/customer-key.ts';
import type { EncryptedTable } from '../constructs/encrypted-table.ts';
import type { TableFacts } from '../facts.ts';
import { allow, NeedRefusedError } from './binding.ts';
import type { Binding } from './binding.ts';

const actionOf = {
  get: 'dynamodb:GetItem',
  'batch-get': 'dynamodb:BatchGetItem',
  query: 'dynamodb:Query',
  insert: 'dynamodb:PartiQLInsert',
  update: 'dynamodb:PartiQLUpdate',
  delete: 'dynamodb:PartiQLDelete',
  scan: 'dynamodb:Scan',
  describe: 'dynamodb:DescribeTable',
  increment: 'dynamodb:UpdateItem',
} as const satisfies Record<Exclude<TableAction, 'query-index'>, string>;

// Scans of a whole table run rarely, and on a schedule or by a workflow only.
const ownWork: readonly FunctionFacts['trigger']['kind'][] = ['invoked', 'durable', 'schedule'];
const reads: readonly TableAction[] = [
  'get',
  'batch-get',
  'query',
  'query-index',
  'scan',
  'describe',
];

/**
 * @throws NeedRefusedError for a write other than INSERT on an append-only table, and for a Scan by
 * a function that other programs can call
 */
export function bindTable(
  facts: FunctionFacts,
  encrypted: EncryptedTable,
  actions: readonly TableAction[],
): Binding {
  const { facts: table, encryptionKey } = encrypted;
  refuse(facts, table, actions);
  const { tableArn, tableName } = encrypted.table;
  const onTable = actions.flatMap((action) => (action === 'query-index' ? [] : [actionOf[action]]));
  const statements: iam.PolicyStatement[] = [];
  if (onTable.length > 0) statements.push(allow(onTable, [tableArn]));
  if (actions.includes('query-index')) {
    statements.push(allow(['dynamodb:Query'], encrypted.indexArns));
  }
  const writes = actions.some((action) => !reads.includes(action));
  // A description is not encrypted.
  if (actions.some((action) => action !== 'describe')) {
    statements.push(keyThroughDynamo(encryptionKey.keyArn, writes));
  }
  return { variables: { [tableVariable(table)]: tableName }, statements };
}

function refuse(
  { name, trigger }: FunctionFacts,
  table: TableFacts,
  actions: readonly TableAction[],
): void {
  const rewrites = actions.filter((action) => !reads.includes(action) && action !== 'insert');
  if (table.appendOnly && rewrites.length > 0) {
    throw new NeedRefusedError(
      `${name} asks to ${rewrites.join(', ')} rows of ${table.name}, which is append-only: take it out of its needs.ts`,
    );
  }
  if (actions.includes('scan') && !ownWork.includes(trigger.kind)) {
    throw new NeedRefusedError(
      `${name} asks to scan ${table.name}: only a function that neither calls from outside nor streams reach may scan`,
    );
  }
  if (actions.includes('query-index') && !table.indexes?.length) {
    throw new NeedRefusedError(`${name} asks for an index of ${table.name}, which has none`);
  }
}

/** DynamoDB uses the key of the table for the function. */
export const keyThroughDynamo = (keyArn: string, writes: boolean): iam.PolicyStatement =>
  allow(writes ? encryptAndDecrypt : ['kms:Decrypt', 'kms:DescribeKey'], [keyArn], {
    StringEquals: { 'kms:ViaService': `dynamodb.${Aws.REGION}.amazonaws.com` },
  });
