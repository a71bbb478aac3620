import { describe, expect, test } from 'vitest';
import { archivePolicies } from '../../lib/audit/archive-policies.ts';
import { deploy } from '../compliance/deployment.ts';
import { account, region } from '../compliance/literals.ts';
import { allowed, refused, service } from '../compliance/simulate.ts';
import { at, every, synthesizeWith } from '../stacks/templates.ts';

const archiveAccount = '999988887777';
const keyArn = `arn:aws:kms:${region}:${archiveAccount}:key/0a1b2c3d`;
const archiveBucket = { bucket: 'company-log-archive', keyArn };
const synthesized = synthesizeWith('prod', { audit: { archiveBucket } });
const audit = synthesized.audit!;
const policies = archivePolicies({
  partition: 'aws',
  region,
  account,
  deployment: 'prod',
  bucket: archiveBucket.bucket,
  archiveAccount,
  isOrganization: false,
});

describe('trails that write into a log archive', () => {
  test('name its bucket and key, and the stack has none for files', () => {
    for (const [, { Properties }] of every(audit, 'AWS::CloudTrail::Trail')) {
      expect(Properties).toMatchObject({ S3BucketName: archiveBucket.bucket, KMSKeyId: keyArn });
    }
    for (const [, { Properties }] of every(audit, 'AWS::S3::Bucket')) {
      expect(Properties).not.toHaveProperty('ObjectLockEnabled');
    }
    const [key] = every(audit, 'AWS::KMS::Key');
    expect(JSON.stringify(key)).not.toContain('cloudtrail.amazonaws.com');
  });

  test('are queried and verified there', () => {
    const [, table] = every(audit, 'AWS::Glue::Table')[0]!;
    expect(JSON.stringify(table)).toContain('s3://company-log-archive/AWSLogs/');
    const [, verification] = every(audit, 'AWS::Lambda::Function')[0]!;
    expect(JSON.stringify(at(verification.Properties, 'Environment'))).toContain(
      'company-log-archive',
    );
  });

  test('are queried together with those of the organization, which have a folder of their own', () => {
    const shared = synthesizeWith('prod', {
      audit: {
        management: 'organization',
        archiveBucket: { ...archiveBucket, organizationId: 'o-a1b2c3d4e5' },
      },
    });
    const found = deploy(shared).literal(
      'audit',
      every(shared.audit!, 'AWS::Glue::Table')[0]![1].Properties,
    );
    expect(at(found, 'TableInput', 'Parameters')).toMatchObject({
      'projection.folder.type': 'enum',
      'projection.folder.values': `${account},o-a1b2c3d4e5/${account}`,
      'storage.location.template':
        's3://company-log-archive/AWSLogs/${folder}/CloudTrail/${region}/${day}',
    });
    expect(at(found, 'TableInput', 'PartitionKeys', 0)).toEqual({ Name: 'folder', Type: 'string' });
  });

  test('accept an ARN as well as a name', () => {
    const named = synthesizeWith('prod', {
      audit: { archiveBucket: { ...archiveBucket, bucket: 'arn:aws:s3:::company-log-archive' } },
    });
    expect(every(named.audit!, 'AWS::CloudTrail::Trail')[0]![1].Properties).toMatchObject({
      S3BucketName: 'company-log-archive',
    });
  });
});

describe('custos audit policies', () => {
  const where = deploy(synthesized);
  const archive = {
    resourcePolicies: new Map([
      ...where.resourcePolicies,
      [`arn:aws:s3:::${archiveBucket.bucket}`, policies.bucket],
      [`arn:aws:s3:::${archiveBucket.bucket}/`, policies.bucket],
      [keyArn, policies.key],
    ]),
  } as unknown as Parameters<typeof refused>[0];
  const cloudTrail = service('cloudtrail.amazonaws.com');
  const writing = (trail: string, owner: string) => {
    const sourceArn = `arn:aws:cloudtrail:${region}:${owner}:trail/${trail}`;
    const from = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': owner };
    return [
      {
        action: 's3:GetBucketAcl',
        resource: `arn:aws:s3:::${archiveBucket.bucket}`,
        context: from,
      },
      {
        action: 's3:PutObject',
        resource: `arn:aws:s3:::${archiveBucket.bucket}/AWSLogs/${account}/CloudTrail/file.json.gz`,
        context: { ...from, 's3:x-amz-acl': 'bucket-owner-full-control' },
      },
      {
        action: 'kms:GenerateDataKey',
        resource: keyArn,
        context: { ...from, 'kms:EncryptionContext:aws:cloudtrail:arn': sourceArn },
      },
      { action: 'kms:DescribeKey', resource: keyArn, context: from },
    ];
  };

  test('let the trails of the deployment write, and no other trail', async () => {
    for (const [, { Properties }] of every(audit, 'AWS::CloudTrail::Trail')) {
      const name = where.text('audit', Properties['TrailName']);
      expect(await refused(archive, cloudTrail, writing(name, account))).toEqual([]);
      expect(await allowed(archive, cloudTrail, writing(name, archiveAccount))).toEqual([]);
    }
    expect(await allowed(archive, cloudTrail, writing('another', account))).toEqual([]);
  });

  test('let the function that verifies read and nothing else, and no principal of the account delete', async () => {
    const { role } = where.functions.find(({ name }) => name === 'trail-verification')!;
    const file = `arn:aws:s3:::${archiveBucket.bucket}/AWSLogs/${account}/CloudTrail/file.json.gz`;
    const viaS3 = { 'kms:ViaService': `s3.${region}.amazonaws.com` };

    expect(
      await refused(archive, role, [
        { action: 's3:ListBucket', resource: `arn:aws:s3:::${archiveBucket.bucket}` },
        { action: 's3:GetObject', resource: file },
        { action: 'kms:Decrypt', resource: keyArn, context: viaS3 },
      ]),
    ).toEqual([]);
    expect(JSON.stringify(policies.bucket)).not.toMatch(/Delete|s3:PutBucket|s3:Put[LE]/);
    expect(
      await allowed(archive, role, [
        { action: 's3:DeleteObject', resource: file },
        { action: 's3:PutObject', resource: file },
        { action: 'kms:GenerateDataKey', resource: keyArn, context: viaS3 },
      ]),
    ).toEqual([]);
  });

  test('name one trail where the organization records management events', () => {
    const { bucket } = archivePolicies({
      partition: 'aws',
      region,
      account,
      deployment: 'prod',
      bucket: 'b',
      archiveAccount,
      isOrganization: true,
    });
    expect(JSON.stringify(bucket)).not.toContain('-management-');
    expect(JSON.stringify(bucket)).toContain(`trail/custos-prod-data-${region}`);
  });
});
