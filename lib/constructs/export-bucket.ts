import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { longestTrainingDays } from '../../lambda/policy/training-section.ts';
import { closedBucket } from './closed-bucket.ts';
import type { Stage } from '../stages.ts';
import { functionRoles } from './function-roles.ts';

export interface ExportBucketProps {
  readonly stage: Stage;
  readonly encryptionKey: kms.IKey;
  /** Names of the functions that read objects, or sign the links by which others do; each below its own prefix. */
  readonly readers: readonly string[];
}

const leftovers = {
  noncurrentVersionExpiration: Duration.days(1),
  abortIncompleteMultipartUploadAfter: Duration.days(1),
};

/**
 * Stores exports of personal data for a few days, and training sets until they expire: no replication and no object lock, which an
 * erasure could not reach, and no access log, which would have the addresses of the people who
 * download their data. For the same reason no trail records reads, so the policy of the bucket
 * rejects every reader but the functions that need to read, administrators included.
 */
export class ExportBucket extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, { stage, encryptionKey, readers }: ExportBucketProps) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, 'Resource', {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      ...closedBucket,
      lifecycleRules: [
        {
          id: 'ExportsAge',
          // One day more than the longest `exportRetention`; the request expires first.
          expiration: Duration.days(8),
          ...{ prefix: 'exports/', ...leftovers },
        },
        {
          id: 'TrainingAges',
          // One day more than the longest `expires` of a training set; the set expires first.
          expiration: Duration.days(longestTrainingDays + 1),
          ...{ prefix: 'training/', ...leftovers },
        },
        { id: 'MarkersGo', expiredObjectDeleteMarker: true },
      ],
      removalPolicy:
        stage.protections.retention === 'on' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'OnlyFunctionsRead',
        effect: iam.Effect.DENY,
        principals: [new iam.AnyPrincipal()],
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [this.bucket.arnForObjects('*')],
        conditions: { ArnNotLike: { 'aws:PrincipalArn': functionRoles(stage, readers) } },
      }),
    );
  }
}
