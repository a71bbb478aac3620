import { describe, expect, test } from 'vitest';
import { functions } from '../../lib/functions.ts';
import { tables } from '../../lib/tables.ts';
import { constructId } from '../../lib/facts.ts';
import { synthesizeWith } from '../stacks/templates.ts';
import { callsOf } from './calls.ts';
import { deploy } from './deployment.ts';
import {
  administeringKeys,
  escaping,
  misusingSubjectKeys,
  usingOthersKeys,
  usingSubjectKeys,
} from './forbidden-calls.ts';
import { account, region } from './literals.ts';
import { allowed, refused } from './simulate.ts';
import type { Call } from './simulate.ts';

const from = 'privacy@example.com';
const identityArn = `arn:aws:ses:${region}:${account}:identity/example.com`;
const where = deploy(synthesizeWith('prod', { mail: { identityArn, from, perSecond: 14 } }));

/** Everything that a function of Custos could ask of AWS: of each table, key, bucket, function and sender. */
const everything: readonly Call[] = [
  ...tables.flatMap(({ name, indexes = [] }) => {
    const table = where.arnOf('AWS::DynamoDB::Table', constructId(name));
    return [
      ...[
        ...['GetItem', 'BatchGetItem', 'Query', 'Scan', 'PartiQLSelect', 'PartiQLInsert'],
        ...['PartiQLUpdate', 'PartiQLDelete', 'PutItem', 'UpdateItem', 'DeleteItem'],
        ...['BatchWriteItem', 'ConditionCheckItem', 'ExportTableToPointInTime', 'DeleteTable'],
      ].map((verb) => ({ action: `dynamodb:${verb}`, resource: table })),
      ...indexes.map((index) => ({
        action: 'dynamodb:Query',
        resource: `${table}/index/${index.name}`,
      })),
    ];
  }),
  ...usingSubjectKeys(where),
  ...misusingSubjectKeys(where),
  ...usingOthersKeys(where, { needs: [] }),
  ...administeringKeys(where),
  ...escaping(where),
  ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((action) => ({
    action,
    resource: `${where.arnOf('AWS::S3::Bucket', 'Exports')}/exports/one.zip`,
  })),
  ...['uploads/one', 'media/one/two'].flatMap((object) =>
    ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((action) => ({
      action,
      resource: `${where.arnOf('AWS::S3::Bucket', 'Media')}/${object}`,
    })),
  ),
  ...where.functions.map(({ arn }) => ({ action: 'lambda:InvokeFunction', resource: arn })),
  { action: 'ses:SendEmail', resource: identityArn, context: { 'ses:FromAddress': from } },
];

const publicFunctions = functions.filter(
  ({ trigger }) =>
    trigger.kind === 'routes' && trigger.routes.every(({ access }) => access.kind !== 'token'),
);

const shortened = (decision: string): string =>
  decision
    .replace('Allowed: ', '')
    .replace(/arn:aws:\w+:[\w-]*:\d*:/, '')
    .replaceAll(/-[0-9A-F]{8,}/g, '');

/** What the role of a function may do, as action and name of the resource. */
async function rightsOf(name: string): Promise<readonly string[]> {
  const deployed = where.functions.find((each) => each.name === name);
  if (deployed === undefined) throw new Error(`${name} is not deployed`);
  const lines = await allowed(where, deployed.role, everything);
  return [...new Set(lines.map(shortened))].sort();
}

describe('what answers without a token', () => {
  test('is among these', () => {
    expect(publicFunctions.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['intake-api', 'intake-verify-api', 'follow-up-api', 'media-content']),
    );
  });

  test('intake-api may insert a pending request and count, encrypt and compute tokens, and nothing else', async () => {
    expect(await rightsOf('intake-api')).toEqual([
      expect.stringMatching(/^dynamodb:PartiQLInsert table\/.*PendingRequests/i),
      expect.stringMatching(/^dynamodb:UpdateItem table\/.*IntakeLimits/i),
      expect.stringMatching(/^kms:GenerateDataKey key\//),
      expect.stringMatching(/^kms:GenerateMac key\//),
    ]);
  });

  test('intake-verify-api may read and change a pending request and compute codes, and nothing else', async () => {
    expect(await rightsOf('intake-verify-api')).toEqual([
      expect.stringMatching(/^dynamodb:GetItem table\/.*PendingRequests/i),
      expect.stringMatching(/^dynamodb:PartiQLUpdate table\/.*PendingRequests/i),
      expect.stringMatching(/^kms:GenerateMac key\//),
    ]);
  });

  test('media-content may read what a link names, a record and its file, and nothing else', async () => {
    expect(await rightsOf('media-content')).toEqual([
      expect.stringMatching(/^dynamodb:GetItem table\/.*ContainmentControls/i),
      expect.stringMatching(/^dynamodb:GetItem table\/.*MediaLinks/i),
      expect.stringMatching(/^dynamodb:GetItem table\/.*Records/i),
      expect.stringMatching(/^dynamodb:GetItem table\/.*SubjectKeys/i),
      expect.stringMatching(/^dynamodb:GetItem table\/.*Subjects/i),
      expect.stringMatching(/^dynamodb:Query table\/.*ConsentStates/i),
      expect.stringMatching(/^kms:Decrypt key\//),
      expect.stringMatching(/^s3:GetObject .*media\/one\/two$/),
    ]);
  });

  test.each(publicFunctions.filter(({ name }) => name !== 'media-content'))(
    '$name looks no one up, reads no record and sends no mail',
    async (facts) => {
      const people = new Set(['aliases', 'records', 'consents', 'consent-states', 'activity']);
      const calls = everything.filter(
        ({ action, resource }) =>
          action === 'ses:SendEmail' ||
          resource === where.arnOf('AWS::KMS::Key', 'KeysHmacAlias') ||
          (/:(GetItem|BatchGetItem|Query|Scan|PartiQLSelect)$/.test(action) &&
            [...people].some((name) =>
              resource.startsWith(where.arnOf('AWS::DynamoDB::Table', constructId(name))),
            )),
      );
      const { role } = where.functions.find(({ name }) => name === facts.name)!;

      expect(calls.length).toBeGreaterThan(20);
      expect(await allowed(where, role, calls)).toEqual([]);
    },
  );

  test.each(publicFunctions)('$name can do what it needs', async (facts) => {
    const deployed = where.functions.find(({ name }) => name === facts.name)!;

    expect(await refused(where, deployed.role, callsOf(where, facts, deployed))).toEqual([]);
  });
});
