import { Aws } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { quarantinePolicyName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { functionRolePath } from './function-roles.ts';

export const quarantinePolicyArn = (stage: Stage): string =>
  `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:policy${functionRolePath(stage)}${quarantinePolicyName(stage, Aws.REGION)}`;

/**
 * Denies everything: an explicit denial overrides every grant. No role has it until staff quarantine
 * a function.
 */
export const quarantinePolicy = (scope: Construct, id: string, stage: Stage): iam.ManagedPolicy =>
  new iam.ManagedPolicy(scope, id, {
    managedPolicyName: quarantinePolicyName(stage, Aws.REGION),
    path: functionRolePath(stage),
    description: `Denies a quarantined function of Custos ${stage.deployment} everything`,
    statements: [
      new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['*'], resources: ['*'] }),
    ],
  });
