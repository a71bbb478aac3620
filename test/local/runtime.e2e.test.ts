import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts } from '../../local/ports.ts';
import { assistantSecret } from '../../local/issuer-clients.ts';
import { readIssuer } from '../../local/issuer-keys.ts';
import { signToken } from '../../local/issuer-tokens.ts';
import type { CallerKind, TokenOptions } from '../../local/issuer-tokens.ts';
import { processIdentity } from '../../local/orphan.ts';
import { startRuntimeProcess } from '../support/runtime-process.ts';
import type { RuntimeProcess } from '../support/runtime-process.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

let home: string;
let runtime: RuntimeProcess;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-runtime-'));
  runtime = await startRuntimeProcess({ home });
});

afterAll(async () => {
  await runtime.stop();
  await rm(home, { recursive: true, force: true });
});

const token = async (kind: CallerKind, name: string, options?: TokenOptions) =>
  signToken(await readIssuer(home), kind, name, options);

const get = async (path: string, bearer?: string) => {
  const headers: Record<string, string> = bearer ? { authorization: `Bearer ${bearer}` } : {};
  const response = await fetch(`${runtime.url}${path}`, { headers });
  const { detail } = (await response.json().catch(() => ({}))) as { readonly detail?: string };
  return { status: response.status, detail };
};

