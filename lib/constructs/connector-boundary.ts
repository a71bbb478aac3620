import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { allow, NeedRefusedError } from '../bindings/binding.ts';
import type { Binding } from '../bindings/binding.ts';
import { networkInterfaces } from '../bindings/network-binding.ts';
import type { Stage } from '../stages.ts';
import { here } from './function-boundary.ts';
import { functionRolePath } from './function-roles.ts';

export interface ConnectorBoundaryProps {
  readonly stage: Stage;
  readonly facts: FunctionFacts;
  /** How its needs are met. */
  readonly bindings: readonly Binding[];
  /** Whether functions are in a VPC. */
  readonly inVpc: boolean;
}

/** Of 6,144 that IAM allows. */
const charactersOfNeeds = 4_600;

/**
 * The permissions boundary of the function of one connector, whatever policies its role has: what the
 * policy declares of its own target, from its own code, and its log. No table, bucket, key of people or
 * function of Custos, and nothing of another target.
 */
export class ConnectorBoundary extends Construct {
  readonly policy: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, props: ConnectorBoundaryProps) {
    super(scope, id);
    const { stage, facts, bindings, inVpc } = props;
    const { stackName } = Stack.of(this);
    const needs = bindings.flatMap(({ statements }) => statements);
    if (JSON.stringify(needs).length > charactersOfNeeds) {
      throw new NeedRefusedError(
        `${facts.name} names more resources than one IAM policy can: declare some of them as another system`,
      );
    }
    this.policy = new iam.ManagedPolicy(this, 'Resource', {
      description: `The most that ${facts.name} of Custos ${stage.deployment} can do`,
      path: functionRolePath(stage),
      statements: [
        ...needs,
        // As in the boundary of other functions: who assumes the role is not its code.
        new iam.PolicyStatement({
          effect: iam.Effect.DENY,
          actions: [
            ...['dynamodb:*Item', 'dynamodb:PartiQL*', 'dynamodb:Query', 'dynamodb:Scan'],
            ...['kms:Sign', 'lambda:Invoke*', 'secretsmanager:Get*'],
            ...['s3:Delete*', 's3:Get*', 's3:List*', 's3:Put*'],
          ],
          resources: ['*'],
          conditions: {
            ArnNotLike: { 'lambda:SourceFunctionArn': here('lambda', `function:${stackName}-*`) },
          },
        }),
        allow(
          ['logs:CreateLogStream', 'logs:PutLogEvents'],
          [here('logs', `log-group:${stackName}-*`)],
        ),
        ...(inVpc ? networkInterfaces() : []),
      ],
    });
  }
}
