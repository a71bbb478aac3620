import { describe, expect, test } from 'vitest';
import { inputTransformer } from '../../local/detection/input-transformer.ts';
import type { InputTransformer } from '../../local/detection/input-transformer.ts';
import { Literals } from '../compliance/literals.ts';
import { fits } from './event-pattern.ts';
import { at, every, everyActing, synthesize, synthesizeWith } from './templates.ts';
import type { Synthesized } from './templates.ts';

const plain = synthesize('prod');
const scanned = synthesizeWith('prod', { media: { malwareScan: 'guardduty' } });

/** Rules that start a function for media, by the source of their events. */
function rulesOf(synthesized: Synthesized) {
  const stacks = (['data', 'media'] as const).map((name) => ({
    stackName: `Custos-prod-${name === 'data' ? 'Data' : 'Media'}`,
    template: synthesized[name],
  }));
  const literals = new Literals(stacks);
  const [, media] = stacks;
  return new Map(
    every(synthesized.media, 'AWS::Events::Rule').map(([id, { Properties }]) => {
      const pattern = literals.of(media!, Properties['EventPattern']) as Record<string, unknown>;
      const [target, ...others] = Properties['Targets'] as unknown[];
      expect(others).toEqual([]);
      return [String(at(pattern, 'source', 0)), { id, pattern, target }] as const;
    }),
  );
}

const bucketOf = (synthesized: Synthesized): string => {
  const pattern = rulesOf(synthesized).get('aws.s3')?.pattern;
  return String(at(pattern, 'detail', 'bucket', 'name', 0));
};

/** Amazon S3 User Guide, "EventBridge event message structure". */
const stored = (bucket: string, key: string) => ({
  version: '0',
  source: 'aws.s3',
  'detail-type': 'Object Created',
  account: '111122223333',
  region: 'eu-central-1',
  resources: [`arn:aws:s3:::${bucket}`],
  detail: {
    version: '0',
    bucket: { name: bucket },
    object: {
      key,
      size: 5,
      etag: 'b1946ac92492d2347c6235b4d2611184',
      sequencer: '617f08299329d189',
    },
    'request-id': 'N4N7GDK58NMKJ12R',
    requester: '123456789012',
    'source-ip-address': '192.0.2.17',
    reason: 'PostObject',
  },
});

/** Amazon GuardDuty User Guide, "Monitoring S3 object scans with Amazon EventBridge". */
const ended = (bucketName: string, objectKey: string) => ({
  version: '0',
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Malware Protection Object Scan Result',
  account: '111122223333',
  region: 'eu-central-1',
  resources: ['arn:aws:guardduty:eu-central-1:111122223333:malware-protection-plan/b4c7f464ab'],
  detail: {
    schemaVersion: '1.0',
    scanStatus: 'COMPLETED',
    resourceType: 'S3_OBJECT',
    s3ObjectDetails: { bucketName, objectKey, eTag: 'ASIAI44QH8DHBEXAMPLE', s3Throttled: false },
    scanResultDetails: { scanResultStatus: 'NO_THREATS_FOUND', threats: null },
  },
});

const upload = 'uploads/0f8fad5b-d9cb-469f-a165-70867728950e';

