import * as iam from 'aws-cdk-lib/aws-iam';
import type { Stage } from '../stages.ts';
import { functionRoles } from './function-roles.ts';

/** Every write action of DynamoDB except the INSERT of PartiQL, which fails if the row exists. */
export const rewrites = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:PartiQLDelete',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
] as const;

/** Actions that delete a table, its backups or this policy, or that make rows expire earlier. */
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
  /** ARNs of the roles with which CloudFormation deploys. */
  readonly deployRoles: readonly string[];
}

/**
 * The resource policy of an append-only table. It applies to administrators too: named functions
 * add rows, no principal changes a row, and only a deployment changes the table. The root user of
 * the account can still delete the policy (DynamoDB prevents a lockout).
 */
export function appendOnlyPolicy(props: AppendOnlyPolicyProps): iam.PolicyDocument {
  const { stage, appenders, deployRoles } = props;
  const deny = {
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    // A table's own policy cannot name the table without a circular reference; it applies to
    // nothing else.
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
