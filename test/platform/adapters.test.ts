import { openEvents } from '#events';
import { openKeyring } from '#keyring';
import { openMail } from '#mail';
import { openMediaObjects } from '#media';
import { openObjects } from '#objects';
import { openExecutionClient, openWorkflow } from '#workflow';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { EventBridgeEvents } from '../../lambda/event/eventbridge-events.ts';
import { EnvironmentError } from '../../lambda/platform/environment.ts';
import type { FunctionFacts } from '../../lambda/platform/environment.ts';
import { KmsKeyring } from '../../lambda/platform/keyring/kms-keyring.ts';
import { SesMail } from '../../lambda/platform/mail/ses-mail.ts';
import { S3Media } from '../../lambda/platform/media/s3-media.ts';
import { S3Objects } from '../../lambda/platform/objects/s3-objects.ts';
import { openPlatform } from '../../lambda/platform/platform.ts';
import { DurableWorkflow } from '../../lambda/platform/workflow/durable-workflow.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { openKeyring as openFileKeyring } from '../../local/adapters/keyring/file-keyring.ts';

const directory = mkdtempSync(join(tmpdir(), 'custos-'));
afterAll(() => rmSync(directory, { recursive: true }));

const { imports } = z
  .object({
    imports: z.record(
      z.templateLiteral(['#', z.string()]),
      z.union([z.string(), z.object({ 'custos-local': z.string(), default: z.string() })]),
    ),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const ports = Object.entries(imports).flatMap(([name, target]) =>
  typeof target === 'string' ? [] : [[name, target] as const],
);

describe('the adapters', () => {
  test('are those of AWS unless the condition of the embedded runtime is set', () => {
    expect(openKeyring(() => 'key')).toBeInstanceOf(KmsKeyring);
    expect(openObjects('bucket', systemClock)).toBeInstanceOf(S3Objects);
    expect(openMediaObjects('bucket', systemClock)).toBeInstanceOf(S3Media);
    expect(openWorkflow(() => 'arn')).toBeInstanceOf(DurableWorkflow);
    expect(openExecutionClient()).toBeUndefined();
    const sender = { from: 'privacy@example.com', configurationSet: 'custos-dev', perSecond: 10 };
    expect(openMail(JSON.stringify(sender))).toBeInstanceOf(SesMail);
    expect(openEvents('bus')).toBeInstanceOf(EventBridgeEvents);
  });

  test.each(ports)(
    'of %s are opened the same way in AWS and in the embedded runtime',
    async (_, target) => {
      expect(target['custos-local']).toMatch(/^\.\/local\/adapters\//);
      expect(target.default).toMatch(/^\.\/lambda\//);
      const [local, aws] = await Promise.all(
        [target['custos-local'], target.default].map(async (path) => {
          const module = (await import(join(process.cwd(), path))) as object;
          return Object.keys(module).filter((name) => name.startsWith('open'));
        }),
      );

      expect(aws).not.toEqual([]);
      expect(local).toEqual(aws);
    },
  );
});

const facts: FunctionFacts = {
  name: 'some-function',
  area: 'machinery',
  entry: 'lambda/some/handler.ts',
  purpose: 'test',
  worstCase: 'nothing about people',
  trigger: { kind: 'invoked' },
  needs: [{ keyring: ['hmac-alias', 'public-key-receipts'] }],
  timeoutSeconds: 10,
  memoryMegabytes: 256,
};
const variables = {
  CUSTOS_STAGE: 'test',
  CUSTOS_FUNCTION: 'some-function',
  CUSTOS_KEY_CACHE_SECONDS: '1',
  CUSTOS_LAST_USE_SECONDS: '12',
  CUSTOS_KEYRING_HMAC_ALIAS: join(directory, 'keys.json'),
  CUSTOS_KEYRING_RECEIPTS: join(directory, 'keys.json'),
};

test('of a keyring reject a key that the needs do not declare before any call', async () => {
  const { keyring } = openPlatform(facts, variables);

  await expect(keyring.sign('certificates', Buffer.of(1))).rejects.toThrow(EnvironmentError);
  for (const purpose of ['idempotency-key/v1', 'follow-up/v1'] as const) {
    await expect(keyring.hmac(purpose, ['a'])).rejects.toThrow(EnvironmentError);
  }
});

test('of the embedded runtime have the named keys, and no others', async () => {
  const named: Record<string, string> = { 'hmac-alias': variables.CUSTOS_KEYRING_HMAC_ALIAS };
  const keyring = openFileKeyring((use) => {
    const path = named[use];
    if (path === undefined) throw new EnvironmentError('some-function', [use]);
    return path;
  });

  expect(await keyring.hmac('alias/v1', ['a'])).toHaveLength(32);
  await expect(keyring.sign('certificates', Buffer.of(1))).rejects.toThrow(EnvironmentError);
});
