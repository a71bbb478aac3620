import { principalsOf } from './principals.ts';
import type { Place } from './principals.ts';
import type { Sample } from './detection-events.ts';

interface Samples {
  readonly counted: readonly Sample[];
  readonly ignored: readonly Sample[];
}

type Detail = Readonly<Record<string, unknown>>;

/** Lines of the log group of management events: for each filter some that it counts, and some that it does not. */
export function filterEvents(place: Place): Readonly<Record<string, Samples>> {
  const { region, deployment } = place;
  const { admin, cfn, minted, ofFunction, user, root } = principalsOf(place);
  const event = (
    what: string,
    source: string,
    eventName: string,
    detail: Detail = {},
    userIdentity: Detail = admin,
  ): Sample => ({
    what,
    event: {
      eventSource: `${source}.amazonaws.com`,
      eventName,
      eventType: 'AwsApiCall',
      eventCategory: 'Management',
      sourceIPAddress: '192.0.2.1',
      userIdentity,
      ...detail,
    },
  });
  const asked = (requestParameters: Detail) => ({ requestParameters });
  const denied = (errorMessage: string) => ({ errorCode: 'AccessDenied', errorMessage });
  const signIn = (detail: Detail): Detail => ({
    eventType: 'AwsConsoleSignIn',
    responseElements: { ConsoleLogin: 'Success' },
    ...detail,
  });
  const roleName = `custos-${deployment}-record-api-${region}`;
  const functionName = `Custos-${deployment}-Service-RecordApiFunction0A1B2C3D-1A2B3C4D5E6F`;
  const ofMedia = `Custos-${deployment}-Media-MediaApiFunction0A1B2C3D-1A2B3C4D5E6F`;
  const ofLearning = `Custos-${deployment}-Learning-ModelApiFunction0A1B2C3D-1A2B3C4D5E6F`;
  const ofSystems = `Custos-${deployment}-Systems-SystemCrmFunction0A1B2C3D-1A2B3C4D5E6F`;
  const ofPages = `Custos-${deployment}-Web-UploadFunction0A1B2C3D-1A2B3C4D5E6F`;
  const unwrapping = asked({
    encryptionContext: { app: 'custos', kid: 'k1', purpose: 'subject-key' },
  });

  return {
    UnauthorizedCalls: {
      counted: [
        event('denied', 's3', 'PutBucketPolicy', denied('no')),
        event('unauthorized', 'ec2', 'RunInstances', {
          errorCode: 'Client.UnauthorizedOperation',
        }),
      ],
      ignored: [
        event('HeadBucket', 's3', 'HeadBucket', { errorCode: 'Client.UnauthorizedOperation' }),
        event('delivery of logs', 's3', 'PutObject', {
          ...denied('no'),
          sourceIPAddress: 'delivery.logs.amazonaws.com',
        }),
        event('a call', 's3', 'PutBucketPolicy'),
      ],
    },
    SignInWithoutMfa: {
      counted: [
        event(
          'a password',
          'signin',
          'ConsoleLogin',
          signIn({ additionalEventData: { MFAUsed: 'No' } }),
          user,
        ),
      ],
      ignored: [
        event(
          'a second factor',
          'signin',
          'ConsoleLogin',
          signIn({ additionalEventData: { MFAUsed: 'Yes' } }),
          user,
        ),
        event(
          'by the organization',
          'signin',
          'ConsoleLogin',
          signIn({ additionalEventData: { MFAUsed: 'No' } }),
        ),
      ],
    },
    RootUse: {
      counted: [event('a call', 'iam', 'CreateUser', {}, root)],
      ignored: [
        event('a service for root', 'kms', 'Decrypt', {}, { ...root, invokedBy: 's3' }),
        event('an event of a service', 'kms', 'RotateKey', { eventType: 'AwsServiceEvent' }, root),
        event('a user', 'iam', 'CreateUser', {}, user),
      ],
    },
    IamPolicyChange: {
      counted: [
        event('by a deployment', 'iam', 'PutRolePolicy', {}, cfn),
        event('a version', 'iam', 'CreatePolicyVersion'),
      ],
      ignored: [event('a read', 'iam', 'GetRolePolicy'), event('another', 's3', 'PutRolePolicy')],
    },
    TrailChange: {
      counted: [event('stop', 'cloudtrail', 'StopLogging')],
      ignored: [event('a read', 'cloudtrail', 'GetTrailStatus')],
    },
    SignInFailure: {
      counted: [
        event('a wrong password', 'signin', 'ConsoleLogin', {
          errorMessage: 'Failed authentication',
        }),
      ],
      ignored: [event('a sign-in', 'signin', 'ConsoleLogin', signIn({}))],
    },
    AnyKeyDisabled: {
      counted: [event('deletion', 'kms', 'ScheduleKeyDeletion')],
      ignored: [event('use', 'kms', 'Decrypt')],
    },
    BucketPolicyChange: {
      counted: [event('a policy', 's3', 'PutBucketPolicy')],
      ignored: [event('a read', 's3', 'GetBucketPolicy')],
    },
    RoleTakeover: {
      counted: [
        event('trust', 'iam', 'UpdateAssumeRolePolicy', asked({ roleName })),
        event('a tag', 'iam', 'TagRole', asked({ roleName }), user),
        event('the deploy role', 'iam', 'AttachRolePolicy', asked({ roleName: 'cdk-hnb-x' })),
        event('a role by path', 'iam', 'CreateRole', {
          requestParameters: { roleName: 'mine', path: `/custos/${region}/${deployment}/` },
        }),
        event(
          'by a role that is named like it',
          'iam',
          'PutRolePolicy',
          asked({ roleName }),
          minted,
        ),
        event('an access key', 'iam', 'CreateAccessKey', asked({ userName: 'eve' })),
        event('a version of a policy', 'iam', 'CreatePolicyVersion', {
          requestParameters: {
            policyArn: `arn:aws:iam::1:policy/custos/${region}/${deployment}/custos-boundary`,
          },
        }),
      ],
      ignored: [
        event('a deployment', 'iam', 'PutRolePolicy', asked({ roleName }), cfn),
        event('another role', 'iam', 'PutRolePolicy', asked({ roleName: 'other' })),
        event('a read', 'iam', 'GetRole', asked({ roleName })),
      ],
    },
    CodeChangedByHand: {
      counted: [
        event('code', 'lambda', 'UpdateFunctionCode20150331v2', asked({ functionName })),
        event('by its ARN', 'lambda', 'AddPermission20150331v2', {
          requestParameters: { functionName: `arn:aws:lambda:r:1:function:${functionName}` },
        }),
        event('a mapping', 'lambda', 'UpdateEventSourceMapping20150331', {
          responseElements: { functionArn: `arn:aws:lambda:r:1:function:${functionName}` },
        }),
        event('by a user', 'lambda', 'DeleteFunction20150331', asked({ functionName }), user),
        event(
          'of media',
          'lambda',
          'UpdateFunctionCode20150331v2',
          asked({ functionName: ofMedia }),
        ),
        event(
          'of a connector',
          'lambda',
          'UpdateFunctionCode20150331v2',
          asked({ functionName: ofSystems }),
        ),
        event(
          'of learning',
          'lambda',
          'UpdateFunctionCode20150331v2',
          asked({ functionName: ofLearning }),
        ),
        event(
          'of the pages',
          'lambda',
          'UpdateFunctionCode20150331v2',
          asked({ functionName: ofPages }),
        ),
      ],
      ignored: [
        event(
          'a deployment',
          'lambda',
          'UpdateFunctionCode20150331v2',
          asked({ functionName }),
          cfn,
        ),
        event('another', 'lambda', 'UpdateFunctionCode20150331v2', asked({ functionName: 'x' })),
      ],
    },
    GuardsChanged: {
      counted: [
        event('a rule', 'events', 'DisableRule'),
        event('selectors', 'cloudtrail', 'PutEventSelectors', {}, user),
        event('alarms', 'monitoring', 'DeleteAlarms', {}, minted),
      ],
      ignored: [
        event('a deployment', 'monitoring', 'DeleteAlarms', {}, cfn),
        event('a read', 'events', 'DescribeRule'),
      ],
    },
    DeniedOnOurData: {
      counted: [
        event('a key', 'kms', 'ScheduleKeyDeletion', denied('on key/0a1b')),
        event(
          'a table',
          'dynamodb',
          'DeleteTable',
          denied(`on resource: arn:aws:dynamodb:r:1:table/Custos-${deployment}-Data-Records-X`),
        ),
        event(
          'a bucket',
          's3',
          'PutBucketPolicy',
          denied(
            `on resource: "arn:aws:s3:::custos-${deployment}-audit-files-x" with an explicit deny`,
          ),
        ),
      ],
      ignored: [
        event('another table', 'dynamodb', 'DeleteTable', denied('on table/Orders')),
        event('a call', 'kms', 'DescribeKey'),
      ],
    },
    DecryptCount: {
      counted: [event('a key of a person', 'kms', 'Decrypt', unwrapping, ofFunction)],
      ignored: [
        event('a table', 'kms', 'Decrypt', asked({ encryptionContext: {} }), ofFunction),
        event('another deployment', 'kms', 'Decrypt', unwrapping, admin),
      ],
    },
  };
}
