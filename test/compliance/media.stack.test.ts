import { describe, expect, test } from 'vitest';
import { synthesizeWith } from '../stacks/templates.ts';
import { deploy, deployment } from './deployment.ts';
import type { Deployment } from './deployment.ts';
import { account, region } from './literals.ts';
import { allowed, asAdministrator, outsider, refused } from './simulate.ts';
import type { Call } from './simulate.ts';

const id = '0f8fad5b-d9cb-469f-a165-70867728950e';

/** What there is of a person's file, and what can be done with it. */
function objectsOf(where: Deployment) {
  const bucket = where.arnOf('AWS::S3::Bucket', 'Media');
  const on = (object: string, ...verbs: readonly string[]): readonly Call[] =>
    verbs.map((verb) => ({ action: `s3:${verb}`, resource: `${bucket}/${object}` }));
  const [upload, file] = [`uploads/${id}`, `media/${id}/${id}`];
  return {
    readUpload: on(upload, 'GetObject', 'GetObjectVersion'),
    storeUpload: on(upload, 'PutObject'),
    tagUpload: on(upload, 'PutObjectTagging', 'DeleteObjectTagging'),
    readFile: on(file, 'GetObject', 'GetObjectVersion'),
    storeFile: on(file, 'PutObject'),
    deleteFile: on(file, 'DeleteObject', 'DeleteObjectVersion'),
    exports: [
      {
        action: 's3:GetObject',
        resource: `${where.arnOf('AWS::S3::Bucket', 'Exports')}/exports/${id}.zip`,
      },
    ],
    rows: ['Consents', 'Outbox', 'Requests', 'SubjectKeys'].map((table) => ({
      action: 'dynamodb:PartiQLDelete',
      resource: where.arnOf('AWS::DynamoDB::Table', table),
    })),
  } satisfies Record<string, readonly Call[]>;
}

describe.each(['dev', 'prod'] as const)('functions for media, in %s', (stage) => {
  const where = deployment(stage);
  const objects = objectsOf(where);
  const roleOf = (name: string) => {
    const found = where.functions.find((each) => each.name === name);
    if (found === undefined) throw new Error(`${name} is not deployed`);
    return found.role;
  };

  test.each([
    {
      name: 'media-api',
      never: [
        ...['readUpload', 'tagUpload', 'readFile', 'storeFile', 'deleteFile', 'exports'],
        'rows',
      ],
    },
    {
      name: 'media-intake',
      never: ['storeUpload', 'tagUpload', 'readFile', 'exports', 'rows'],
    },
    {
      name: 'media-content',
      never: [
        ...['readUpload', 'storeUpload', 'tagUpload', 'storeFile', 'deleteFile', 'exports'],
        'rows',
      ],
    },
  ] as const)(
    '$name does with files what its needs name: never $never',
    async ({ name, never }) => {
      const forbidden = never.flatMap((kind): readonly Call[] => objects[kind]);

      expect(await allowed(where, roleOf(name), forbidden)).toEqual([]);
    },
  );

  test.each([
    { name: 'media-api', never: ['readUpload', 'tagUpload', 'readFile', 'storeFile'] },
    { name: 'media-intake', never: ['storeUpload', 'tagUpload', 'readFile'] },
    { name: 'media-content', never: ['readUpload', 'storeUpload', 'tagUpload', 'storeFile'] },
  ] as const)(
    'not even with AdministratorAccess has $name access to what another one reads or stores',
    async ({ name, never }) => {
      const forbidden = never.flatMap((kind): readonly Call[] => objects[kind]);

      expect(await allowed(where, asAdministrator(roleOf(name)), forbidden)).toEqual([]);
    },
  );

  test('an administrator reads no upload and no file, stores none, and tags none as free of malware', async () => {
    const { readUpload, storeUpload, tagUpload, readFile, storeFile } = objects;
    const forbidden = [readUpload, storeUpload, tagUpload, readFile, storeFile].flat();

    expect(await allowed(where, outsider, forbidden)).toEqual([]);
  });

  test('a principal that assumes the role of the intake reads no upload: only its code does', async () => {
    const { arn, tags, policies, boundary, trust } = roleOf('media-intake');
    const assumed = { arn, tags, policies, trust, ...(boundary && { boundary }) };

    expect(await refused(where, roleOf('media-intake'), objects.readUpload.slice(0, 1))).toEqual(
      [],
    );
    expect(await allowed(where, assumed, objects.readUpload)).toEqual([]);
  });
});

describe('the scan of uploads for malware', () => {
  const where = deploy(synthesizeWith('prod', { media: { malwareScan: 'guardduty' } }));
  const objects = objectsOf(where);
  const bucket = where.arnOf('AWS::S3::Bucket', 'Media');
  const role = where.roles.find(({ arn }) => arn.includes('malware-scan'))!;
  const rule = `arn:aws:events:${region}:${account}:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3-x`;
  const service = 'malware-protection-plan.guardduty.amazonaws.com';
  const viaS3 = { 'kms:ViaService': `s3.${region}.amazonaws.com` };

  test('has what GuardDuty asks for', async () => {
    // Amazon GuardDuty User Guide, "Create or update IAM role policy".
    const calls: readonly Call[] = [
      ...['PutRule', 'DeleteRule', 'PutTargets', 'RemoveTargets'].map((verb) => ({
        action: `events:${verb}`,
        resource: rule,
        context: { 'events:ManagedBy': service },
      })),
      ...['DescribeRule', 'ListTargetsByRule'].map((verb) => ({
        action: `events:${verb}`,
        resource: rule,
      })),
      ...['PutBucketNotification', 'GetBucketNotification', 'ListBucket'].map((verb) => ({
        action: `s3:${verb}`,
        resource: bucket,
      })),
      {
        action: 's3:PutObject',
        resource: `${bucket}/malware-protection-resource-validation-object`,
      },
      ...['GetObject', 'GetObjectVersion', 'PutObjectTagging', 'PutObjectVersionTagging'].map(
        (verb) => ({ action: `s3:${verb}`, resource: `${bucket}/uploads/${id}` }),
      ),
      ...['Decrypt', 'GenerateDataKey'].map((verb) => ({
        action: `kms:${verb}`,
        resource: where.arnOf('AWS::KMS::Key', 'KeysAtRest'),
        context: viaS3,
      })),
    ];

    expect(await refused(where, role, calls)).toEqual([]);
    expect(JSON.stringify(role.trust)).toContain(service);
  });

  test('reads no file of a record, no export and no table, and stores nothing', async () => {
    const { storeUpload, readFile, storeFile, deleteFile, exports: archives, rows } = objects;
    const forbidden = [storeUpload, readFile, storeFile, deleteFile, archives, rows].flat();
    const otherRule = { action: 'events:PutRule', resource: rule.replace('DO-NOT-DELETE-', '') };

    expect(await allowed(where, role, [...forbidden, otherRule])).toEqual([]);
  });

  test('is the only one that tags uploads', async () => {
    for (const { arn, ...other } of where.roles) {
      if (arn === role.arn) continue;
      expect(await allowed(where, { arn, ...other }, objects.tagUpload), arn).toEqual([]);
    }
    expect(await allowed(where, outsider, objects.tagUpload)).toEqual([]);
  });
});
