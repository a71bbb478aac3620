import { Aws } from 'aws-cdk-lib';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';

/**
 * IAM path of the roles and policies of the deployment. IAM is global, so the path has the Region.
 */
export const functionRolePath = ({ deployment }: Stage): string =>
  `/custos/${Aws.REGION}/${deployment}/`;

/**
 * Role name of a function. It is fixed, so that policies of keys, tables and the bus name the role
 * before it exists, without a pattern that another role could match.
 */
export const functionRoleName = (stage: Stage, functionName: string): string =>
  `${physicalName(stage)}-${functionName}-${Aws.REGION}`;

/** Every role of a function of the deployment, as a pattern. */
export const rolesOfDeployment = (stage: Stage): string =>
  `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role${functionRolePath(stage)}*`;

/** Role ARNs of these functions, in the order of their names. */
export const functionRoles = (stage: Stage, functionNames: readonly string[]): string[] =>
  functionNames
    .toSorted()
    .map(
      (name) =>
        `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role${functionRolePath(stage)}${functionRoleName(stage, name)}`,
    );
