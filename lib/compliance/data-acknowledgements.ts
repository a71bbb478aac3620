import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Acknowledgement } from './acknowledgement.ts';
import { inPacks, ofType } from './acknowledgement.ts';

export const dataAcknowledgements: readonly Acknowledgement[] = [
  {
    rules: inPacks('DynamoDBInBackupPlan', 'hipaa', 'nist'),
    on: ofType('AWS::DynamoDB::Table'),
    reason:
      'Point-in-time recovery restores every table to the second; a backup plan would keep destroyed keys of subjects for longer than its window, and erasure would not be final.',
  },
  {
    rules: ['AwsSolutions-S1', ...inPacks('S3BucketLoggingEnabled', 'hipaa', 'nist', 'pci')],
    on: (resource) =>
      resource instanceof CfnBucket &&
      ofType('AWS::S3::Bucket', /\/Exports\//)(resource) &&
      resource.loggingConfiguration === undefined,
    reason:
      'Server access logs hold the addresses of people who fetch their export; CloudTrail records the calls, and an operator who must keep these logs names a log archive.',
  },
  {
    rules: inPacks('S3BucketReplicationEnabled', 'hipaa', 'nist', 'pci'),
    on: ofType('AWS::S3::Bucket', /\/Exports\//),
    reason:
      'A replica is a second copy of personal data that erasure would have to reach; an export lives for days and is built again on request.',
  },
  {
    rules: ['AwsSolutions-S1', ...inPacks('S3BucketLoggingEnabled', 'hipaa', 'nist', 'pci')],
    on: (resource) =>
      resource instanceof CfnBucket &&
      ofType('AWS::S3::Bucket', /\/Media\//)(resource) &&
      resource.loggingConfiguration === undefined,
    reason:
      'Server access logs hold the addresses of people who upload files; CloudTrail records the calls of functions.',
  },
  {
    rules: inPacks('S3BucketReplicationEnabled', 'hipaa', 'nist', 'pci'),
    on: ofType('AWS::S3::Bucket', /\/Media\//),
    reason: 'A replica is a second copy of personal data that erasure would have to reach.',
  },
  {
    rules: inPacks('S3BucketVersioningEnabled', 'hipaa', 'nist', 'pci'),
    on: ofType('AWS::S3::Bucket', /\/Media\//),
    reason:
      'An earlier version would be a copy of personal data after its erasure; a file is written once, under a key that only its record has, and no function overwrites the file of a record.',
  },
];
