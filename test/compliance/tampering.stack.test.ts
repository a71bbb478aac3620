import { describe, expect, test } from 'vitest';
import { bucketReshapings } from '../../lib/audit/trail-bucket.ts';
import { detectionRules } from '../support/detection-rules.ts';
import { counts } from '../support/filter-pattern.ts';
import { principalsOf } from '../support/principals.ts';
import { fits } from '../stacks/event-pattern.ts';
import { at, every } from '../stacks/templates.ts';
import { deployment } from './deployment.ts';
import { account, region } from './literals.ts';
import { decide, outsider } from './simulate.ts';

/** What CloudTrail writes where the name of the event is not that of the action. */
const eventNames: Readonly<Record<string, string>> = {
  's3:BypassGovernanceRetention': 'DeleteObject',
  's3:DeleteObjectVersion': 'DeleteObject',
  's3:PutEncryptionConfiguration': 'PutBucketEncryption',
  's3:PutLifecycleConfiguration': 'PutBucketLifecycle',
};

const onFiles = /Object(Version|Retention)?$|BypassGovernanceRetention/;

// An administrator of the account, and of nothing in Custos.
describe.each(['dev', 'prod'] as const)('an administrator of %s', (stage) => {
  const where = deployment(stage);
  const { rules } = detectionRules(stage);
  const audit = where.synthesized.audit!;
  const { admin } = principalsOf({ account, region, deployment: stage });
  const trails = every(audit, 'AWS::CloudTrail::Trail').map(
    ([, { Properties }]) => where.literal('audit', Properties) as Readonly<Record<string, unknown>>,
  );
  const bucket = String(trails[0]?.['S3BucketName']);
  const key = String(trails[0]?.['KMSKeyId']);
  const filters = every(audit, 'AWS::Logs::MetricFilter').map(([, { Properties }]) =>
    where.text('audit', Properties['FilterPattern']),
  );

  const isNoticed = (action: string, detail: Readonly<Record<string, unknown>>): boolean => {
    const [service = '', name = ''] = action.split(':');
    const record = {
      eventSource: `${service}.amazonaws.com`,
      eventName: eventNames[action] ?? name,
      eventType: 'AwsApiCall',
      userIdentity: admin,
      sourceIPAddress: '192.0.2.1',
      ...detail,
    };
    const event = {
      source: `aws.${service}`,
      'detail-type': 'AWS API Call via CloudTrail',
      detail: record,
    };
    return (
      [...rules.values()].some((pattern) => fits(pattern, event)) ||
      filters.some((pattern) => counts(pattern, record, { absentDiffers: false }))
    );
  };

  test('does not stop or narrow a trail without a report', () => {
    for (const { TrailName: name } of trails) {
      for (const [action, parameter] of [
        ['StopLogging', 'name'],
        ['DeleteTrail', 'name'],
        ['UpdateTrail', 'name'],
        ['PutEventSelectors', 'trailName'],
        ['PutInsightSelectors', 'trailName'],
      ] as const) {
        const detail = { requestParameters: { [parameter]: name } };
        expect(isNoticed(`cloudtrail:${action}`, detail), `${action} ${String(name)}`).toBe(true);
      }
    }
  });

  test('does not change the bucket of the trails, or is reported', async () => {
    for (const action of bucketReshapings) {
      const resource = `arn:aws:s3:::${bucket}${onFiles.test(action) ? '/AWSLogs/1/one.json.gz' : ''}`;
      const denied = (await decide(where, outsider, { action, resource })) !== 'Allowed';

      expect(denied, action).toBe(stage === 'prod');
      expect(isNoticed(action, { requestParameters: { bucketName: bucket } }), action).toBe(true);
    }
  });

  test.each(['ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy'])(
    'may call %s on the key of the trails, which is reported',
    async (name) => {
      const action = `kms:${name}`;
      const context = { 'kms:ScheduleKeyDeletionPendingWindowInDays': '30' };
      const call = { action, resource: key, ...(name === 'ScheduleKeyDeletion' && { context }) };

      expect(await decide(where, outsider, call)).toBe('Allowed');
      expect(isNoticed(action, { resources: [{ ARN: key }] })).toBe(true);
    },
  );

  test.each([
    'events:DisableRule',
    'events:RemoveTargets',
    'events:DeleteRule',
    'sns:DeleteTopic',
    'sns:Unsubscribe',
    'logs:DeleteMetricFilter',
    'logs:DeleteLogGroup',
    'monitoring:DeleteAlarms',
    'monitoring:DisableAlarmActions',
  ])('does not switch off what reports by %s without an alarm', (action) => {
    expect(isNoticed(action, {})).toBe(true);
  });

  test('is not what the rules report alone: a call on nothing of Custos is not noticed', () => {
    expect(isNoticed('s3:PutBucketVersioning', { requestParameters: { bucketName: 'b' } })).toBe(
      false,
    );
    expect(at(admin, 'type')).toBe('AssumedRole');
  });
});
