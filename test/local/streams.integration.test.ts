import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startDynoxide } from '../../local/database.ts';
import type { Dynoxide } from '../../local/database.ts';
import type { Invoke } from '../../local/invocation.ts';
import { StreamPositions } from '../../local/stream-positions.ts';
import { streamFilter } from '../../local/stream-filter.ts';
import { feedStreams } from '../../local/streams.ts';
import type { StreamMapping } from '../../local/streams.ts';
import { createTables, localTables } from '../../local/tables.ts';
import { sweepOnce } from '../../local/time-to-live.ts';
import { fixtureAssembly } from './fixture.ts';

const everything: StreamMapping = {
  functionName: 'consumer',
  tableName: 'Things',
  batchSize: 2,
  filter: streamFilter([]),
  retries: -1,
};

let folder: string;
let server: Dynoxide;
let client: DynamoDBClient;
let feeds: { stop: () => Promise<void> }[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'custos-streams-'));
  feeds = [];
  await startServer();
});

afterEach(async () => {
  await Promise.all(feeds.map((feed) => feed.stop()));
  client.destroy();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function startServer(): Promise<void> {
  server = await startDynoxide({ path: join(folder, 'data.sqlite') });
  client = new DynamoDBClient({
    endpoint: server.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await createTables(client, localTables(fixtureAssembly()));
}

async function restartServer(): Promise<void> {
  client.destroy();
  await server.stop();
  await startServer();
}

function startFeed(mappings: readonly StreamMapping[], invoke: Invoke) {
  const feed = feedStreams(mappings, {
    database: { url: server.endpoint },
    invoke,
    positions: new StreamPositions(join(folder, 'streams.json')),
    say: () => undefined,
  });
  feeds.push(feed);
  return feed;
}

const put = (id: string, expiresAt?: number) =>
  client.send(
    new PutItemCommand({
      TableName: 'Things',
      Item: { id: { S: id }, ...(expiresAt && { expiresAt: { N: String(expiresAt) } }) },
    }),
  );
const eventOf = (payload: string) => JSON.parse(payload) as DynamoDBStreamEvent;
const idsOf = (payload: string) =>
  eventOf(payload).Records.map(({ dynamodb }) => dynamodb?.Keys?.['id']?.S ?? '');
const handled = { kind: 'returned', payload: 'null' } as const;
const refused = {
  kind: 'failed',
  timedOut: false,
  error: { errorType: 'Error', errorMessage: '' },
} as const;

describe('streams', () => {
  test('deliver every change once and in order, over a restart of everything', async () => {
    const seen: string[] = [];
    const invoke: Invoke = (_, payload) => {
      seen.push(...idsOf(payload));
      return Promise.resolve(handled);
    };
    const feed = startFeed([everything], invoke);
    for (const id of ['a', 'b', 'c']) await put(id);
    await vi.waitFor(() => expect(seen).toEqual(['a', 'b', 'c']), 10_000);
    await feed.stop();

    for (const id of ['d', 'e', 'f']) await put(id);
    await restartServer();
    await put('g');
    startFeed([everything], invoke);

    await vi.waitFor(() => expect(seen).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']), 10_000);
  });

  test('retry a batch that a consumer rejected, and delay no other consumer', async () => {
    const seen: string[] = [];
    let refusals = 2;
    startFeed([{ ...everything, functionName: 'failing' }, everything], (name, payload) => {
      if (name === 'failing' && refusals > 0) {
        refusals -= 1;
        return Promise.resolve(refused);
      }
      seen.push(...idsOf(payload).map((id) => `${name} ${id}`));
      return Promise.resolve(handled);
    });

    await put('a');

    await vi.waitFor(() => expect(seen).toEqual(['consumer a', 'failing a']), 10_000);
  });

  test('continue at the first change that a consumer reports as failed', async () => {
    const batches: string[][] = [];
    startFeed([everything], (_, payload) => {
      batches.push(idsOf(payload));
      const failed = eventOf(payload).Records.filter(
        ({ dynamodb }) => dynamodb?.Keys?.['id']?.S === 'b' && batches.length < 3,
      );
      const batchItemFailures = failed.map(({ dynamodb }) => ({
        itemIdentifier: dynamodb?.SequenceNumber,
      }));
      return Promise.resolve({ kind: 'returned', payload: JSON.stringify({ batchItemFailures }) });
    });

    await put('a');
    await put('b');

    await vi.waitFor(() => expect(batches.at(-1)).toEqual(['b']), 10_000);
    expect(batches.flat().filter((id) => id === 'a')).toHaveLength(1);
  });

  test('give up on a change after the retries of the mapping, and continue with the next', async () => {
    const seen: string[] = [];
    startFeed([{ ...everything, batchSize: 1, retries: 1 }], (_, payload) => {
      seen.push(...idsOf(payload));
      return Promise.resolve(idsOf(payload).includes('bad') ? refused : handled);
    });

    await put('bad');
    await put('good');

    await vi.waitFor(() => expect(seen).toEqual(['bad', 'bad', 'good']), 10_000);
  });

  test('distinguish a deletion by time to live from a deletion by a client', async () => {
    const seen: unknown[] = [];
    const removals = { ...everything, filter: streamFilter(['{"eventName":["REMOVE"]}']) };
    startFeed([removals], (_, payload) => {
      for (const { dynamodb, userIdentity } of eventOf(payload).Records) {
        seen.push([dynamodb?.OldImage?.['id']?.S, userIdentity]);
      }
      return Promise.resolve(handled);
    });
    await put('expired', 1_000);
    await put('deleted');

    await client.send(
      new DeleteItemCommand({ TableName: 'Things', Key: { id: { S: 'deleted' } } }),
    );
    await sweepOnce({ url: server.mcpEndpoint });

    await vi.waitFor(
      () =>
        expect(seen).toEqual([
          ['deleted', undefined],
          ['expired', { type: 'Service', principalId: 'dynamodb.amazonaws.com' }],
        ]),
      10_000,
    );
  });
});
