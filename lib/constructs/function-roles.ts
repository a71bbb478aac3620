import { Aws } from 'aws-cdk-lib';
import type { Stage } from '../stages.ts';

/** IAM path of the roles that functions of the stage run under, so that policies can name them all. */
export const functionRolePath = (stage: Stage): string => `/custos/${stage.name}/`;

/** ARN pattern of those roles. */
export const functionRoles = (stage: Stage): string =>
  `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role${functionRolePath(stage)}*`;

/** Tag of such a role with the name of its function: names of roles are random, this one is not. */
export const functionTag = 'custos:function';

/** The roles under which CloudFormation deploys, as `cdk bootstrap` names them. */
export const bootstrapDeployRoles = (): string =>
  `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/cdk-*-cfn-exec-role-*`;
