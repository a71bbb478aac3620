import { Aws } from 'aws-cdk-lib';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';

/** Where a stack is; tokens until it is deployed. */
export interface StackPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

const here: StackPlace = {
  partition: Aws.PARTITION,
  region: Aws.REGION,
  account: Aws.ACCOUNT_ID,
};

/**
 * Names of the trails. They are fixed, because the policies of bucket and key name each trail before it
 * exists. A trail of all Regions takes its name in each of them, so the name holds the Region.
 */
export const trailNames = (deployed: Pick<Stage, 'deployment'>, { region } = here) => ({
  management: `${physicalName(deployed)}-management-${region}`,
  data: `${physicalName(deployed)}-data-${region}`,
});

export const trailArns = (
  names: readonly string[],
  { partition, region, account } = here,
): string[] =>
  names.map((name) => `arn:${partition}:cloudtrail:${region}:${account}:trail/${name}`);
