import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { pendingFinality } from '../../lambda/finality/table.ts';
import { allow } from '../bindings/binding.ts';
import { networkInterfaces } from '../bindings/network-binding.ts';
import { recoveryDescriptions, recoveryLists } from '../bindings/recovery-binding.ts';
import type { DataStack } from '../data-stack.ts';
import type { Stage } from '../stages.ts';
import { encryptAndDecrypt } from './customer-key.ts';
import { here, onlyByCode } from './function-boundary.ts';
import { functionRolePath } from './function-roles.ts';

export interface ObserverBoundaryProps {
  readonly stage: Stage;
  readonly data: DataStack;
  /** Whether functions are in a VPC. */
  readonly inVpc: boolean;
}

/**
 * The permissions boundary of the function that observes what can be restored: no other function sees
 * which backups exist, and this one opens no key of a person and reaches no export.
 */
export class ObserverBoundary extends Construct {
  readonly policy: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, { stage, data, inVpc }: ObserverBoundaryProps) {
    super(scope, id);
    const service = Stack.of(this).stackName;
    const tables = here('dynamodb', `table/${data.stackName}-*`);
    const { subjectKeys, atRest, certificates } = data.keys;
    // Another principal that assumes the role sees nothing: the denial names no such action.
    const byCode = {
      ArnLike: { 'lambda:SourceFunctionArn': here('lambda', `function:${service}-*`) },
    };
    this.policy = new iam.ManagedPolicy(this, 'Resource', {
      description: `The most that the function which observes backups of Custos ${stage.deployment} can do`,
      path: functionRolePath(stage),
      document: new iam.PolicyDocument({
        minimize: true,
        statements: [
          ...onlyByCode(data, service),
          allow(
            [
              'dynamodb:BatchGetItem',
              'dynamodb:GetItem',
              'dynamodb:PartiQLDelete',
              'dynamodb:PartiQLInsert',
              'dynamodb:PartiQLUpdate',
              'dynamodb:Query',
            ],
            [tables],
          ),
          allow(['dynamodb:Scan'], [data.table(pendingFinality).table.tableArn]),
          allow(recoveryDescriptions, [tables, `${tables}/export/*`], byCode),
          allow(recoveryLists, ['*'], byCode),
          allow(['kms:DescribeKey'], [subjectKeys.keyArn], byCode),
          allow(encryptAndDecrypt, [atRest.keyArn], {
            StringLike: { 'kms:ViaService': `*.${Aws.REGION}.amazonaws.com` },
          }),
          allow(['kms:GetPublicKey', 'kms:Sign'], [certificates.keyArn]),
          allow(
            ['logs:CreateLogStream', 'logs:PutLogEvents'],
            [here('logs', `log-group:${service}-*`)],
          ),
          allow(['sqs:SendMessage'], [here('sqs', `${service}-*`)]),
          ...(inVpc ? networkInterfaces() : []),
        ],
      }),
    });
  }
}
