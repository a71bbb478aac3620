import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { CustomerKey } from './customer-key.ts';

export interface KeySetProps {
  readonly stage: Stage;
}

/** Every key of a stage. Each has one use, so that a right to one says nothing about another. */
export class KeySet extends Construct {
  /** Tables, exports, environments, checkpoints and dead letters at rest. */
  readonly atRest: kms.Key;
  /** Logs and alarms. */
  readonly operations: kms.Key;
  /** Wraps the keys of subjects. */
  readonly subjectKeys: kms.Key;
  /** Turns identifiers into look-up keys. */
  readonly hmac: kms.Key;
  readonly receipts: kms.Key;
  readonly certificates: kms.Key;
  readonly checkpoints: kms.Key;

  constructor(scope: Construct, id: string, { stage }: KeySetProps) {
    super(scope, id);
    this.atRest = new CustomerKey(this, 'AtRest', {
      stage,
      name: 'at-rest',
      description: 'Custos: tables, exports, environments, checkpoints and dead letters at rest',
    }).key;
    this.atRest.addToResourcePolicy(checkpointsStatement());
    this.operations = new CustomerKey(this, 'Operations', {
      stage,
      name: 'operations',
      description: 'Custos: logs and alarms',
    }).key;
    for (const statement of operationsStatements()) this.operations.addToResourcePolicy(statement);
    this.subjectKeys = new CustomerKey(this, 'SubjectKeys', {
      stage,
      name: 'subject-keys',
      description: 'Custos: wraps the key of each subject and erasure class',
      onlyFunctionsMay: ['kms:Decrypt', 'kms:GenerateDataKey'],
    }).key;
    this.hmac = new CustomerKey(this, 'Hmac', {
      stage,
      name: 'hmac',
      description: 'Custos: turns identifiers and idempotency keys into look-up keys',
      kind: 'hmac',
      onlyFunctionsMay: ['kms:GenerateMac'],
    }).key;
    const signing = (name: string, signs: string) =>
      new CustomerKey(this, name, {
        stage,
        name: name.toLowerCase(),
        description: `Custos: signs ${signs}`,
        kind: 'ed25519',
        onlyFunctionsMay: ['kms:Sign'],
      }).key;
    this.receipts = signing('Receipts', 'consent receipts');
    this.certificates = signing('Certificates', 'erasure certificates');
    this.checkpoints = signing('Checkpoints', 'checkpoints of the ledger');
  }
}

// Checkpoints are encrypted by Lambda itself, not on behalf of a role. Functions are named when they are
// made, so the account and the Region have to do.
const checkpointsStatement = (): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'CheckpointsOfThisAccount',
    principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnLike: {
        'aws:SourceArn': `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:*`,
      },
    },
  });

const operationsStatements = (): iam.PolicyStatement[] => [
  new iam.PolicyStatement({
    sid: 'LogGroupsOfThisAccount',
    principals: [new iam.ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*`,
      },
    },
  }),
  new iam.PolicyStatement({
    sid: 'AlarmsOfThisAccount',
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  }),
  // Tells of tampering with keys. EventBridge gives no source that a condition on a key could name
  // when it publishes to an encrypted topic: Amazon SNS Developer Guide, key management.
  new iam.PolicyStatement({
    sid: 'EventsToTheTopic',
    principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
  }),
];
