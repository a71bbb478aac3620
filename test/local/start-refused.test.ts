import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOfPolicy, edit } from '../policy/edited-policy.ts';
import { bareEnvironment } from '../support/command-environment.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'custos-refused-'));
  writeFileSync(join(folder, 'file'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (environment: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, [join(process.cwd(), 'local/start.ts')], {
    encoding: 'utf8',
    cwd: folder,
    timeout: 30_000,
    env: bareEnvironment(environment),
  });

describe('npm start', () => {
  // A folder of the system in which no folder can be created made Node.js loop forever.
  test.each(['file', 'file/home', '/proc/custos/home'])(
    'reports that %s is not writable',
    (home) => {
      const { status, stderr } = start({ CUSTOS_HOME: resolve(folder, home) });

      expect(status).toBe(1);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr).toContain('set CUSTOS_HOME to a folder that can be written');
      expect(stderr).not.toContain('    at ');
    },
  );

  test('reports that API and sign-in need a port each', () => {
    const { status, stderr } = start({ CUSTOS_PORT: '18999', CUSTOS_ISSUER_PORT: '18999' });

    expect(status).toBe(1);
    expect(stderr).toContain('port 18999 cannot serve both the API and sign-in');
  });

  test('names the mistake in the policy that CUSTOS_POLICY names', () => {
    const policy = copyOfPolicy();
    edit(policy, 'peoplePerHour: 50', 'peoplePerHour: 0');

    const { status, stderr } = start({
      CUSTOS_HOME: join(folder, 'home'),
      CUSTOS_POLICY: policy,
    });

    expect(status).toBe(1);
    expect(stderr).toContain(join(policy, 'policy.yaml'));
    expect(stderr).toContain('peoplePerHour');
  });

  test('treats an empty variable as absent, so that data is not written to the working directory', () => {
    const { stdout } = start({
      CUSTOS_HOME: '',
      CUSTOS_PORT: '18999',
      CUSTOS_ISSUER_PORT: '18999',
    });

    expect(stdout).toContain('.custos.');
    const token = [join(process.cwd(), 'bin/custos.mjs'), 'token', '--service', 'assistant'];
    expect(() =>
      execFileSync(process.execPath, token, {
        cwd: folder,
        stdio: 'pipe',
        env: bareEnvironment({ CUSTOS_HOME: '' }),
      }),
    ).toThrow(/\.custos.issuer\.jwks/);
  });
});
