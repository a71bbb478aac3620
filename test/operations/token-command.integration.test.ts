import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIssuer } from '../../local/issuer-keys.ts';
import { runAhead } from '../../local/later.ts';

const run = promisify(execFile);
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-token-'));
  await openIssuer(home, 'http://127.0.0.1:1');
});
afterAll(() => rm(home, { recursive: true }));

const custos = (...options: string[]) =>
  run(process.execPath, ['bin/custos.mjs', 'token', ...options], {
    env: { ...process.env, CUSTOS_HOME: home },
  });
const claimsOf = async (...options: string[]) =>
  decodeJwt((await custos(...options)).stdout.trim());
const ageOf = ({ iat = 0, auth_time: authTime }: Awaited<ReturnType<typeof claimsOf>>) =>
  iat - Number(authTime);

describe('custos token', () => {
  test('accepts scopes, factors and the age of the sign-in', async () => {
    const claims = await claimsOf(
      ...['--staff', 'dpo@example.com', '--scope', ' custos/holds  custos/ledger'],
      ...['--amr', 'mfa', '--acr', 'gold', '--auth-age', 'P1DT1H30M5S'],
    );

    expect(claims).toMatchObject({
      scope: 'custos/holds custos/ledger',
      amr: ['mfa'],
      acr: 'gold',
      sub: 'dpo@example.com',
    });
    expect(ageOf(claims)).toBe(86_400 + 5_405);
  });

  test('gives staff a second factor, and no other caller', async () => {
    const staff = await claimsOf('--staff', 'dpo@example.com');

    expect(staff).toMatchObject({ amr: ['pwd', 'mfa'] });
    expect(ageOf(staff)).toBe(0);
    expect(await claimsOf('--subject', 'ada@example.com')).not.toHaveProperty('amr');
    expect(await claimsOf('--service', 'assistant')).not.toHaveProperty('auth_time');
  });

  test.each([['--no-amr'], ['--amr', '']])('leaves the factors out: %j', async (...options) => {
    expect(await claimsOf('--staff', 'dpo@example.com', ...options)).not.toHaveProperty('amr');
  });

  test('is of the time of a runtime that is ahead', async () => {
    const week = 7 * 86_400;
    runAhead(week * 1_000);
    await openIssuer(home, 'http://127.0.0.1:1').finally(() => runAhead(0));
    const claims = await claimsOf('--service', 'assistant');
    await openIssuer(home, 'http://127.0.0.1:1');

    expect(Math.abs((claims.iat ?? 0) - Date.now() / 1_000 - week)).toBeLessThan(60);
  });

  test('leaves the time of the sign-in out', async () => {
    const claims = await claimsOf('--subject', 'ada@example.com', '--no-auth-time');

    expect(claims).not.toHaveProperty('auth_time');
  });

  test.each([
    ['--auth-age', '30'],
    ['--auth-age', 'PT'],
    ['--auth-age', 'P'],
    ['--auth-age', 'P1Y'],
    ['--scope', 'a\tb'],
    ['--acr', 'a b'],
  ])('rejects %s %j', async (...options) => {
    const refused = custos('--staff', 'dpo@example.com', ...options);

    await expect(refused).rejects.toMatchObject({ code: 1 });
  });

  test('has a help text', async () => {
    const { stdout } = await custos('--help');

    for (const option of ['--scope', '--amr', '--no-amr', '--auth-age', '--no-auth-time']) {
      expect(stdout).toContain(option);
    }
    expect(stdout).toContain('second-factor-required');
  });
});
