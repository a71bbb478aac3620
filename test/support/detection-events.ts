import type { DetectionId } from '../../lib/audit/detections.ts';
import { principalsOf } from './principals.ts';
import type { Place } from './principals.ts';

export interface Sample {
  readonly what: string;
  readonly event: Readonly<Record<string, unknown>>;
}

interface Samples {
  readonly fires: readonly Sample[];
  readonly silent: readonly Sample[];
}

type Detail = Readonly<Record<string, unknown>>;

/** Events as EventBridge delivers them: for each detection some that it must report, and some that it must not. */
export function detectionEvents(
  place: Place & { /** ARN of a key that is watched. */ readonly key: string },
): Readonly<Record<DetectionId, Samples>> {
  const { account, region, deployment, key } = place;
  const { admin, cfn, minted, ofFunction, otherPath, user, root, otherAccount } =
    principalsOf(place);
  const service = { type: 'AWSService', invokedBy: 'lambda.amazonaws.com' };

  const call =
    (source: string, category: 'Management' | 'Data') =>
    (eventName: string, detail: Detail, userIdentity: Detail = admin): Detail => ({
      version: '0',
      id: 'b1946ac9-2d5a-4c5a-8f5e-000000000001',
      source: `aws.${source}`,
      'detail-type': 'AWS API Call via CloudTrail',
      account,
      region,
      detail: {
        eventVersion: '1.11',
        eventSource: `${source}.amazonaws.com`,
        eventCategory: category,
        eventName,
        eventTime: '2026-11-28T22:00:00Z',
        eventID: 'b1946ac9-2d5a-4c5a-8f5e-000000000002',
        sourceIPAddress: '192.0.2.1',
        userIdentity,
        ...detail,
      },
    });
  const [trail, kms, table, iam, lambda, bucket] = [
    'cloudtrail',
    'kms',
    'dynamodb',
    'iam',
    'lambda',
    's3',
  ].map((source) => call(source, 'Management')) as [Made, Made, Made, Made, Made, Made];
  const [rows, invocation, object] = ['dynamodb', 'lambda', 's3'].map((source) =>
    call(source, 'Data'),
  ) as [Made, Made, Made];

  const asked = (requestParameters: Detail, more: Detail = {}) => ({ requestParameters, ...more });
  const on = (...arns: readonly string[]) => ({
    resources: arns.map((ARN) => ({ ARN, accountId: account })),
  });
  const dataTrail = `custos-${deployment}-data-${region}`;
  const records = `Custos-${deployment}-Data-Records429B5BF3-1A2B3C4D5E6F`;
  const tableArn = (name: string) => `arn:aws:dynamodb:${region}:${account}:table/${name}`;
  const functionArn = (name: string) =>
    `arn:aws:lambda:${region}:${account}:function:Custos-${deployment}-Service-${name}`;
  const auditFiles = `custos-${deployment}-audit-files0a1b2c3d-1a2b3c4d5e6f`;
  const exports_ = `custos-${deployment}-data-exports0a1b2c3d-1a2b3c4d5e6f`;
  const functionRole = `custos-${deployment}-record-api-${region}`;
  const ofRecords = on(tableArn(records));

  return {
    TrailTamper: {
      fires: [
        { what: 'logging stops', event: trail('StopLogging', asked({ name: dataTrail })) },
        {
          what: 'a trail is deleted by its ARN',
          event: trail(
            'DeleteTrail',
            asked({
              name: `arn:aws:cloudtrail:${region}:${account}:trail/custos-${deployment}-management-${region}`,
            }),
          ),
        },
        {
          what: 'a deployment narrows the selectors',
          event: trail('PutEventSelectors', asked({ trailName: dataTrail }), cfn),
        },
        {
          what: 'a denied try',
          event: trail('UpdateTrail', asked({ name: dataTrail }, { errorCode: 'AccessDenied' })),
        },
      ],
      silent: [
        { what: 'a read', event: trail('GetTrailStatus', asked({ name: dataTrail })) },
        { what: 'another trail', event: trail('StopLogging', asked({ name: 'of-another-team' })) },
      ],
    },
    LockTamper: {
      fires: [
        {
          what: 'a deployment shortens the lock',
          event: bucket('PutBucketObjectLockConfiguration', asked({ bucketName: auditFiles }), cfn),
        },
        {
          what: 'the life cycle of the bucket changes',
          event: bucket('PutBucketLifecycle', asked({ bucketName: auditFiles })),
        },
        {
          what: 'the policy is deleted',
          event: bucket('DeleteBucketPolicy', asked({ bucketName: auditFiles }), root),
        },
        {
          what: 'a file of the trail is deleted',
          event: object(
            'DeleteObject',
            asked(
              { bucketName: auditFiles, key: 'AWSLogs/1/CloudTrail/one.json.gz' },
              on(`arn:aws:s3:::${auditFiles}/AWSLogs/1/CloudTrail/one.json.gz`),
            ),
          ),
        },
      ],
      silent: [
        {
          what: 'an auditor reads a file',
          event: object('GetObject', asked({ bucketName: auditFiles })),
        },
        {
          what: 'the policy of another bucket',
          event: bucket('PutBucketPolicy', asked({ bucketName: 'of-another-team' })),
        },
      ],
    },
    KeyTamper: {
      fires: [
        {
          what: 'a key is scheduled for deletion',
          event: kms('ScheduleKeyDeletion', asked({ keyId: key }, on(key))),
        },
        {
          what: 'a deployment opens a key',
          event: kms('PutKeyPolicy', asked({ keyId: key }, on(key)), cfn),
        },
      ],
      silent: [
        { what: 'a deletion is cancelled', event: kms('CancelKeyDeletion', on(key)) },
        { what: 'another key', event: kms('DisableKey', on(`${key}0`)) },
        { what: 'use', event: kms('Decrypt', on(key)) },
      ],
    },
    TableTamper: {
      fires: [
        { what: 'a table is deleted', event: table('DeleteTable', asked({ tableName: records })) },
        {
          what: 'a table is named by its ARN',
          event: table('UpdateContinuousBackups', asked({ tableName: tableArn(records) })),
        },
        {
          what: 'the policy of a table, by a user',
          event: table('DeleteResourcePolicy', asked({ resourceArn: tableArn(records) }), user),
        },
        {
          what: 'a role that is named like that of deployments',
          event: table('UpdateTable', asked({ tableName: records }), minted),
        },
      ],
      silent: [
        {
          what: 'a deployment',
          event: table('UpdateTimeToLive', asked({ tableName: records }), cfn),
        },
        { what: 'another table', event: table('DeleteTable', asked({ tableName: 'Orders' })) },
        {
          what: 'another deployment',
          event: table('DeleteTable', asked({ tableName: `Custos-${deployment}-2-Data-Records` })),
        },
        { what: 'a read', event: table('DescribeTable', asked({ tableName: records })) },
      ],
    },
    CopyOut: {
      fires: [
        {
          what: 'an export into a bucket',
          event: table('ExportTableToPointInTime', asked({ tableArn: tableArn(records) })),
        },
        {
          what: 'a restore to another name, by a deployment',
          event: table(
            'RestoreTableToPointInTime',
            asked({ sourceTableName: records, targetTableName: 'mine' }),
            cfn,
          ),
        },
        {
          what: 'a restore from a backup',
          event: table(
            'RestoreTableFromBackup',
            asked({ backupArn: `${tableArn(records)}/backup/01`, targetTableName: 'mine' }),
          ),
        },
        { what: 'a backup', event: table('CreateBackup', asked({ tableName: records }), user) },
      ],
      silent: [
        {
          what: 'a copy of another table',
          event: table('CreateBackup', asked({ tableName: 'Orders' })),
        },
        { what: 'a read', event: table('ListBackups', asked({ tableName: records })) },
      ],
    },
    Stranger: {
      fires: [
        { what: 'an administrator reads rows', event: rows('Query', ofRecords) },
        { what: 'a user', event: rows('Scan', ofRecords, user) },
        { what: 'the root user', event: rows('GetItem', ofRecords, root) },
        { what: 'another account', event: rows('GetItem', ofRecords, otherAccount) },
        { what: 'a role of another deployment', event: rows('GetItem', ofRecords, otherPath) },
        { what: 'the role of deployments', event: rows('Scan', ofRecords, cfn) },
        {
          what: 'a stream',
          event: rows(
            'GetShardIterator',
            on(`${tableArn(records)}/stream/2026-01-01T00:00:00.000`),
          ),
        },
        {
          what: 'an export is deleted',
          event: object('DeleteObject', on(`arn:aws:s3:::${exports_}/exports/one.zip`), user),
        },
        {
          what: 'a function is started by hand',
          event: invocation('Invoke', on(`${functionArn('FulfilmentFunction0A1B2C3D-X')}:live`)),
        },
        {
          what: 'a function is started by a role that is named like that of deployments',
          event: invocation('Invoke', on(functionArn('PolicyChangeFunction0A-X')), minted),
        },
      ],
      silent: [
        { what: 'a function of Custos', event: rows('Query', ofRecords, ofFunction) },
        { what: 'another table', event: rows('Query', on(tableArn('Orders'))) },
        {
          what: 'a service of AWS',
          event: invocation('Invoke', on(functionArn('FulfilmentFunction0A1B2C3D-X')), service),
        },
        {
          what: 'a deployment brings another policy',
          event: invocation('Invoke', on(functionArn('PolicyChangeFunction0A-X')), cfn),
        },
        {
          what: 'an auditor reads a file of the trails',
          event: object('GetObject', on(`arn:aws:s3:::${auditFiles}/AWSLogs/1/one.json.gz`)),
        },
        { what: 'a call on a table', event: table('DescribeTable', asked({ tableName: records })) },
      ],
    },
    PartiqlSelect: {
      fires: [
        {
          what: 'a statement',
          event: rows(
            'ExecuteStatement',
            asked({ statement: `SELECT * FROM "${records}"` }, ofRecords),
          ),
        },
        {
          what: 'in lower case, by a function',
          event: rows(
            'ExecuteStatement',
            asked({ statement: `select * from "${records}"` }, ofRecords),
            ofFunction,
          ),
        },
        {
          what: 'after a space, in a batch',
          event: rows(
            'BatchExecuteStatement',
            asked({ requestItems: [{ statement: ` SELECT * FROM "${records}"` }] }, ofRecords),
          ),
        },
        {
          what: 'in a transaction',
          event: rows(
            'ExecuteTransaction',
            asked({ transactStatements: [{ statement: `SELECT * FROM "${records}"` }] }, ofRecords),
          ),
        },
      ],
      silent: [
        {
          what: 'a change by a function',
          event: rows(
            'ExecuteTransaction',
            asked(
              {
                transactStatements: [
                  { statement: `INSERT INTO "${records}" VALUE {'id': ?}` },
                  { statement: `DELETE FROM "${records}" WHERE "id" = ? AND "version" = ?` },
                ],
              },
              ofRecords,
            ),
            ofFunction,
          ),
        },
        {
          what: 'another table',
          event: rows(
            'ExecuteStatement',
            asked({ statement: 'SELECT * FROM "Orders"' }, on(tableArn('Orders'))),
          ),
        },
      ],
    },
    ExportsOpened: {
      fires: [
        {
          what: 'a policy by hand',
          event: bucket('PutBucketPolicy', asked({ bucketName: exports_ })),
        },
        {
          what: 'replication by a role that is named like that of deployments',
          event: bucket('PutBucketReplication', asked({ bucketName: exports_ }), minted),
        },
      ],
      silent: [
        {
          what: 'a deployment',
          event: bucket('PutBucketPolicy', asked({ bucketName: exports_ }), cfn),
        },
        { what: 'a read', event: bucket('GetBucketPolicy', asked({ bucketName: exports_ })) },
      ],
    },
    Takeover: {
      fires: [
        {
          what: 'another principal may assume a role',
          event: iam('UpdateAssumeRolePolicy', asked({ roleName: functionRole })),
        },
        {
          what: 'a role is made before its function is deployed',
          event: iam('CreateRole', asked({ roleName: functionRole }), user),
        },
        {
          what: 'a tag that keys look at',
          event: iam('TagRole', asked({ roleName: functionRole })),
        },
        {
          what: 'other code, by the ARN of the function',
          event: lambda(
            'UpdateFunctionCode20150331v2',
            asked({ functionName: functionArn('RecordApiFunction0A1B2C3D-X') }),
          ),
        },
        {
          what: 'other code of a function for media',
          event: lambda(
            'UpdateFunctionCode20150331v2',
            asked({ functionName: `Custos-${deployment}-Media-MediaApiFunction0A1B2C3D-X` }),
          ),
        },
        {
          what: 'other code of a function of a connector',
          event: lambda(
            'UpdateFunctionCode20150331v2',
            asked({ functionName: `Custos-${deployment}-Systems-SystemCrmFunction0A1B2C3D-X` }),
          ),
        },
        {
          what: 'other code of a function for learning',
          event: lambda(
            'UpdateFunctionCode20150331v2',
            asked({ functionName: `Custos-${deployment}-Learning-ModelApiFunction0A1B2C3D-X` }),
          ),
        },
        {
          what: 'other code of the function that writes the pages',
          event: lambda(
            'UpdateFunctionCode20150331v2',
            asked({ functionName: `Custos-${deployment}-Web-UploadFunction0A1B2C3D-X` }),
          ),
        },
        {
          what: 'other code, by a role that is named like that of deployments',
          event: lambda(
            'UpdateFunctionCode20150331v2',
            asked({ functionName: `Custos-${deployment}-Service-RecordApiFunction0A1B2C3D-X` }),
            minted,
          ),
        },
      ],
      silent: [
        {
          what: 'a deployment',
          event: iam('CreateRole', asked({ roleName: functionRole }), cfn),
        },
        { what: 'another role', event: iam('CreateRole', asked({ roleName: 'other' })) },
        { what: 'a read', event: iam('GetRole', asked({ roleName: functionRole })) },
      ],
    },
    SevereFinding: {
      fires: [
        { what: 'severity 8', event: finding(8) },
        { what: 'severity 7', event: finding(7) },
      ],
      silent: [{ what: 'severity 5.3', event: finding(5.3) }],
    },
    OpenedToOthers: {
      fires: [
        { what: 'a table', event: access(tableArn(records)) },
        { what: 'a role', event: access(ofFunction.sessionContext.sessionIssuer.arn) },
        { what: 'a bucket', event: access(`arn:aws:s3:::${exports_}`) },
      ],
      silent: [
        { what: 'a finding that ended', event: access(tableArn(records), 'RESOLVED') },
        { what: 'a bucket of another program', event: access('arn:aws:s3:::of-another-team') },
      ],
    },
  };
}

type Made = (eventName: string, detail: Detail, userIdentity?: Detail) => Detail;

const finding = (severity: number): Detail => ({
  version: '0',
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Finding',
  detail: {
    id: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    type: 'Exfiltration:S3/AnomalousBehavior',
    title: 'An API that is used to read objects was called in an unusual way.',
    severity,
  },
});

const access = (resource: string, status = 'ACTIVE'): Detail => ({
  version: '0',
  source: 'aws.access-analyzer',
  'detail-type': 'Access Analyzer Finding',
  detail: { version: '1.0', id: '0a1b2c3d-0000-4000-8000-000000000001', status, resource },
});
