import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { EnvironmentError, readEnvironment } from '../../../lambda/platform/environment.ts';
import type { FunctionFacts } from '../../../lambda/platform/environment.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';
import { KmsKeyring } from '../../../lambda/platform/keyring/kms-keyring.ts';
import { openKeyring } from '../../../lambda/platform/keyring/open-keyring.ts';
import { DirectoryObjects } from '../../../local/adapters/objects/directory-objects.ts';
import { ObjectArgumentError } from '../../../lambda/platform/objects/errors.ts';
import { openObjects } from '../../../lambda/platform/objects/open-objects.ts';
import { S3Objects } from '../../../lambda/platform/objects/s3-objects.ts';

const root = mkdtempSync(join(tmpdir(), 'custos-'));
const path = join(root, 'keys.json');
const facts: FunctionFacts = {
  name: 'some-function',
  entry: 'lambda/some/handler.ts',
  purpose: 'test',
  trigger: { kind: 'invoked' },
  needs: [{ keyring: ['hmac-alias', 'public-key-receipts'] }, { objects: ['exists'] }],
  timeoutSeconds: 10,
  memoryMegabytes: 256,
};

afterAll(() => rmSync(root, { recursive: true }));

const environment = (variables: Record<string, string>) =>
  readEnvironment(facts, {
    CUSTOS_STAGE: 'local',
    CUSTOS_FUNCTION: 'some-function',
    CUSTOS_KEY_CACHE_SECONDS: '1',
    CUSTOS_LAST_USE_SECONDS: '12',
    CUSTOS_KEYRING: 'file',
    CUSTOS_KEYRING_HMAC_ALIAS: path,
    CUSTOS_KEYRING_RECEIPTS: path,
    CUSTOS_OBJECTS: 'directory',
    CUSTOS_OBJECTS_AT: JSON.stringify({
      directory: root,
      baseUrl: 'http://127.0.0.1:8787/objects',
      keyFile: path,
    }),
    ...variables,
  });

test('the environment names the adapter of each port', () => {
  expect(openKeyring(environment({}))).toBeInstanceOf(FileKeyring);
  expect(openKeyring(environment({ CUSTOS_KEYRING: 'kms' }))).toBeInstanceOf(KmsKeyring);
  expect(openObjects(environment({}))).toBeInstanceOf(DirectoryObjects);
  expect(
    openObjects(environment({ CUSTOS_OBJECTS: 's3', CUSTOS_OBJECTS_AT: 'a-bucket' })),
  ).toBeInstanceOf(S3Objects);
});

test.each(['file', 'kms'])('a key that the needs do not declare is refused (%s)', async (kind) => {
  const keyring = openKeyring(environment({ CUSTOS_KEYRING: kind }));

  await expect(keyring.sign('certificates', Buffer.of(1))).rejects.toThrow(EnvironmentError);
  for (const purpose of ['idempotency-key/v1', 'follow-up/v1'] as const) {
    await expect(keyring.hmac(purpose, ['a'])).rejects.toThrow(EnvironmentError);
  }
});

test('keys that the needs declare are usable', async () => {
  const keyring = openKeyring(environment({}));

  expect(await keyring.hmac('alias/v1', ['a'])).toHaveLength(32);
  expect((await keyring.publicKey('receipts')).alg).toBe('EdDSA');
});

test.each(['/a/directory', '{"directory":"x"}', '[]'])(
  'a place of objects that reads %j is refused by the name of its variable',
  (place) => {
    expect(() => openObjects(environment({ CUSTOS_OBJECTS_AT: place }))).toThrow(
      ObjectArgumentError,
    );
    expect(() => openObjects(environment({ CUSTOS_OBJECTS_AT: place }))).toThrow(
      'CUSTOS_OBJECTS_AT',
    );
  },
);
