import { Aws } from 'aws-cdk-lib';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';

/** IAM path of roles and policies of the deployment. IAM knows no Regions, so the path names it. */
export const functionRolePath = ({ deployment }: Stage): string =>
  `/custos/${Aws.REGION}/${deployment}/`;

/**
 * Name of the role of a function. It is fixed, so that policies of keys, tables and the bus name the
 * role itself, before it exists and without a pattern that another role could match.
 */
export const functionRoleName = (stage: Stage, functionName: string): string =>
  `${physicalName(stage)}-${functionName}-${Aws.REGION}`;

/** ARNs of the roles of these functions, in the order of their names. */
export const functionRoles = (stage: Stage, functionNames: readonly string[]): string[] =>
  functionNames
    .toSorted()
    .map(
      (name) =>
        `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role${functionRolePath(stage)}${functionRoleName(stage, name)}`,
    );
