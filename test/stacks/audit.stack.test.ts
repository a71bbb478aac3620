import { describe, expect, test } from 'vitest';
import { dataSelectors } from '../../lib/audit/selectors.ts';
import { constructId } from '../../lib/facts.ts';
import { functions, functionsByStack } from '../../lib/functions.ts';
import { stackNames } from '../../lib/names.ts';
import { stages } from '../../lib/stages.ts';
import { deployment } from '../compliance/deployment.ts';
import { account, region } from '../compliance/literals.ts';
import { allowed, outsider, refused, service } from '../compliance/simulate.ts';
import { actingStacks, at, every, synthesize, synthesizeWith } from './templates.ts';

interface Field {
  readonly Field: string;
  readonly Equals?: readonly string[];
  readonly NotEquals?: readonly string[];
  readonly StartsWith?: readonly string[];
  readonly NotStartsWith?: readonly string[];
}

/** Whether CloudTrail records the event under these fields, by its rules for advanced event selectors. */
const selects = (fields: readonly Field[], event: Readonly<Record<string, string>>): boolean =>
  fields.every(({ Field: name, ...operators }) => {
    const value = event[name] ?? '';
    const { Equals, NotEquals, StartsWith, NotStartsWith } = operators;
    return (
      (Equals === undefined || Equals.includes(value)) &&
      (NotEquals === undefined || !NotEquals.includes(value)) &&
      (StartsWith === undefined || StartsWith.some((prefix) => value.startsWith(prefix))) &&
      (NotStartsWith === undefined || !NotStartsWith.some((prefix) => value.startsWith(prefix)))
    );
  });

