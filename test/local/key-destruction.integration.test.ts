import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remove, insert } from '../../lambda/platform/dynamo/statement.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { runFunctions } from '../../local/function-pool.ts';
import type { Functions } from '../../local/function-pool.ts';
import type { LocalFunction } from '../../local/functions.ts';
import { destroysKey, limited } from '../../local/key-destruction.ts';

const code = `
export const handler = ({ milliseconds }) =>
  new Promise((resolve) => setTimeout(() => resolve('whole'), milliseconds));
`;
let folder: string;
let functions: Functions;

const functionCalled = (name: string, holdsSubjectKeys: boolean): LocalFunction => ({
  name,
  ...{ module: join(folder, 'pause.mjs'), exported: 'handler' },
  ...{ timeoutSeconds: 60, memoryMegabytes: 128, holdsSubjectKeys },
  environment: { CUSTOS_TABLE_SUBJECT_KEYS: 'Keys' },
  deployed: { arn: '', roleArn: '', variables: {} },
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-keys-'));
  await writeFile(join(folder, 'pause.mjs'), code);
  functions = runFunctions([functionCalled('reader', true), functionCalled('other', false)], {
    compileCache: join(folder, 'cache'),
    log: (output) => output.resume(),
    keyUseSeconds: 1,
  });
});

afterAll(async () => {
  await functions.stop();
  await rm(folder, { recursive: true, force: true });
});

const call = (name: string, milliseconds: number) =>
  functions.invoke(name, JSON.stringify({ milliseconds }));

test('a call that holds keys ends soon after one was destroyed, and others run on', async () => {
  await Promise.all([call('reader', 500), call('reader', 500), call('other', 500)]);
  const [long, brief, other] = [call('reader', 30_000), call('reader', 600), call('other', 2_000)];
  await pause(300);

  functions.keyDestroyed();
  const later = call('reader', 2_000);

  expect(await long).toMatchObject({ kind: 'failed', timedOut: true });
  for (const whole of [brief, other, later]) {
    expect(await whole).toEqual({ kind: 'returned', payload: '"whole"' });
  }
});

test('the call that destroys a key is recognised, and one that makes a tombstone alone is not', () => {
  const isDestruction = destroysKey([functionCalled('reader', true)]);
  const calling = (...writes: readonly ReturnType<typeof remove>[]) => ({
    at: new Date(),
    target: 'DynamoDB_20120810.ExecuteTransaction',
    input: {
      TransactStatements: writes.map(({ table, text }) => ({
        Statement: text(table === subjectKeys ? 'Keys' : 'Tombstones'),
      })),
    },
  });
  const tombstone = insert(tombstones, { kid: 'a' });
  const removal = remove(subjectKeys, { subjectId: 'a', erasureClass: 'b' }, 1);

  expect(isDestruction(calling(tombstone, removal))).toBe(true);
  expect(isDestruction(calling(removal))).toBe(true);
  expect(isDestruction(calling(tombstone))).toBe(false);
});

test('where calls of the database are not seen, a function with keys never runs for long', () => {
  expect(limited(functionCalled('reader', true)).timeoutSeconds).toBe(10);
  expect(limited(functionCalled('other', false)).timeoutSeconds).toBe(60);
});
