import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { FunctionFacts, MediaAction } from '../../lambda/platform/environment.ts';
import type { Stage } from '../stages.ts';
import { closedBucket } from './closed-bucket.ts';
import { functionRoles } from './function-roles.ts';

export interface MediaBucketProps {
  readonly stage: Stage;
  readonly encryptionKey: kms.IKey;
  /** The functions whose needs decide who reads and stores what. */
  readonly functions: readonly FunctionFacts[];
  /** Origins of pages that post forms. */
  readonly corsOrigins: readonly string[];
  /**
   * ARN of the role with which GuardDuty reads uploads and tags them.
   *
   * @default - no scan
   */
  readonly scanner?: string | undefined;
}

/**
 * Files of people: `uploads/` as they were sent, for two days at most (S3 rounds up to midnight UTC), and `media/` encrypted under keys
 * that only records have. No versions, replication, object lock or access log: an erasure could not
 * reach them, or they would keep addresses of people. S3 sends an event of each upload to
 * EventBridge. The policy of the bucket rejects every principal but the named functions that reads,
 * stores or tags a file, administrators included: a tag says that a file is free of malware.
 */
export class MediaBucket extends Construct {
  readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: MediaBucketProps) {
    super(scope, id);
    const { stage, encryptionKey, functions, corsOrigins, scanner } = props;
    this.bucket = new s3.Bucket(this, 'Resource', {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      ...closedBucket,
      // What is deleted is gone at once.
      versioned: false,
      lifecycleRules: [
        { id: 'UploadsAge', prefix: 'uploads/', expiration: Duration.days(1) },
        { id: 'PartsAge', abortIncompleteMultipartUploadAfter: Duration.days(1) },
        // If an operator enables versioning.
        { id: 'VersionsAge', noncurrentVersionExpiration: Duration.days(1) },
      ],
      ...(corsOrigins.length > 0 && {
        // A page that shows the progress of a form sends a preflight.
        cors: [
          {
            allowedMethods: [s3.HttpMethods.POST],
            allowedOrigins: [...corsOrigins],
            allowedHeaders: ['content-type'],
          },
        ],
      }),
      removalPolicy:
        stage.protections.retention === 'on' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const resource = this.bucket.node.defaultChild as s3.CfnBucket;
    // The property of the L2 adds a function of the CDK, which CloudFormation does not need.
    resource.notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
    const rolesWith = (...actions: readonly MediaAction[]) =>
      functionRoles(stage, functionsWith(functions, actions));
    const scanners = scanner === undefined ? [] : [scanner];
    const only = (
      sid: string,
      roles: readonly string[],
      actions: readonly string[],
      below: string,
    ) =>
      this.bucket.addToResourcePolicy(
        new iam.PolicyStatement({
          sid,
          effect: iam.Effect.DENY,
          principals: [new iam.AnyPrincipal()],
          actions: [...actions],
          resources: [this.bucket.arnForObjects(below)],
          ...(roles.length > 0 && { conditions: { ArnNotLike: { 'aws:PrincipalArn': roles } } }),
        }),
      );
    const reads = ['s3:GetObject', 's3:GetObjectVersion'];
    only('OnlyInspectionReads', [...rolesWith('inspect'), ...scanners], reads, 'uploads/*');
    only('OnlyReadersRead', rolesWith('read'), reads, 'media/*');
    only('OnlyFormsStore', rolesWith('receive'), ['s3:PutObject'], 'uploads/*');
    only('OnlySealingStores', rolesWith('keep'), ['s3:PutObject'], 'media/*');
    only(
      'OnlyScansTag',
      scanners,
      [
        's3:DeleteObjectTagging',
        's3:DeleteObjectVersionTagging',
        's3:PutObjectTagging',
        's3:PutObjectVersionTagging',
      ],
      '*',
    );
  }
}

const functionsWith = (functions: readonly FunctionFacts[], actions: readonly MediaAction[]) =>
  functions
    .filter(({ needs }) =>
      needs.some((need) => 'media' in need && need.media.some((each) => actions.includes(each))),
    )
    .map(({ name }) => name);
