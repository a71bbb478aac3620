import { Aws } from 'aws-cdk-lib';
import { functionRolePath } from '../constructs/function-roles.ts';
import type { Stage } from '../stages.ts';

type Pattern = Readonly<Record<string, unknown>>;

/** The role of the caller. Its ARN has the path, which the ARN of a session leaves out. */
const ofRole = (...rules: readonly unknown[]): Pattern => ({
  sessionContext: { sessionIssuer: { arn: rules } },
});

// Users, the root user, other accounts and services of AWS.
const noRole = { exists: false } as const;

/**
 * Everyone but a deployment. Its roles are compared whole: a principal that may create roles could
 * create one that matches a pattern.
 */
export const byHand = (deployRoles: readonly string[]): Pattern => ({
  userIdentity: ofRole({ 'anything-but': [...deployRoles] }, noRole),
});

/** Everyone but functions of the deployment, services of AWS, and roles that are named whole. */
export const byStrangers = (stage: Stage, exceptRoles: readonly string[] = []): Pattern => ({
  userIdentity: {
    $or: [
      ofRole({ 'anything-but': { wildcard: [`${functionRolePrefix(stage)}*`, ...exceptRoles] } }),
      { type: [{ 'anything-but': 'AWSService' }], ...ofRole(noRole) },
    ],
  },
});

/** How ARNs of roles of functions begin. */
export const functionRolePrefix = (stage: Stage): string =>
  `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role${functionRolePath(stage)}`;
