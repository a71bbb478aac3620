import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bareEnvironment } from '../support/command-environment.ts';
import { at, newSigner, TrailWriter } from './made-trail.ts';
import { trailServer } from './trail-server.ts';
import type { World } from './trail-server.ts';

const region = 'eu-central-1';
const account = '111122223333';
const names = [`custos-prod-management-${region}`, `custos-prod-data-${region}`] as const;
const signers = {
  'eu-central-1': [newSigner(at(-1000), at(1000))],
  'us-east-1': [newSigner(at(-1000), at(1000))],
} as const;

const resource = (type: string, name: string) =>
  `<member><LogicalResourceId>A</LogicalResourceId><PhysicalResourceId>${name}</PhysicalResourceId><ResourceType>${type}</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>`;
const stack = (resources: readonly string[]) =>
  `<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>${resources.join('')}</StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>`;
const deployed = {
  ListStackResources: stack([
    resource('AWS::S3::Bucket', 'trail-files'),
    ...names.map((name) => resource('AWS::CloudTrail::Trail', name)),
  ]),
  DescribeTrails: JSON.stringify({
    trailList: names.map((name, index) => ({
      Name: name,
      S3BucketName: 'trail-files',
      HomeRegion: region,
      IsMultiRegionTrail: index === 0,
      TrailARN: `arn:aws:cloudtrail:${region}:${account}:trail/${name}`,
    })),
  }),
};

const world: World = { bucket: new Map(), signers };
let server: Awaited<ReturnType<typeof trailServer>>;
beforeAll(async () => {
  server = await trailServer(world);
});
afterAll(() => server.close());

beforeEach(() => {
  world.others = deployed;
  world.bucket = new Map();
  const write = (name: string, where: keyof typeof signers) => {
    const trail = { name, account, homeRegion: region };
    return new TrailWriter({
      bucket: world.bucket,
      trail,
      region: where,
      signer: signers[where][0],
    });
  };
  write(names[0], 'eu-central-1').hours(at(0), 6);
  write(names[0], 'us-east-1').hours(at(0), 6);
  write(names[1], 'eu-central-1').hours(at(0), 6);
});

async function verify(...words: string[]) {
  const child = spawn(
    process.execPath,
    [
      'bin/custos.mjs',
      'audit',
      'verify',
      '--stage',
      'prod',
      '--region',
      region,
      '--endpoint-url',
      server.endpoint,
      ...words,
    ],
    {
      env: bareEnvironment({
        AWS_ACCESS_KEY_ID: 'none',
        AWS_SECRET_ACCESS_KEY: 'none',
        AWS_CONFIG_FILE: '/nowhere',
      }),
    },
  );
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((done) => child.once('close', done)),
  ]);
  return { stdout, stderr, status };
}
const period = ['--from', '2026-11-10T01:00:00Z', '--to', '2026-11-10T05:00:00Z'];

test('custos audit verify exits with 0 when both trails are complete', async () => {
  const { stdout, status } = await verify(...period);

  expect(stdout).toBe(`From 2026-11-10T01:00:00.000Z to 2026-11-10T05:00:00.000Z

ok      ${names[0]}, eu-central-1: 5 digests, 8 log files
ok      ${names[0]}, us-east-1: 5 digests, 8 log files
ok      ${names[1]}, eu-central-1: 5 digests, 8 log files

Complete: every file is as CloudTrail wrote it, and none is missing.
`);
  expect(status).toBe(0);
});

test('custos audit verify exits with 1 and names the file that is missing', async () => {
  const [gone = ''] = [...world.bucket.keys()].filter((key) =>
    key.includes('CloudTrail_us-east-1_20261110T0300'),
  );
  world.bucket.delete(gone);
  const { stdout, status } = await verify(...period);

  expect(stdout).toContain(`FAILED  ${names[0]}, us-east-1: 5 digests, 8 log files`);
  expect(stdout).toContain(`gap: log file missing: s3://trail-files/${gone}`);
  expect(stdout).toContain('Not complete: 1 gaps, 0 faults.');
  expect(status).toBe(1);

  const json = JSON.parse((await verify(...period, '--json')).stdout) as Record<string, unknown>;
  expect(json).toMatchObject({
    complete: false,
    trails: [
      { complete: true },
      { complete: false, findings: [{ kind: 'log-missing', weight: 'gap' }] },
      { complete: true },
    ],
  });
});

test('custos audit verify shows times of gaps as times', async () => {
  const { stdout, status } = await verify(
    '--from',
    '2026-11-09',
    '--to',
    '2026-11-10T05:00:00Z',
    '--json',
  );

  expect(JSON.parse(stdout)).toMatchObject({
    trails: [
      {
        findings: [
          {
            kind: 'not-recorded',
            from: '2026-11-09T00:00:00.000Z',
            to: '2026-11-10T00:00:00.000Z',
          },
        ],
      },
      {},
      {},
    ],
  });
  expect(status).toBe(1);
});

test('custos audit verify reports a deployment without trails, and missing rights', async () => {
  world.others = { ListStackResources: stack([]) };
  expect(await verify(...period)).toMatchObject({
    status: 1,
    stderr: 'error: stage prod has no trail here: check --region, --profile and the prop audit\n',
  });

  world.others = {};
  const denied = await verify(...period);
  expect(denied.status).toBe(1);
  expect(denied.stderr).toMatch(/^error: AWS does not answer/);
});
