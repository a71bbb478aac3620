import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as config from 'aws-cdk-lib/aws-config';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { closedBucket } from '../constructs/closed-bucket.ts';
import { allow } from '../bindings/binding.ts';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';

export interface ConfigRecorderProps {
  readonly stage: Stage;
  readonly encryptionKey: kms.IKey;
  /** Receives the log of accesses to the bucket. */
  readonly accesses: s3.Bucket;
}

const recordedTypes = [
  'AWS::ApiGateway::RestApi',
  'AWS::DynamoDB::Table',
  'AWS::KMS::Key',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::WAFv2::WebACL',
];

/** Records how resources of the types that Custos uses are configured, and when that changes. */
export class ConfigRecorder extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, encryptionKey, accesses }: ConfigRecorderProps,
  ) {
    super(scope, id);
    // AWS Config delivers to no bucket with a default lock (AWS Config Developer Guide, Delivery channel), so
    // not to that of the trails.
    const bucket = new s3.Bucket(this, 'Files', {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      ...closedBucket,
      serverAccessLogsBucket: accesses,
      serverAccessLogsPrefix: 'config/',
      lifecycleRules: [
        {
          expiration: Duration.days(stage.audit.retentionDays),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        { expiredObjectDeleteMarker: true },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const role = new iam.Role(this, 'Role', {
      description: 'AWS Config reads configurations and writes them into their bucket',
      assumedBy: new iam.ServicePrincipal('config.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWS_ConfigRole')],
    });
    const policy = new iam.ManagedPolicy(this, 'Policy', {
      description: 'Writes configurations into their bucket',
      roles: [role],
      statements: [
        allow(['s3:GetBucketAcl', 's3:ListBucket'], [bucket.bucketArn]),
        allow(['s3:PutObject'], [bucket.arnForObjects(`AWSLogs/${Aws.ACCOUNT_ID}/Config/*`)]),
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], [encryptionKey.keyArn], {
          StringEquals: { 'kms:ViaService': `s3.${Aws.REGION}.amazonaws.com` },
        }),
      ],
    });
    const name = physicalName(stage);
    const recorder = new config.CfnConfigurationRecorder(this, 'Resource', {
      name,
      roleArn: role.roleArn,
      recordingGroup: { resourceTypes: recordedTypes },
    });
    recorder.node.addDependency(policy);
    // CloudFormation makes the two together: a recorder starts once there is a channel.
    new config.CfnDeliveryChannel(this, 'Channel', {
      name,
      s3BucketName: bucket.bucketName,
      s3KmsKeyArn: encryptionKey.keyArn,
    });
  }
}
