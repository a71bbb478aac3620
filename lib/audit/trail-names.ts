import { Aws } from 'aws-cdk-lib';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';

/**
 * Names of the trails. They are fixed, because the policies of bucket and key name each trail before it
 * exists. A trail of all Regions takes its name in each of them, so the name holds the Region.
 */
export const trailNames = (stage: Stage) => ({
  management: `${physicalName(stage)}-management-${Aws.REGION}`,
  data: `${physicalName(stage)}-data-${Aws.REGION}`,
});

export const trailArns = (names: readonly string[]): string[] =>
  names.map(
    (name) => `arn:${Aws.PARTITION}:cloudtrail:${Aws.REGION}:${Aws.ACCOUNT_ID}:trail/${name}`,
  );
