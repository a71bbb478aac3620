import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { CustomerKey } from '../constructs/customer-key.ts';
import {
  alarmsStatement,
  deadLettersStatement,
  logGroupsStatement,
} from '../constructs/key-statements.ts';
import { rulesOf } from '../constructs/rule-names.ts';
import { stackNames } from '../names.ts';
import type { Stage } from '../stages.ts';
import { keyStatements } from './file-statements.ts';
import { trailArns } from './trail-names.ts';

export interface AuditKeyProps {
  readonly stage: Stage;
  /** Names of the trails that write under this key; none with a log archive. */
  readonly trails: readonly string[];
}

/**
 * Encrypts the files of the trails, their log group, results of queries, what is reported of them and the
 * settings of the function that verifies them. It encrypts nothing else, so a right to read the trails
 * decrypts no data of people, and the other way round.
 */
export class AuditKey extends Construct {
  readonly key: kms.IKey;

  constructor(scope: Construct, id: string, { stage, trails }: AuditKeyProps) {
    super(scope, id);
    const { key } = new CustomerKey(this, 'Resource', {
      stage,
      name: 'audit',
      description: 'Custos: trails of AWS calls',
      onlyUses: [],
    });
    this.key = key;
    // Their files are under the key of the archive where there is one.
    for (const statement of trails.length > 0 ? keyStatements({ trails: trailArns(trails) }) : []) {
      key.addToResourcePolicy(iam.PolicyStatement.fromJson(statement));
    }
    const statements: iam.PolicyStatementProps[] = [
      {
        // IAM decides who; the key, through what.
        sid: 'AuditorsReadFiles',
        principals: [new iam.AccountRootPrincipal()],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        conditions: {
          StringEquals: {
            // Athena reads the files and writes results for the principal who asks.
            'kms:ViaService': ['s3', 'athena'].map((name) => `${name}.${Aws.REGION}.amazonaws.com`),
          },
        },
      },
      {
        // The role with which EventBridge publishes, by an IAM policy of its own.
        sid: 'ReportsAreEncrypted',
        principals: [new iam.AccountRootPrincipal()],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        conditions: { StringEquals: { 'kms:ViaService': `sns.${Aws.REGION}.amazonaws.com` } },
      },
      {
        // Those of the function that verifies the trails; a deployment gives Lambda the right.
        sid: 'VariablesAreEncrypted',
        principals: [new iam.AccountRootPrincipal()],
        actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
        conditions: { StringEquals: { 'kms:ViaService': `lambda.${Aws.REGION}.amazonaws.com` } },
      },
    ];
    for (const statement of statements) {
      key.addToResourcePolicy(new iam.PolicyStatement({ ...statement, resources: ['*'] }));
    }
    for (const statement of [
      logGroupsStatement(),
      alarmsStatement(),
      deadLettersStatement(rulesOf(stackNames(stage).audit)),
    ]) {
      key.addToResourcePolicy(statement);
    }
  }
}
