import { CloudTrailClient, DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import type { Trail as Described } from '@aws-sdk/client-cloudtrail';
import type { Coverage } from '../../lambda/audit/verify-trail.ts';
import type { Trail } from '../../lambda/audit/model/place.ts';
import { stackNames } from '../../lib/names.ts';
import { clientConfig, whereOf } from '../deployed/options.ts';
import type { PlaceOptions } from '../deployed/options.ts';
import { resourcesOf } from '../doctor/deployed-stacks.ts';

export interface DeployedTrail {
  readonly trail: Trail;
  readonly coverage: Coverage;
  readonly bucket: string;
}

export const auditStackOf = ({ stage, deployment }: PlaceOptions): string =>
  stackNames({ deployment: deployment ?? stage }).audit;

/**
 * The trails of a deployment, as CloudTrail has them.
 *
 * @throws AuditStackMissingError
 */
export async function deployedTrails(options: PlaceOptions): Promise<readonly DeployedTrail[]> {
  const client = clientConfig(options);
  const names = (await stackResources(options)).flatMap(
    ({ ResourceType: type, PhysicalResourceId: name }) =>
      type === 'AWS::CloudTrail::Trail' && name !== undefined ? [name] : [],
  );
  if (names.length === 0) throw new AuditStackMissingError(options, 'no trail');
  const cloudTrail = new CloudTrailClient(client);
  const { trailList = [] } = await cloudTrail.send(
    new DescribeTrailsCommand({ trailNameList: names }),
  );
  const missing = names.filter((name) => !trailList.some((each) => each.Name === name));
  if (missing.length > 0)
    throw new AuditStackMissingError(options, `no trail ${missing.join(', ')}`);
  return trailList.map(trailOf);
}

/** @throws AuditStackMissingError */
export async function stackResources(options: PlaceOptions) {
  try {
    return await resourcesOf({ client: clientConfig(options) }, auditStackOf(options));
  } catch (error) {
    // CloudFormation names no error of its own for a stack that does not exist.
    if (error instanceof Error && error.message.includes('does not exist')) {
      throw new AuditStackMissingError(options, 'no audit stack');
    }
    throw error;
  }
}

function trailOf(described: Described): DeployedTrail {
  const { Name: name = '', HomeRegion: homeRegion = '', S3BucketName: bucket = '' } = described;
  const account = /^arn:[^:]+:cloudtrail:[^:]+:(\d{12}):/.exec(described.TrailARN ?? '')?.[1] ?? '';
  return {
    trail: { name, account, homeRegion },
    coverage: described.IsMultiRegionTrail === true ? 'all-regions' : 'home-region',
    bucket,
  };
}

/** The deployment has no trails here: not deployed, switched off, or deleted by hand. */
export class AuditStackMissingError extends Error {
  override readonly name = 'AuditStackMissingError';

  constructor(options: PlaceOptions, what: string) {
    super(`${whereOf(options)} has ${what} here: check --region, --profile and the prop audit`);
  }
}
