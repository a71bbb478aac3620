import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { encryptAndDecrypt } from './customer-key.ts';

/** CloudWatch Logs encrypts log groups of this account. */
export const logGroupsStatement = (): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'LogGroupsOfThisAccount',
    principals: [new iam.ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
    actions: [...encryptAndDecrypt],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*`,
      },
    },
  });

/** CloudWatch publishes alarms of this account to an encrypted topic. */
export const alarmsStatement = (): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'AlarmsOfThisAccount',
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  });

/** What EventBridge could not deliver goes into an encrypted queue of the stack of the rule. */
export const deadLettersStatement = (rules: string | readonly string[]): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'DeadLettersOfRules',
    principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    resources: ['*'],
    conditions: {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnLike: { 'aws:SourceArn': rules },
    },
  });
