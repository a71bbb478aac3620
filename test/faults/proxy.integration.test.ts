import { BatchExecuteStatementCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { StoreUnavailableError } from '../../lambda/platform/dynamo/errors.ts';
import { getRow } from '../../lambda/platform/dynamo/read.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { tombstones } from '../../lambda/platform/keyring/table.ts';
import * as z from 'zod';
import { startDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { callOf, startFaultProxy } from './proxy.ts';
import type { FaultProxy } from './proxy.ts';

let server: TestDatabase;
let proxy: FaultProxy;
let database: Database;
let count = 0;

beforeAll(async () => {
  server = await startDatabase();
  proxy = await startFaultProxy(server.endpoint);
  const client = new DynamoDBClient({
    endpoint: proxy.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 2,
    requestHandler: { requestTimeout: 500, throwOnRequestTimeout: true },
  });
  database = { client, physicalName: server.database.physicalName };
});

afterAll(async () => {
  database.client.destroy();
  await proxy.stop();
  await server.stop();
});

beforeEach(() => {
  proxy.heal();
  count += 1;
});

const row = () => insert(tombstones, { kid: `kid-${count}`, at: 'now' });
const stored = async () =>
  (await getRow(server.database, tombstones, { kid: `kid-${count}` }, z.looseObject({}))) !==
  undefined;

describe('the fault proxy', () => {
  test('forwards calls and records them', async () => {
    const outcome = await transact(database, [row()]);

    expect(outcome).toEqual({ kind: 'committed' });
    expect(proxy.calls.at(-1)?.operation).toBe('ExecuteTransaction');
    expect(await stored()).toBe(true);
  });

  test('a conflict is retried until the transaction is committed', async () => {
    proxy.inject(callOf('ExecuteTransaction', `kid-${count}`), { kind: 'conflict' }, 3);

    const outcome = await transact(database, [row()]);

    expect(outcome).toEqual({ kind: 'committed' });
    expect(proxy.calls.filter(({ body }) => body.includes(`kid-${count}`))).toHaveLength(4);
  });

  test('a conflict that never ends is reported as contended, with nothing written', async () => {
    proxy.inject(callOf('ExecuteTransaction'), { kind: 'conflict' });

    const outcome = await transact(database, [row()]);

    expect(outcome).toEqual({ kind: 'contended' });
    expect(await stored()).toBe(false);
  });

  test.each(['throttle', 'timeout', 'disconnect-before'] as const)(
    '%s is reported as an unavailable store, with nothing written',
    async (kind) => {
      proxy.inject(callOf('ExecuteTransaction'), { kind });

      await expect(transact(database, [row()])).rejects.toThrow(StoreUnavailableError);

      expect(await stored()).toBe(false);
    },
  );

  test('a disconnect after the commit leaves the row, whatever the client received', async () => {
    proxy.inject(callOf('ExecuteTransaction'), { kind: 'disconnect-after' });

    await expect(transact(database, [row()])).rejects.toThrow(StoreUnavailableError);

    expect(await stored()).toBe(true);
  });

  test('a batch can return with nothing processed', async () => {
    proxy.inject(callOf('BatchExecuteStatement'), { kind: 'unprocessed' }, 1);
    const statement = row();

    const { Responses: responses } = await database.client.send(
      new BatchExecuteStatementCommand({
        Statements: [
          {
            Statement: statement.text(database.physicalName(tombstones)),
            Parameters: [...statement.parameters],
          },
        ],
      }),
    );

    expect(responses?.map(({ Error }) => Error?.Code)).toEqual(['ThrottlingError']);
    expect(await stored()).toBe(false);
  });

  test('a hook runs once, before the call arrives', async () => {
    const seen: boolean[] = [];
    proxy.onRequest(callOf('ExecuteTransaction', `kid-${count}`), async () => {
      seen.push(await stored());
      return undefined;
    });

    await transact(database, [row()]);
    await transact(database, [row()]);

    expect(seen).toEqual([false]);
  });
});
