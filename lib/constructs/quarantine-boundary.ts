import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { allow } from '../bindings/binding.ts';
import { networkInterfaces } from '../bindings/network-binding.ts';
import { bindQuarantine } from '../bindings/quarantine-binding.ts';
import type { Stage } from '../stages.ts';
import { functionRolePath } from './function-roles.ts';

export interface QuarantineBoundaryProps {
  readonly stage: Stage;
  /** Those of every stack of the deployment. */
  readonly functions: readonly FunctionFacts[];
  /** Whether functions are in a VPC. */
  readonly inVpc: boolean;
}

/**
 * The permissions boundary of the one function that changes which policies functions have, whatever
 * policies its role has: one policy, on roles of functions, and its log. No other function can change
 * a role, because their boundary has no action of IAM.
 */
export class QuarantineBoundary extends Construct {
  readonly policy: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, { stage, functions, inVpc }: QuarantineBoundaryProps) {
    super(scope, id);
    const account = `${Aws.REGION}:${Aws.ACCOUNT_ID}`;
    this.policy = new iam.ManagedPolicy(this, 'Resource', {
      description: `The most that the function which quarantines others of Custos ${stage.deployment} can do`,
      path: functionRolePath(stage),
      statements: [
        ...bindQuarantine(stage, functions).statements,
        allow(
          ['logs:CreateLogStream', 'logs:PutLogEvents'],
          [`arn:${Aws.PARTITION}:logs:${account}:log-group:${Stack.of(this).stackName}-*`],
        ),
        ...(inVpc ? networkInterfaces() : []),
      ],
    });
  }
}
