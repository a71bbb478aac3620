import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { startDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  server = await startDatabase();
  database = server.database;
});
afterAll(() => server.stop());

const custos = async (...words: string[]) => {
  const child = spawn(process.execPath, ['bin/custos.mjs', ...words], {
    env: {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'eu-central-1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const status = await new Promise((done) => child.once('close', done));
  return { status, ...output };
};

describe('custos replay-tombstones', () => {
  test('destroys the keys that a restore has brought back', async () => {
    const [destroyed, current] = ['ab'.repeat(16), 'cd'.repeat(16)];
    await transact(database, [
      insert(tombstones, {
        kid: destroyed,
        commitment: '0'.repeat(64),
        destroyedAt: '2026-11-24T09:00:00Z',
      }),
    ]);
    for (const kid of [destroyed, current]) {
      await database.client.send(
        new PutItemCommand({ TableName: database.physicalName(subjectKeys), Item: keyItem(kid) }),
      );
    }

    const { status, stdout, stderr } = await custos(
      ...['replay-tombstones', '--stage', 'prod', '--endpoint-url', server.endpoint],
      ...['--table', `subject-keys=${database.physicalName(subjectKeys)}`],
      ...['--table', `tombstones=${database.physicalName(tombstones)}`],
    );

    expect({ status, stdout }).toEqual({ status: 0, stdout: 'Destroyed again: 1 keys.\n' });
    expect(stderr).toContain('2 keys read, 1 destroyed again');
    expect(await rowOf(destroyed)).toBeUndefined();
    expect(await rowOf(current)).toBeDefined();
  });

  test('rejects a table option without a name', async () => {
    const { status, stderr } = await custos('replay-tombstones', '--stage', 'prod', '--table', 'x');

    expect(status).toBe(1);
    expect(stderr).toContain('Write it as subject-keys=NAME-OF-THE-TABLE.');
  });
});

const keyItem = (kid: string): Record<string, AttributeValue> => ({
  subjectId: { S: '00000000-0000-4000-8000-000000000000' },
  erasureClass: { S: `class-${kid.slice(0, 2)}` },
  kid: { S: kid },
  wrappedKey: { B: Buffer.alloc(16) },
  wrapAlgorithm: { N: '1' },
  commitment: { S: '0'.repeat(64) },
  createdAt: { S: '2026-11-24T09:00:00.000Z' },
  version: { N: String(Number.parseInt(kid.slice(0, 12), 16)) },
});

const rowOf = async (kid: string) => {
  const { subjectId, erasureClass } = keyItem(kid);
  const { Item: item } = await database.client.send(
    new GetItemCommand({
      TableName: database.physicalName(subjectKeys),
      Key: { subjectId: subjectId!, erasureClass: erasureClass! },
    }),
  );
  return item;
};
