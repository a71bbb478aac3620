import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Stage } from '../stages.ts';

/** Logs accesses to the bucket in the operator's log archive, given by its name or ARN. */
export function logAccesses(bucket: s3.IBucket, stage: Stage, archive: string): void {
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  resource.loggingConfiguration = {
    destinationBucketName: archive.replace(/^arn:[^:]+:s3:::/, ''),
    logFilePrefix: `custos/${stage.deployment}/exports/`,
    // By the date of the access, so that an archive can be expired and searched by day.
    targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: 'EventTime' } },
  };
}