/** `npm start` that is expected to fail. */
async function start(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['local/start.ts'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const stderr = await text(child.stderr);
  if (child.exitCode === null) await once(child, 'exit');
  return { code: child.exitCode, stderr };
}

const databaseProcess = async (): Promise<number> =>
  (JSON.parse(await readFile(join(home, 'database.pid'), 'utf8')) as { pid: number }).pid;

describe('the embedded runtime', () => {
  test('is ready when health responds, and prints what is simulated and what to try', async () => {
    expect((await get('/v1/health')).status).toBe(200);
    await expect.poll(runtime.output, { timeout: 20_000 }).toContain('Ready in');
    expect(runtime.output()).toContain('IAM is not enforced');
    expect(runtime.output()).toContain('curl -s');
  });

  test('prints calls that a shell can run, with their expected responses', async () => {
    await expect.poll(runtime.output, { timeout: 20_000 }).toContain('Ctrl-C stops');
    const [, calls = ''] =
      /Try, in another terminal.*:\n([^]*)\n\n.*Ctrl-C/.exec(runtime.output()) ?? [];

    // What npx does is seen in the first two calls, for tokens; it takes a second each time.
    // The wait lasts as long as the erasure does on this machine, however busy that is.
    const functions = `
      npx() { case $2 in
        token) command npx "$@" ;;
        *) shift; node bin/custos.mjs "$@" ;;
      esac; }
      sleep() {
        until curl -sS $API/v1/follow-up -H "authorization: Custos-Follow-Up $FOLLOW_UP" |
          grep -q '"certificate"'; do command sleep 1; done
      }`;
    const { stdout, stderr } = await run('sh', ['-ec', `${functions}\n${calls}`], {
      cwd: root,
      timeout: 150_000,
    });

    expect(stderr).toBe('');
    expect(stdout).toContain('"effect": "processing-permitted"');
    expect(stdout).toMatch(/"receipt": "ey.{38}\.\.\. \(\d+ characters\)"/);
    expect(stdout).toContain('"recordId": "');
    expect(stdout).toMatch(/"decision": "permit",\n +"basis": "consent"/);
    expect(stdout).toContain('Certificate of an erasure, verified');
    expect(stdout).toMatch(/keys destroyed +3, /);
    expect(stdout).toMatch(/rows, files left +0, /);
  });

  test('accepts a person with a token of the local issuer, and rejects calls without one', async () => {
    const person = await token('subject', 'ada@example.com');

    expect((await get('/v1/me/consents', person)).status).toBe(200);
    expect((await get('/v1/me/consents')).status).toBe(401);
    const expired = await token('subject', 'ada@example.com', { expiresInSeconds: -60 });
    expect(await get('/v1/me/consents', expired)).toEqual({
      status: 401,
      detail: 'The access token has expired.',
    });
    expect(await get('/v1/me/consents', 'abc')).toMatchObject({
      status: 401,
      detail: expect.stringContaining('not a signed JWT'),
    });
    expect(await get('/v1/me/consents', await token('service', 'assistant'))).toEqual({
      status: 403,
      detail: 'This needs the scope custos/self of a subject token.',
    });
  });

  test('accepts a token of custos token', async () => {
    const { stdout } = await run(
      process.execPath,
      ['bin/custos.mjs', 'token', '--subject', 'ada@example.com'],
      { cwd: root, env: { ...process.env, CUSTOS_HOME: home } },
    );

    expect((await get('/v1/me/consents', stdout.trim())).status).toBe(200);
  });

  test('has an OpenID provider that issues a service token to the assistant', async () => {
    const { issuer } = await readIssuer(home);
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`assistant:${assistantSecret}`).toString('base64')}`,
      },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: 'custos/decisions custos/subjects',
      }),
    });
    const { access_token: bearer } = (await response.json()) as { access_token: string };

    expect(response.status).toBe(200);
    expect((await get('/v1/me/consents', bearer)).status).toBe(403);
  });

  test('has keys that only their owner can read', async () => {
    for (const file of ['keys.json', 'issuer.jwks']) {
      expect((await stat(join(home, file))).mode & 0o777).toBe(0o600);
    }
  });

  test('rejects a second instance in the same home, names the first, and exits with 1', async () => {
    const [port = 0] = await freePorts(1);
    const { code, stderr } = await start({ CUSTOS_HOME: home, CUSTOS_PORT: String(port) });

    expect(code).toBe(1);
    expect(stderr).toContain(`another runtime uses ${home}`);
    expect(stderr).toContain(runtime.url);
  });

  test('reports a port in use, with the remedy', async () => {
    const other = await mkdtemp(join(tmpdir(), 'custos-runtime-'));
    const { code, stderr } = await start({
      CUSTOS_HOME: other,
      CUSTOS_PORT: String(runtime.port),
    });
    await rm(other, { recursive: true, force: true });

    expect(code).toBe(1);
    expect(stderr).toContain(`port ${runtime.port}`);
    expect(stderr).toContain('CUSTOS_PORT');
  });

  test('after a kill and a start, unlocks the home, stops the old database server, and retains keys and data', async () => {
    const before = await readIssuer(home);
    const orphan = await databaseProcess();
    const person = await token('subject', 'ada@example.com');
    await runtime.kill();
    expect(processIdentity(orphan)).toBeDefined();

    runtime = await startRuntimeProcess({ home, port: runtime.port });

    expect(processIdentity(orphan)).toBeUndefined();
    expect(await readIssuer(home)).toEqual(before);
    expect((await get('/v1/me/consents', person)).status).toBe(200);
  });

  test('ends with its database and exit code 0 within five seconds of SIGTERM', async () => {
    const child = await databaseProcess();
    const since = Date.now();

    const code = await runtime.stop();

    expect(code).toBe(0);
    expect(Date.now() - since).toBeLessThan(5_000);
    expect(processIdentity(child)).toBeUndefined();
    expect((await get('/v1/health').catch(() => undefined))?.status).toBeUndefined();
  });
});

// A terminal sends the signal to every process of the group, so that the database ends at once.
test.skipIf(process.platform === 'win32')(
  'Ctrl-C ends it quietly while functions of a schedule run',
  async () => {
    const other = await mkdtemp(join(tmpdir(), 'custos-runtime-'));
    const [port = 0, issuerPort = 0] = await freePorts(2);
    const child = spawn(process.execPath, ['local/start.ts'], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        CUSTOS_HOME: other,
        CUSTOS_PORT: String(port),
        CUSTOS_ISSUER_PORT: String(issuerPort),
      },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await expect.poll(() => output, { timeout: 60_000 }).toContain('Ready in');
    await delay(2_200);

    process.kill(-(child.pid ?? 0), 'SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    await rm(other, { recursive: true, force: true });

    expect(code).toBe(0);
    expect(output).toMatch(/\nStopping \.\.\.\nStopped\. The data stays\.\n$/);
  },
);
