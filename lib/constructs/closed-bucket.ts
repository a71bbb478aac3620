import * as s3 from 'aws-cdk-lib/aws-s3';

/** Properties of every bucket: owned by the account, closed to the public, over TLS, with versions. */
export const closedBucket = {
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  versioned: true,
} as const satisfies s3.BucketProps;
