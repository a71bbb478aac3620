import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { closedBucket } from '../constructs/closed-bucket.ts';
import type { AuditRetention, Protection } from '../stages.ts';
import { bucketStatements } from './file-statements.ts';
import { trailArns } from './trail-names.ts';

export interface TrailBucketProps {
  readonly encryptionKey: kms.IKey;
  /** Names of the trails that write here. */
  readonly trails: readonly string[];
  readonly retention: AuditRetention;
  /** Whether only a deployment may delete files or change the bucket. */
  readonly deletion: Protection;
  /** ARNs of the roles under which CloudFormation works. */
  readonly deployRoles: readonly string[];
}

/** By these evidence goes, or the bucket stops protecting it. */
export const bucketReshapings = [
  's3:BypassGovernanceRetention',
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:PutBucketObjectLockConfiguration',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
  's3:PutObjectRetention',
] as const;

/**
 * Holds the files and digests of the trails under object lock. It stays when its stack goes: locked
 * files cannot be deleted, and evidence outlives what it is about.
 */
export class TrailBucket extends Construct {
  readonly bucket: s3.Bucket;
  /** Logs of accesses to buckets of this stack. */
  readonly accesses: s3.Bucket;

  constructor(scope: Construct, id: string, props: TrailBucketProps) {
    super(scope, id);
    const { encryptionKey, trails, retention } = props;
    const { lock, retentionDays } = retention;
    const days = Duration.days(lock.days);
    this.accesses = accessLogBucket(this, 'Accesses', retentionDays);
    this.bucket = new s3.Bucket(this, 'Resource', {
      ...closed,
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      // With a bucket key CloudTrail needs kms:Decrypt as well (AWS CloudTrail User Guide, Configure AWS
      // KMS key policies for CloudTrail).
      bucketKeyEnabled: false,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        lock.mode === 'compliance'
          ? s3.ObjectLockRetention.compliance(days)
          : s3.ObjectLockRetention.governance(days),
      serverAccessLogsBucket: this.accesses,
      lifecycleRules: ageing(retentionDays, retentionDays > coldAfterDays ? [coldStorage] : []),
    });
    const access = { trails: trailArns(trails) };
    for (const statement of bucketStatements(this.bucket.bucketArn, access)) {
      this.bucket.addToResourcePolicy(iam.PolicyStatement.fromJson(statement));
    }
    // It protects what stays.
    this.bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
    if (props.deletion === 'on') {
      this.bucket.addToResourcePolicy(onlyDeploymentsReshape(this.bucket, props.deployRoles));
    }
  }
}

const closed = { ...closedBucket, removalPolicy: RemovalPolicy.RETAIN };

/** A bucket for the logs of accesses to buckets of the stack. */
export function accessLogBucket(scope: Construct, id: string, retentionDays: number): s3.Bucket {
  const bucket = new s3.Bucket(scope, id, {
    ...closed,
    // Server access logs are delivered to buckets without object lock that S3 encrypts itself
    // (Amazon S3 User Guide, Enabling server access logging).
    encryption: s3.BucketEncryption.S3_MANAGED,
    lifecycleRules: ageing(retentionDays),
  });
  bucket.policy?.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return bucket;
}

const coldAfterDays = 90;

// Files there are read at once, so digests can still be verified.
const coldStorage = {
  storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
  transitionAfter: Duration.days(coldAfterDays),
};

const ageing = (retentionDays: number, transitions: s3.Transition[] = []): s3.LifecycleRule[] => [
  {
    id: 'Age',
    expiration: Duration.days(retentionDays),
    noncurrentVersionExpiration: Duration.days(1),
    abortIncompleteMultipartUploadAfter: Duration.days(1),
    transitions,
  },
  { id: 'MarkersGo', expiredObjectDeleteMarker: true },
];

// The root user of the account can still delete the policy (Amazon S3 API reference,
// DeleteBucketPolicy): docs/decisions/audit.md says what stops that.
const onlyDeploymentsReshape = (
  bucket: s3.IBucket,
  deployRoles: readonly string[],
): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'OnlyDeploymentsReshape',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: [...bucketReshapings],
    resources: [bucket.bucketArn, bucket.arnForObjects('*')],
    conditions: { ArnNotLike: { 'aws:PrincipalArn': [...deployRoles] } },
  });
