import { Aws } from 'aws-cdk-lib';
import { shortNamePrefix } from '../names.ts';

/**
 * Rules of a stack by name: a role or a key that names them is created before them, or in another
 * stack.
 */
export const rulesOf = (stackName: string): string =>
  `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${shortNamePrefix(stackName)}*`;
