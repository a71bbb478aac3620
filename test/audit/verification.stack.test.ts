import { describe, expect, test } from 'vitest';
import { trailVerification } from '../../lambda/audit/needs.ts';
import { parseTrails } from '../../lambda/audit/verify-recent.ts';
import { deployment } from '../compliance/deployment.ts';
import { account, region } from '../compliance/literals.ts';
import { allowed, refused } from '../compliance/simulate.ts';
import { alarmsOf } from '../stacks/alarms.ts';
import { every, synthesizeWith } from '../stacks/templates.ts';

describe.each(['dev', 'prod'] as const)('the verification of the trails of %s', (stage) => {
  const where = deployment(stage);
  const audit = where.synthesized.audit!;
  const verification = where.functions.find(({ name }) => name === trailVerification.name)!;
  const trails = every(audit, 'AWS::CloudTrail::Trail');
  const literal = (name: string) => where.text('audit', trails[0]![1].Properties[name]);
  const [bucket, key] = [literal('S3BucketName'), literal('KMSKeyId')];
  const file = `arn:aws:s3:::${bucket}/AWSLogs/${account}/CloudTrail-Digest/file.json.gz`;
  const viaS3 = { 'kms:ViaService': `s3.${region}.amazonaws.com` };
  const reading = [
    { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}` },
    { action: 's3:GetObject', resource: file },
    { action: 'kms:Decrypt', resource: key, context: viaS3 },
    { action: 'cloudtrail:ListPublicKeys', resource: '*' },
  ];

  test('covers both trails, that of all Regions as such', () => {
    expect(parseTrails(verification.variables['CUSTOS_TRAILS']!)).toEqual({
      bucket,
      account,
      homeRegion: region,
      trails: [
        { name: `custos-${stage}-management-${region}`, coverage: 'all-regions' },
        { name: `custos-${stage}-data-${region}`, coverage: 'home-region' },
      ],
    });
  });

  test('may list and read the files, decrypt them through Amazon S3, and read public keys', async () => {
    expect(await refused(where, verification.role, reading)).toEqual([]);
  });

  test('may change no file, no trail, and read nothing about people', async () => {
    const table = where.arnOf('AWS::DynamoDB::Table', 'Records');
    const others = [
      { action: 'kms:Decrypt', resource: key },
      { action: 'kms:GenerateDataKey', resource: key, context: viaS3 },
      { action: 's3:PutObject', resource: file },
      { action: 's3:DeleteObject', resource: file },
      { action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/elsewhere/file` },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::another/AWSLogs/file' },
      {
        action: 'cloudtrail:StopLogging',
        resource: `arn:aws:cloudtrail:${region}:${account}:trail/x`,
      },
      ...['GetItem', 'Query', 'Scan', 'PutItem', 'DeleteItem'].map((name) => ({
        action: `dynamodb:${name}`,
        resource: table,
      })),
    ];
    expect(await allowed(where, verification.role, others)).toEqual([]);
  });

  test('cannot be given more: its boundary has no more than it needs', async () => {
    const administrator = {
      ...verification.role,
      policies: [
        ...verification.role.policies,
        { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      ] as typeof verification.role.policies,
    };
    const table = where.arnOf('AWS::DynamoDB::Table', 'Records');

    expect(await refused(where, administrator, reading)).toEqual([]);
    expect(
      await allowed(where, administrator, [
        { action: 'dynamodb:GetItem', resource: table },
        { action: 's3:DeleteObject', resource: file },
        { action: 'iam:CreateRole', resource: `arn:aws:iam::${account}:role/x` },
      ]),
    ).toEqual([]);
  });

  test('runs each day, and an alarm reports what is broken and what could not be verified', () => {
    const schedules = every(audit, 'AWS::Events::Rule').filter(
      ([, { Properties }]) => Properties['ScheduleExpression'] !== undefined,
    );
    expect(schedules.map(([, { Properties }]) => Properties['ScheduleExpression'])).toEqual([
      'rate(1 day)',
    ]);
    const [alarm] = alarmsOf(audit).filter(({ name }) => name.includes('TrailBroken'));
    const text = JSON.stringify(alarm?.properties);
    expect(text).toContain('"TrailsBroken"');
    expect(text).toContain('"Errors"');
    const filters = every(audit, 'AWS::Logs::MetricFilter').map(
      ([, { Properties }]) => Properties['FilterPattern'],
    );
    expect(filters).toContain('{ $.code = "TRAIL_BROKEN" }');
  });
});

test('where a trail of the organization records management events, the own one is verified', () => {
  const { audit } = synthesizeWith('prod', { audit: { management: 'organization' } });
  const [, { Properties }] = every(audit!, 'AWS::Lambda::Function')[0]!;

  expect(JSON.stringify(Properties['Environment'])).not.toContain('all-regions');
  expect(JSON.stringify(Properties['Environment'])).toContain('home-region');
});
