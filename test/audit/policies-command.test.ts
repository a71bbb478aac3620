import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { bareEnvironment } from '../support/command-environment.ts';

const policies = (...words: string[]) =>
  spawnSync(
    process.execPath,
    [
      'bin/custos.mjs',
      'audit',
      'policies',
      ...['--stage', 'prod', '--account', '111122223333', '--archive-account', '999988887777'],
      ...['--archive-bucket', 'company-log-archive'],
      ...words,
    ],
    { encoding: 'utf8', env: bareEnvironment({ AWS_CONFIG_FILE: '/nowhere' }) },
  );

test('custos audit policies prints both policies for the trails of the deployment, without a call', () => {
  const { stdout, status } = policies(
    '--region',
    'eu-central-1',
    '--deployment',
    'eu-prod',
    '--json',
  );
  const { bucket, key } = JSON.parse(stdout) as Record<string, { Statement: { Sid: string }[] }>;

  expect(status).toBe(0);
  expect(bucket!.Statement.map(({ Sid }) => Sid)).toEqual([
    'OnlyEncryptedConnections',
    'TrailsCheck',
    'TrailsWrite',
    'AuditorsList',
    'AuditorsRead',
  ]);
  expect(key!.Statement.map(({ Sid }) => Sid)).toEqual([
    'ArchiveAdministers',
    'TrailsEncrypt',
    'TrailsDescribe',
    'AuditorsDecrypt',
  ]);
  for (const name of ['management', 'data']) {
    expect(stdout).toContain(
      `arn:aws:cloudtrail:eu-central-1:111122223333:trail/custos-eu-prod-${name}-eu-central-1`,
    );
  }
});

test('custos audit policies explains every statement that it prints', () => {
  const { stdout } = policies('--region', 'eu-central-1');

  for (const [, sid = ''] of stdout.matchAll(/"Sid": "(\w+)"/g)) {
    if (sid !== 'OnlyEncryptedConnections') {
      expect(stdout, sid).toMatch(new RegExp(`^  .*${sid}.*: `, 'm'));
    }
  }
});

test.each([
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
])('custos audit policies in %s names its partition', (region, partition) => {
  const { stdout } = policies('--region', region, '--json');

  expect(stdout).toContain(`arn:${partition}:s3:::company-log-archive`);
  expect(stdout).not.toContain('arn:aws:');
});

test('custos audit policies leaves management events to a trail of the organization', () => {
  const alone = policies('--region', 'eu-central-1', '--json', '--organization').stdout;
  const shared = policies(
    '--region',
    'eu-central-1',
    '--json',
    '--organization',
    'o-a1b2c3d4e5',
  ).stdout;

  for (const text of [alone, shared]) expect(text).not.toContain('-management-');
  expect(alone).not.toContain('AWSLogs/o-');
  expect(shared).toContain('AWSLogs/o-a1b2c3d4e5/111122223333/*');
  expect(policies('--region', 'eu-central-1', '--organization', 'example').status).toBe(1);
});
