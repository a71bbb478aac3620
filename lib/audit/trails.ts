import { Aws } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import type { CfnTrailProps } from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { allow } from '../bindings/binding.ts';
import { logGroupProps } from '../constructs/log-group-props.ts';
import type { CustosAudit } from '../custos-props.ts';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import type { Stage } from '../stages.ts';
import { dataSelectors, managementSelectors } from './selectors.ts';
import type { Selector } from './selectors.ts';
import { trailNames } from './trail-names.ts';

export interface TrailsProps {
  readonly stage: Stage;
  readonly bucket: s3.IBucket;
  /** ARN of the key of the files. */
  readonly filesKeyArn: string;
  /** Encrypts the log group. */
  readonly encryptionKey: kms.IKey;
  /** Who records management events. */
  readonly management: NonNullable<CustosAudit['management']>;
  /** Functions that the policy asks for. */
  readonly connectors: readonly FunctionFacts[];
}

/**
 * Records what principals of AWS do: one trail for calls that manage the account, of all Regions, and
 * one for calls on data of this deployment. Only the first writes into a log group as well:
 * data events are many, and EventBridge receives them without one.
 */
export class Trails extends Construct {
  /** The log group of management events. Undefined where a trail of the organization records them. */
  readonly managementLog: logs.ILogGroup | undefined;

  constructor(scope: Construct, id: string, props: TrailsProps) {
    super(scope, id);
    const { stage, bucket, management, connectors } = props;
    this.managementLog = management === 'own' ? this.#management(props) : undefined;
    const data = this.#trail('Data', trailNames(stage).data, props, {
      selectors: dataSelectors(stage, bucket.bucketArn, connectors),
      isMultiRegionTrail: false,
      includeGlobalServiceEvents: false,
    });
    data.addMetadata('custos:management', management);
  }

  #management(props: TrailsProps): logs.ILogGroup {
    const { stage, encryptionKey } = props;
    const name = trailNames(stage).management;
    const group = new logs.LogGroup(this, 'ManagementLog', logGroupProps(stage, encryptionKey));
    const role = new iam.Role(this, 'ManagementLogRole', {
      description: 'CloudTrail writes management events into their log group',
      // CloudTrail names no source when it assumes the role (AWS CloudTrail User Guide, Role policy document
      // for CloudTrail to use CloudWatch Logs), which writes one log group and nothing else.
      assumedBy: new iam.ServicePrincipal('cloudtrail.amazonaws.com'),
    });
    const policy = new iam.ManagedPolicy(this, 'ManagementLogPolicy', {
      description: 'Writes into the log group of management events',
      roles: [role],
      statements: [
        allow(
          ['logs:CreateLogStream', 'logs:PutLogEvents'],
          [
            `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${group.logGroupName}:log-stream:${Aws.ACCOUNT_ID}_CloudTrail_${Aws.REGION}*`,
          ],
        ),
      ],
    });
    const trail = this.#trail('Management', name, props, {
      selectors: managementSelectors,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      insightSelectors: ['ApiCallRateInsight', 'ApiErrorRateInsight'].map((insightType) => ({
        insightType,
      })),
      cloudWatchLogsLogGroupArn: group.logGroupArn,
      cloudWatchLogsRoleArn: role.roleArn,
    });
    trail.node.addDependency(policy);
    return group;
  }

  /** The L2 writes `EventSelectors` beside advanced ones, of which CloudTrail takes either. */
  #trail(
    id: string,
    trailName: string,
    { bucket, filesKeyArn }: TrailsProps,
    { selectors, ...own }: OwnProps,
  ): CfnTrail {
    const trail = new CfnTrail(this, id, {
      trailName,
      isLogging: true,
      enableLogFileValidation: true,
      s3BucketName: bucket.bucketName,
      kmsKeyId: filesKeyArn,
      advancedEventSelectors: selectors.map(({ name, fields }) => ({
        name,
        fieldSelectors: [...fields],
      })),
      ...own,
    });
    for (const { name, leftOut } of selectors) {
      if (leftOut !== undefined) trail.addMetadata(`custos:left-out:${name}`, leftOut);
    }
    // CloudTrail tries both when the trail is made.
    if (bucket.policy !== undefined) trail.node.addDependency(bucket.policy);
    return trail;
  }
}

type OwnProps = Pick<
  CfnTrailProps,
  | 'cloudWatchLogsLogGroupArn'
  | 'cloudWatchLogsRoleArn'
  | 'includeGlobalServiceEvents'
  | 'insightSelectors'
  | 'isMultiRegionTrail'
> & { readonly selectors: readonly Selector[] };
