import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

export interface ExportBucketProps {
  readonly stage: Stage;
  readonly encryptionKey: kms.IKey;
}

/**
 * Stores exports of personal data for a few days: no replication and no object lock, which an
 * erasure could not reach, and no access log, which would have the addresses of the people who
 * download their data.
 */
export class ExportBucket extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, { stage, encryptionKey }: ExportBucketProps) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, 'Resource', {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      lifecycleRules: [
        {
          id: 'ExportsAge',
          // One day more than the longest `exportRetention`; the request expires first.
          expiration: Duration.days(8),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        { id: 'MarkersGo', expiredObjectDeleteMarker: true },
      ],
      removalPolicy:
        stage.protections.retention === 'on' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
