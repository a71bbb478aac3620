import { Aws } from 'aws-cdk-lib';

/** A statement of a policy, as IAM reads it. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** Whose trails write where. */
export interface TrailFilesAccess {
  readonly partition?: string;
  readonly account?: string;
  /** ARNs of the trails. */
  readonly trails: readonly string[];
}

const cloudTrail = { Service: 'cloudtrail.amazonaws.com' };
const sourceIs = (trails: readonly string[]) => ({ StringEquals: { 'aws:SourceArn': trails } });

/** What the policy of a bucket has, so that the trails write into it and no others do. */
export const bucketStatements = (
  bucketArn: string,
  { account = Aws.ACCOUNT_ID, trails }: TrailFilesAccess,
): Statement[] => [
  {
    Sid: 'TrailsCheck',
    Effect: 'Allow',
    Principal: cloudTrail,
    Action: 's3:GetBucketAcl',
    Resource: bucketArn,
    Condition: sourceIs(trails),
  },
  {
    Sid: 'TrailsWrite',
    Effect: 'Allow',
    Principal: cloudTrail,
    Action: 's3:PutObject',
    Resource: `${bucketArn}/AWSLogs/${account}/*`,
    Condition: sourceIs(trails),
  },
];

/** What the policy of a key has, so that the trails encrypt with it. */
export const keyStatements = ({
  partition = Aws.PARTITION,
  account = Aws.ACCOUNT_ID,
  trails,
}: TrailFilesAccess): Statement[] => [
  {
    Sid: 'TrailsEncrypt',
    Effect: 'Allow',
    Principal: cloudTrail,
    Action: 'kms:GenerateDataKey*',
    Resource: '*',
    Condition: {
      ...sourceIs(trails),
      StringLike: {
        'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:${account}:trail/*`,
      },
    },
  },
  {
    Sid: 'TrailsDescribe',
    Effect: 'Allow',
    Principal: cloudTrail,
    Action: 'kms:DescribeKey',
    Resource: '*',
    Condition: sourceIs(trails),
  },
];
