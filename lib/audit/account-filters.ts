import type { LogFilter } from './log-filter.ts';

const anyOf = (names: readonly string[]): string =>
  names.map((name) => `($.eventName=${name})`).join(' || ');

/**
 * What the CIS AWS Foundations Benchmark asks of an account. Programs that check it compare the text,
 * spaces and order included, so nothing is added here: more is in the filters of Custos. They also alarm
 * on deployments, which change policies.
 */
export const accountFilters: readonly LogFilter[] = [
  {
    id: 'UnauthorizedCalls',
    benchmark: '5.1',
    // The benchmark leaves out the outer brackets, with which the last two conditions hold for both codes.
    patterns: () => [
      '{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*")) && ($.sourceIPAddress != "delivery.logs.amazonaws.com") && ($.eventName != "HeadBucket") }',
    ],
    threshold: 10,
    impact:
      'A principal tries calls that it may not make, and may look for a way to personal data.',
    firstStep: 'Find the principal with the most AccessDenied in the log of management events.',
  },
  {
    id: 'SignInWithoutMfa',
    benchmark: '5.2',
    patterns: () => [
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    ],
    impact:
      'A user signed in without a second factor, so a stolen password is enough for the account.',
    firstStep: 'Ask the user, end the session, and require a second factor of all users.',
  },
  {
    id: 'RootUse',
    benchmark: '5.3',
    patterns: () => [
      '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
    ],
    impact: 'The root user of the account was used, which no policy of Custos can stop.',
    firstStep: 'Ask who holds it; if no one did this, change its password and end its sessions.',
  },
  {
    id: 'IamPolicyChange',
    benchmark: '5.4',
    patterns: () => [
      `{($.eventSource=iam.amazonaws.com) && (${anyOf([
        'DeleteGroupPolicy',
        'DeleteRolePolicy',
        'DeleteUserPolicy',
        'PutGroupPolicy',
        'PutRolePolicy',
        'PutUserPolicy',
        'CreatePolicy',
        'DeletePolicy',
        'CreatePolicyVersion',
        'DeletePolicyVersion',
        'AttachRolePolicy',
        'DetachRolePolicy',
        'AttachUserPolicy',
        'DetachUserPolicy',
        'AttachGroupPolicy',
        'DetachGroupPolicy',
      ])})}`,
    ],
    impact: 'Policies of IAM changed, and with them who can reach personal data in the account.',
    firstStep: 'Compare with your deployments of that minute; look closer at any other caller.',
  },
  {
    id: 'TrailChange',
    benchmark: '5.5',
    patterns: () => [
      `{${anyOf(['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging'])}}`,
    ],
    impact: 'A trail of the account changed, so what happens to personal data may go unrecorded.',
    firstStep: 'Run npx custos doctor: it shows whether the trails of Custos record.',
  },
  {
    id: 'SignInFailure',
    benchmark: '5.6',
    patterns: () => ['{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}'],
    threshold: 5,
    impact: 'Someone tries passwords for the account, in which personal data is.',
    firstStep: 'Find user and address in the log of management events, and block the address.',
  },
  {
    id: 'AnyKeyDisabled',
    benchmark: '5.7',
    patterns: () => [
      `{($.eventSource=kms.amazonaws.com) && (${anyOf(['DisableKey', 'ScheduleKeyDeletion'])})}`,
    ],
    impact: 'A key of the account was disabled or is about to be deleted, with what it encrypts.',
    firstStep: 'Find the key in the log of management events; cancel its deletion if it is in use.',
  },
  {
    id: 'BucketPolicyChange',
    benchmark: '5.8',
    patterns: () => [
      `{($.eventSource=s3.amazonaws.com) && (${anyOf([
        'PutBucketAcl',
        'PutBucketPolicy',
        'PutBucketCors',
        'PutBucketLifecycle',
        'PutBucketReplication',
        'DeleteBucketPolicy',
        'DeleteBucketCors',
        'DeleteBucketLifecycle',
        'DeleteBucketReplication',
      ])})}`,
    ],
    impact: 'The policy of a bucket of the account changed, and strangers may read what is in it.',
    firstStep: 'Compare with your deployments of that minute; look closer at any other caller.',
  },
];
