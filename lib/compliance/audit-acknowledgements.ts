import type { Acknowledgement } from './acknowledgement.ts';
import { inPacks, ofType } from './acknowledgement.ts';

const configuration = /-Audit\/Account\/Config\//;
const accesses = ofType('AWS::S3::Bucket', /-Audit\/(Files\/)?Accesses\//);

const results = ofType('AWS::S3::Bucket', /-Audit\/Queries\/Results\//);

export const auditAcknowledgements: readonly Acknowledgement[] = [
  {
    rules: inPacks('S3BucketReplicationEnabled', 'hipaa', 'nist', 'pci'),
    on: results,
    reason:
      'Results of queries are copies of events that expire after a week, and the query can be run again.',
  },
  {
    rules: inPacks('S3BucketReplicationEnabled', 'hipaa', 'nist', 'pci'),
    on: ofType('AWS::S3::Bucket', /-Audit\/Files\/Resource\//),
    reason:
      'Object lock keeps the files of the trails where they are; an operator who needs them in another account records into a trail of the organization as well.',
  },
  {
    rules: inPacks('S3BucketReplicationEnabled', 'hipaa', 'nist', 'pci'),
    on: accesses,
    reason:
      'The log of accesses to the trail bucket supports the evidence of the trails, which record the same calls, and is not needed to verify them.',
  },
  {
    rules: inPacks('S3DefaultEncryptionKMS', 'hipaa', 'nist', 'pci'),
    on: accesses,
    reason:
      'Amazon S3 delivers server access logs only to buckets that it encrypts with its own keys, AES-256 as well.',
  },
  {
    rules: inPacks('CloudTrailCloudWatchLogsEnabled', 'hipaa', 'nist', 'pci'),
    on: ofType('AWS::CloudTrail::Trail', /-Audit\/Trails\/Data$/),
    reason:
      'Data events are many: rules of EventBridge receive them within seconds and Athena queries their files; a log group would be a third copy without a reader.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', /-Audit\/Trails\/ManagementLogPolicy\//),
    wildcard: /:log-stream:<AWS::AccountId>_CloudTrail_<AWS::Region>\*$/,
    reason:
      'CloudTrail names the log streams when it writes, by account and Region; the role reaches no other group and no other stream.',
  },
  {
    rules: inPacks('S3BucketReplicationEnabled', 'hipaa', 'nist', 'pci'),
    on: ofType('AWS::S3::Bucket', configuration),
    reason:
      'AWS Config keeps the history of configurations itself; the files in this bucket are a copy of it.',
  },
  {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWS_ConfigRole]',
    ],
    on: ofType('AWS::IAM::Role', configuration),
    reason:
      'AWS Config reads the resources of the account with the managed policy that AWS writes for it and extends with new types; it reads configurations, not data.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', configuration),
    wildcard: /\/AWSLogs\/<AWS::AccountId>\/Config\/\*$/,
    reason:
      'AWS Config names its files when it writes them, by Region and time; the role reaches no other prefix.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', /-Audit\/Verification\/(Boundary|Function\/Policy)\//),
    wildcard: /(\/AWSLogs\/<AWS::AccountId>\/\*|:log-group:Custos-[\w-]+-Audit-\*)$/,
    reason:
      'CloudTrail makes a file every few minutes, so the folder of the account is as narrow as a policy can be; the log group is named by CloudFormation.',
  },
  {
    rules: ['AwsSolutions-IAM5'],
    on: ofType('AWS::IAM::ManagedPolicy', /-Audit\/Verification\/Function\/Policy\//),
    wildcard: /^\*$/,
    reason:
      'The public keys of CloudTrail are not a resource of the account: IAM supports none for cloudtrail:ListPublicKeys, which only reads them.',
  },
];