describe.each(['dev', 'prod'] as const)('the trails of %s', (stage) => {
  const where = deployment(stage);
  const { synthesized } = where;
  const audit = synthesized.audit!;
  const trails = new Map(
    every(audit, 'AWS::CloudTrail::Trail').map(([id, { Properties }]) => [
      id.replace(/[0-9A-F]{8}$/, ''),
      where.literal('audit', Properties) as Readonly<Record<string, unknown>>,
    ]),
  );
  const [management, data] = [trails.get('TrailsManagement')!, trails.get('TrailsData')!];
  const selectors = (trail: unknown) =>
    (at(trail, 'AdvancedEventSelectors') as unknown[]).map(
      (selector) => at(selector, 'FieldSelectors') as Field[],
    );
  const isRecorded = (type: string, arn: string, eventName: string): boolean =>
    selectors(data).some((fields) =>
      selects(fields, {
        eventCategory: 'Data',
        'resources.type': type,
        'resources.ARN': arn,
        eventName,
      }),
    );
  const arns = (template: 'data' | 'web' | (typeof actingStacks)[number], type: string): string[] =>
    every(synthesized[template]!, type).map(([id]) =>
      where.text(template, { 'Fn::GetAtt': [id, 'Arn'] }),
    );
  const bucket = where.text('audit', at(management, 'S3BucketName'));

  test('are two, which record from the first day and can be verified', () => {
    expect([...trails.keys()].sort()).toEqual(['TrailsData', 'TrailsManagement']);
    for (const trail of trails.values()) {
      expect(trail).toMatchObject({
        IsLogging: true,
        EnableLogFileValidation: true,
        S3BucketName: bucket,
        KMSKeyId: expect.stringMatching(/^arn:aws:kms:/) as unknown,
      });
      expect(trail).not.toHaveProperty('EventSelectors');
      for (const { Field: name } of selectors(trail).flat()) {
        expect(['eventCategory', 'eventName', 'resources.ARN', 'resources.type']).toContain(name);
      }
    }
    expect(management).toMatchObject({
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
    });
  });

  test('record every management event, those of IAM and KMS among them', () => {
    expect(selectors(management)).toEqual([[{ Field: 'eventCategory', Equals: ['Management'] }]]);
    expect(management).toHaveProperty('CloudWatchLogsLogGroupArn');
  });

  test('record calls on every table and its indexes but that of aliases', () => {
    const tables = arns('data', 'AWS::DynamoDB::Table');
    const recorded = tables.filter((arn) => isRecorded('AWS::DynamoDB::Table', arn, 'Query'));
    const leftOut = tables.filter((arn) => !recorded.includes(arn));

    expect(tables.length).toBeGreaterThan(15);
    expect(leftOut).toHaveLength(1);
    expect(leftOut[0]).toContain(`:table/Custos-${stage}-Data-Aliases`);
  });

  test('record who begins to read a stream, and not each read of Lambda', () => {
    const streams = arns('data', 'AWS::DynamoDB::Table').map((arn) => `${arn}/stream/2026-01-01`);
    const of = (eventName: string) =>
      streams.filter((arn) => isRecorded('AWS::DynamoDB::Stream', arn, eventName));

    expect(of('GetShardIterator')).toEqual(streams);
    expect(of('GetRecords')).toEqual([]);
  });

  test('record what is done to exports, without the addresses of people who fetch them', () => {
    const [exports_ = ''] = arns('data', 'AWS::S3::Bucket');
    const object = `${exports_}/exports/0198c0de`;

    expect(isRecorded('AWS::S3::Object', object, 'DeleteObject')).toBe(true);
    expect(isRecorded('AWS::S3::Object', object, 'PutObject')).toBe(true);
    expect(isRecorded('AWS::S3::Object', object, 'GetObject')).toBe(false);
    expect(isRecorded('AWS::S3::Object', object, 'HeadObject')).toBe(false);
  });

  test('record who reads and deletes files of people, without the addresses of those who send them', () => {
    const [media = ''] = arns('data', 'AWS::S3::Bucket').filter((arn) => arn.includes('media'));

    for (const object of [`${media}/media/0198c0de/0198c0df`, `${media}/uploads/0198c0df`]) {
      expect(isRecorded('AWS::S3::Object', object, 'GetObject')).toBe(true);
      expect(isRecorded('AWS::S3::Object', object, 'DeleteObject')).toBe(true);
      expect(isRecorded('AWS::S3::Object', object, 'PutObject')).toBe(false);
      expect(isRecorded('AWS::S3::Object', object, 'PostObject')).toBe(false);
    }
  });

  test('record who changes a file of the pages, in which people and staff sign in', () => {
    const [pages = ''] = arns('web', 'AWS::S3::Bucket');
    const script = `${pages}/assets/main-0198c0de.js`;

    expect(isRecorded('AWS::S3::Object', script, 'PutObject')).toBe(true);
    expect(isRecorded('AWS::S3::Object', script, 'DeleteObject')).toBe(true);
    expect(isRecorded('AWS::S3::Object', script, 'GetObject')).toBe(false);
  });

  test('record who reads or deletes their own files, and not each delivery', () => {
    const file = `arn:aws:s3:::${bucket}/AWSLogs/1/CloudTrail/file.json.gz`;

    expect(isRecorded('AWS::S3::Object', file, 'GetObject')).toBe(true);
    expect(isRecorded('AWS::S3::Object', file, 'PutObject')).toBe(false);
  });

  test('record invocations of functions that a principal could start by name, by any qualifier', () => {
    const deployed = actingStacks.flatMap((stack) => arns(stack, 'AWS::Lambda::Function'));
    const started = functions.filter(({ trigger }) =>
      ['durable', 'invoked', 'deployment'].includes(trigger.kind),
    );
    const recorded = deployed.filter((arn) =>
      isRecorded('AWS::Lambda::Function', `${arn}:live`, 'Invoke'),
    );

    expect(recorded).toHaveLength(started.length);
    for (const { name } of started) {
      expect(
        recorded.some((arn) =>
          new RegExp(`-(Media|Systems|Learning|Service)-${constructId(name)}Function`).test(arn),
        ),
      ).toBe(true);
    }
  });

  test('record invocations also where CloudFormation shortens the names of functions', () => {
    for (const deployment of ['eu-central-12345', 'custos-prod', 'a']) {
      const own = { ...stages[stage], deployment };
      const prefixes = dataSelectors(own, 'arn:aws:s3:::files')
        .find(({ name }) => name === 'functions')!
        .fields.flatMap(({ startsWith = [] }) => startsWith)
        .map((arn) => arn.split(':function:')[1]!);

      const inStacks = Object.entries(functionsByStack).flatMap(([stack, some]) =>
        some.map((facts) => ({ ...facts, stack: stack as keyof typeof functionsByStack })),
      );
      for (const { name, trigger, stack } of inStacks) {
        if (!['durable', 'invoked', 'deployment'].includes(trigger.kind)) continue;
        const stackPart = stackNames(own)[stack].slice(0, 25);
        const logicalPart = `${constructId(name)}Function0A1B2C3D`.slice(0, 24);
        const shortened = `${stackPart}-${logicalPart}-AbCdEfGhIjKl`;
        expect(
          prefixes.some((prefix) => shortened.startsWith(prefix)),
          shortened,
        ).toBe(true);
      }
    }
  });

  test('say of every selector that leaves something out, what and why', () => {
    for (const [, { Metadata }] of every(audit, 'AWS::CloudTrail::Trail')) {
      const leftOut = Object.entries(Metadata ?? {}).filter(([name]) =>
        name.startsWith('custos:left-out:'),
      );
      for (const [, reason] of leftOut) expect(reason).toMatch(/^[A-Z].{40,}\.$/);
    }
    const metadata = every(audit, 'AWS::CloudTrail::Trail').flatMap(([, { Metadata }]) =>
      Object.keys(Metadata ?? {}),
    );
    expect(metadata.filter((name) => name.startsWith('custos:left-out:'))).toHaveLength(7);
  });

  test('refer to no other stack, so that none holds another', () => {
    expect(JSON.stringify(audit)).not.toMatch(/Fn::GetStackOutput|Fn::ImportValue/);
  });

  test('lock their files for as long as the stage says', () => {
    const { lock, retentionDays } = stages[stage].audit;
    const locked = every(audit, 'AWS::S3::Bucket').filter(
      ([, { Properties }]) => Properties['ObjectLockEnabled'] === true,
    );

    expect(locked).toHaveLength(1);
    expect(locked[0]![1]).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        ObjectLockConfiguration: {
          Rule: { DefaultRetention: { Mode: lock.mode.toUpperCase(), Days: lock.days } },
        },
      },
    });
    expect(retentionDays).toBeGreaterThan(lock.days);
  });

  const cloudTrail = service('cloudtrail.amazonaws.com');
  const key = String(at(management, 'KMSKeyId'));
  const writing = (trail: string, owner: string) => {
    const sourceArn = `arn:aws:cloudtrail:${region}:${owner}:trail/${trail}`;
    const from = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': owner };
    return [
      { action: 's3:GetBucketAcl', resource: `arn:aws:s3:::${bucket}`, context: from },
      {
        action: 's3:PutObject',
        resource: `arn:aws:s3:::${bucket}/AWSLogs/${account}/CloudTrail/file.json.gz`,
        context: { ...from, 's3:x-amz-acl': 'bucket-owner-full-control' },
      },
      {
        action: 'kms:GenerateDataKey',
        resource: key,
        context: { ...from, 'kms:EncryptionContext:aws:cloudtrail:arn': sourceArn },
      },
      { action: 'kms:DescribeKey', resource: key, context: from },
    ];
  };

  test('may write their files; a trail of a stranger, or another one of the account, may not', async () => {
    for (const trail of trails.values()) {
      expect(
        await refused(where, cloudTrail, writing(String(at(trail, 'TrailName')), account)),
      ).toEqual([]);
    }
    expect(
      await allowed(where, cloudTrail, writing(`custos-${stage}-data-${region}`, '999999999999')),
    ).toEqual([]);
    expect(await allowed(where, cloudTrail, writing('another', account))).toEqual([]);
  });

  test('keep their bucket from everyone but a deployment, where data of people is', async () => {
    const file = `arn:aws:s3:::${bucket}/AWSLogs/${account}/CloudTrail/file.json.gz`;
    const calls = [
      ...[
        'DeleteObject',
        'DeleteObjectVersion',
        'BypassGovernanceRetention',
        'PutObjectRetention',
      ].map((name) => ({ action: `s3:${name}`, resource: file })),
      ...[
        'DeleteBucket',
        'DeleteBucketPolicy',
        'PutBucketPolicy',
        'PutBucketVersioning',
        'PutBucketObjectLockConfiguration',
        'PutEncryptionConfiguration',
        'PutLifecycleConfiguration',
      ].map((name) => ({ action: `s3:${name}`, resource: `arn:aws:s3:::${bucket}` })),
    ];

    const permitted = await allowed(where, outsider, calls);
    expect(permitted).toHaveLength(stage === 'prod' ? 0 : calls.length);
  });

  test('can be read by auditors through Amazon S3, and under their key nothing else', async () => {
    const viaS3 = { 'kms:ViaService': `s3.${region}.amazonaws.com` };

    expect(
      await refused(where, outsider, [
        { action: 'kms:Decrypt', resource: key, context: viaS3 },
        { action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/AWSLogs/1/file.json.gz` },
      ]),
    ).toEqual([]);
    expect(await allowed(where, outsider, [{ action: 'kms:Decrypt', resource: key }])).toEqual([]);
  });

  test('reads of exports, which no trail records, are rejected for everyone but functions', async () => {
    const [exports_ = ''] = arns('data', 'AWS::S3::Bucket');

    expect(
      await allowed(where, outsider, [
        { action: 's3:GetObject', resource: `${exports_}/exports/one.zip` },
        { action: 's3:GetObjectVersion', resource: `${exports_}/exports/one.zip` },
      ]),
    ).toEqual([]);
  });
});

describe('what an operator can choose', () => {
  test('a trail of the organization records management events: one trail is left', () => {
    const { audit } = synthesizeWith('prod', { audit: { management: 'organization' } });

    expect(every(audit!, 'AWS::CloudTrail::Trail').map(([id]) => id.slice(0, -8))).toEqual([
      'TrailsData',
    ]);
    const groups = every(audit!, 'AWS::Logs::LogGroup').map(([id]) => id);
    expect(groups.filter((id) => id.startsWith('Trails'))).toEqual([]);
  });

  test('another lock', () => {
    const retention = { lock: { mode: 'compliance', days: 2_555 }, retentionDays: 2_600 } as const;
    const { audit } = synthesizeWith('prod', { audit: { retention } });

    expect(JSON.stringify(audit)).toContain('"DefaultRetention":{"Days":2555,"Mode":"COMPLIANCE"}');
  });

  test('an address, which receives reports of the audit as well as alarms', () => {
    const { audit, watch } = synthesizeWith('prod', { alarmAddress: 'oncall@example.org' });

    for (const template of [audit!, watch]) {
      const [topic] = every(template, 'AWS::SNS::Topic').map(([id]) => id);
      const [[, subscription] = []] = every(template, 'AWS::SNS::Subscription');
      expect(subscription?.Properties).toMatchObject({
        Protocol: 'email',
        Endpoint: 'oncall@example.org',
        TopicArn: { Ref: topic },
      });
    }
  });

  test('no trail, for a written reason', () => {
    const { audit } = synthesizeWith('dev', {
      audit: { off: 'The organization records data events of all accounts.' },
    });

    expect(audit).toBeUndefined();
  });

  test('every stage has trails by default; the embedded runtime records by their selectors', () => {
    expect(synthesize('local').audit).toBeDefined();
    expect(synthesize('dev').audit).toBeDefined();
  });
});
