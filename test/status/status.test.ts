import { importJWK } from 'jose';
import { verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { variablesOf } from '../../lambda/platform/environment.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { FileKeyring } from '../../local/adapters/keyring/file-keyring.ts';
import { signers } from '../../lambda/platform/keyring/keyring.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { openPlatform } from '../../lambda/platform/platform.ts';
import { statusHandlers } from '../../lambda/status/api.ts';
import { contractDocument } from '../../lambda/status/contract-document.ts';
import { statusApi } from '../../lambda/status/needs.ts';
import { statusRoutes } from '../../lambda/status/routes.ts';
import { call } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';

const directory = mkdtempSync(join(tmpdir(), 'custos-'));
afterAll(() => rmSync(directory, { recursive: true }));

const policy = examplePolicy;
const path = join(directory, 'keys.json');
const keyring = new FileKeyring(() => path);
const variables = Object.fromEntries(variablesOf(statusApi).map((name) => [name, path]));
const platform = openPlatform(
  statusApi,
  {
    ...variables,
    CUSTOS_STAGE: 'test',
    CUSTOS_KEY_CACHE_SECONDS: '1',
    CUSTOS_LAST_USE_SECONDS: '12',
  },
  { policy, keyring, log: openLog({ function: statusApi.name, stage: 'test' }, () => undefined) },
);
const published = readFileSync('lib/openapi/openapi.json', 'utf8');
const handlers = statusHandlers(platform, contractDocument(published));
const app = createApp(platform, statusRoutes, handlers);

describe('status', () => {
  test('health returns stage and policy, without a token', async () => {
    const result = await call(app, { method: 'GET', path: '/v1/health' });

    expect(result.status).toBe(200);
    expect(result.body).toEqual({ status: 'ok', policyVersion: policy.version, stage: 'test' });
    expect(result.headers['cache-control']).toBe('no-store');
  });

  test('the key set verifies what each signer signs, and may be cached', async () => {
    const result = await call(app, { method: 'GET', path: '/v1/jwks.json' });

    expect(result.headers['cache-control']).toBe('public, max-age=300');
    const { keys } = statusRoutes.getSigningKeys.responses[200].body.parse(result.body);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(signers.length);
    const message = Buffer.from('message');
    for (const [index, signer] of signers.entries()) {
      const key = keys[index]!;
      const signature = await keyring.sign(signer, message);
      expect(await importJWK(key)).toMatchObject({ type: 'public' });
      expect(verify(null, message, { key, format: 'jwk' }, signature)).toBe(true);
    }
  });

  test('the contract is served as it is published, and may be cached', async () => {
    const result = await call(app, { method: 'GET', path: '/v1/openapi.json' });

    expect(result.status).toBe(200);
    expect(result.text).toBe(published);
    expect(result.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'public, max-age=300',
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
    });
  });

  test.each([
    ['the ETag', (etag: string) => etag, 304],
    ['the ETag among others, weakly', (etag: string) => `"other", W/${etag}`, 304],
    ['another ETag', () => '"other"', 200],
  ])(
    'a client with a copy that sends %s gets 304 or the document',
    async (_title, sent, status) => {
      const first = await call(app, { method: 'GET', path: '/v1/openapi.json' });
      const result = await call(app, {
        method: 'GET',
        path: '/v1/openapi.json',
        headers: { 'If-None-Match': sent(first.headers['etag'] ?? '') },
      });

      expect(result.status).toBe(status);
      expect(result.headers['etag']).toBe(first.headers['etag']);
      expect(result.text).toBe(status === 304 ? '' : published);
    },
  );
});
