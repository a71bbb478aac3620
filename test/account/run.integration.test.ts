import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { bareEnvironment } from '../support/command-environment.ts';

const testAccount = (environment: Readonly<Record<string, string>>, ...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['test/account/run.ts', ...words],
    {
      encoding: 'utf8',
      env: bareEnvironment({
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...environment,
      }),
    },
  );
  return { status, stdout, stderr };
};

test('without credentials, the account test names what to set and fails', () => {
  const { status, stderr } = testAccount({ AWS_REGION: 'eu-central-1' });

  expect(status).toBe(2);
  expect(stderr).toContain('set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
});

test('without a Region, the account test names what to set and fails', () => {
  const { status, stderr } = testAccount({ AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'b' });

  expect(status).toBe(2);
  expect(stderr).toContain('set AWS_REGION');
});

test('invalid credentials end the account test before anything is created', () => {
  const { status, stdout, stderr } = testAccount({
    AWS_REGION: 'eu-central-1',
    AWS_PROFILE: 'nobody',
  });

  expect(status).toBe(2);
  expect(stderr).toContain('are not valid');
  expect(stdout).toBe('');
});

test('the help of the account test names what to set, what it costs and what is retained', () => {
  const { status, stdout } = testAccount({}, '--help');

  expect(status).toBe(0);
  for (const words of ['AWS_REGION', 'AWS_PROFILE', 'US dollars', '--keep', 'What stays']) {
    expect(stdout).toContain(words);
  }
});