describe('an upload', () => {
  const { pattern, target } = rulesOf(plain).get('aws.s3')!;
  const bucket = bucketOf(plain);
  const inputOf = inputTransformer(at(target, 'InputTransformer') as InputTransformer);

  test('starts the intake, and no other object does, nor another bucket', () => {
    const media = upload.replace('uploads', 'media/0f8fad5b-d9cb-469f-a165-70867728950e');

    expect(bucket).toMatch(/^custos-prod-data-media/);
    expect(fits(pattern, stored(bucket, upload))).toBe(true);
    expect(fits(pattern, stored(bucket, media))).toBe(false);
    expect(fits(pattern, stored('custos-prod-data-exports', upload))).toBe(false);
    expect(fits(pattern, { ...stored(bucket, upload), 'detail-type': 'Object Deleted' })).toBe(
      false,
    );
  });

  test('is named by its key alone: the event of S3 has the address of the sender of the file', () => {
    const event = stored(bucket, upload);

    expect(JSON.stringify(event)).toContain('192.0.2.17');
    expect(JSON.parse(inputOf(event))).toEqual({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { object: { key: upload } },
    });
  });

  test('has no queue behind its rule, which would keep the event as S3 sent it', () => {
    for (const synthesized of [plain, scanned]) {
      for (const { target: each } of rulesOf(synthesized).values()) {
        expect(at(each, 'DeadLetterConfig')).toBeUndefined();
        expect(at(each, 'RetryPolicy')).toBeUndefined();
      }
    }
  });

  test('that the intake could not process is in its queue, with an alarm, as is one not delivered', () => {
    const [, { Properties: intake } = { Properties: {} }] =
      every(plain.media, 'AWS::Lambda::Function').find(([id]) => id.startsWith('MediaIntake')) ??
      [];
    const queue = String(at(intake, 'DeadLetterConfig', 'TargetArn', 'Fn::GetAtt', 0));
    const [, alarm] = every(scanned.watch, 'AWS::CloudWatch::Alarm').find(([id]) =>
      id.includes('UploadsUnprocessed'),
    )!;
    const metrics = JSON.stringify(at(alarm.Properties, 'Metrics'));

    expect(plain.media.Resources[queue]?.Type).toBe('AWS::SQS::Queue');
    expect(metrics).toContain(queue);
    expect(metrics.match(/FailedInvocations/g)).toHaveLength(2);
  });
});

describe('the scan for malware', () => {
  const variableIn = (synthesized: Synthesized) =>
    everyActing(synthesized, 'AWS::Lambda::Function').flatMap(([, { Properties }]) => {
      const value = at(Properties, 'Environment', 'Variables', 'CUSTOS_MALWARE_SCAN');
      return value === undefined ? [] : [value];
    });

  test('is off unless the operator asks', () => {
    const types = Object.values(plain.media.Resources).map(({ Type }) => Type);

    expect(types).not.toContain('AWS::GuardDuty::MalwareProtectionPlan');
    expect([...rulesOf(plain).keys()]).toEqual(['aws.s3']);
    expect(variableIn(plain)).toEqual(['none']);
    expect(JSON.stringify(plain.data)).not.toContain('malware-scan');
  });

  test('covers uploads and tags them, and files wait for it', () => {
    const [[, plan] = [], ...others] = every(
      scanned.media,
      'AWS::GuardDuty::MalwareProtectionPlan',
    );

    expect(others).toEqual([]);
    expect(plan?.Properties).toMatchObject({
      Actions: { Tagging: { Status: 'ENABLED' } },
      ProtectedResource: { S3Bucket: { ObjectPrefixes: ['uploads/'] } },
    });
    expect(variableIn(scanned)).toEqual(['required']);
  });

  test('starts the intake again when it has ended, by the name of the upload', () => {
    const { pattern, target } = rulesOf(scanned).get('aws.guardduty')!;
    const event = ended(bucketOf(scanned), upload);
    const inputOf = inputTransformer(at(target, 'InputTransformer') as InputTransformer);

    expect(fits(pattern, event)).toBe(true);
    expect(fits(pattern, ended('orders', upload))).toBe(false);
    expect(JSON.parse(inputOf(event))).toEqual({
      source: 'aws.guardduty',
      'detail-type': 'GuardDuty Malware Protection Object Scan Result',
      detail: { s3ObjectDetails: { objectKey: upload } },
    });
  });

  test('begins once its role has its permissions, which GuardDuty tries', () => {
    const [[, plan] = []] = every(scanned.media, 'AWS::GuardDuty::MalwareProtectionPlan');
    const policies = [plan?.DependsOn]
      .flat()
      .map((id) => scanned.media.Resources[String(id)]?.Type);

    expect(policies).toContain('AWS::IAM::ManagedPolicy');
  });
});
