import * as iam from 'aws-cdk-lib/aws-iam';
import type { Stage } from '../stages.ts';
import { functionRoles } from './function-roles.ts';

/** Every write of DynamoDB but the INSERT of PartiQL, which fails where a row is. */
export const rewrites = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
] as const;

/** By these a table goes, loses its history or this policy, or ages earlier. */
export const reshapings = [
  'dynamodb:DeleteResourcePolicy',
  'dynamodb:DeleteTable',
  'dynamodb:DisableKinesisStreamingDestination',
  'dynamodb:EnableKinesisStreamingDestination',
  'dynamodb:PutResourcePolicy',
  'dynamodb:UpdateContinuousBackups',
  'dynamodb:UpdateKinesisStreamingDestination',
  'dynamodb:UpdateTable',
  'dynamodb:UpdateTimeToLive',
] as const;

export interface AppendOnlyPolicyProps {
  readonly stage: Stage;
  /** Names of the functions that add rows. */
  readonly appenders: readonly string[];
  /** ARNs of the roles under which CloudFormation works. */
  readonly deployRoles: readonly string[];
}

/**
 * The policy of an append-only table. It holds against AdministratorAccess too: named functions add
 * rows, no one changes one, and only a deployment changes the table. The root user of the account can
 * still delete the policy (DynamoDB sees to it that no one is locked out).
 */
export function appendOnlyPolicy(props: AppendOnlyPolicyProps): iam.PolicyDocument {
  const { stage, appenders, deployRoles } = props;
  const deny = {
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    // A table's own policy cannot name the table without a cycle; it applies to nothing else.
    resources: ['*'],
  };
  const unless = (roles: readonly string[]) =>
    roles.length > 0 && { conditions: { ArnNotLike: { 'aws:PrincipalArn': [...roles] } } };
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({ ...deny, sid: 'NobodyRewrites', actions: [...rewrites] }),
      new iam.PolicyStatement({
        ...deny,
        sid: 'OnlyFunctionsAppend',
        actions: ['dynamodb:PartiQLInsert'],
        ...unless(functionRoles(stage, appenders)),
      }),
      ...(stage.protections.deletion === 'on'
        ? [
            new iam.PolicyStatement({
              ...deny,
              sid: 'OnlyDeploymentsReshape',
              actions: [...reshapings],
              ...unless(deployRoles),
            }),
          ]
        : []),
    ],
  });
}
