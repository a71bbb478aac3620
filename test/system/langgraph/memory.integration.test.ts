import { emptyCheckpoint } from '@langchain/langgraph-checkpoint';
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Connector, ConnectorCall } from '../../../lambda/system/model/connector.ts';
import { everyPage, totalOf } from '../connector-fixture.ts';
import { testPostgres } from '../postgresql/test-postgres.ts';
import type { TestPostgres } from '../postgresql/test-postgres.ts';
import { startAssistant } from '../../../local/systems/assistant.ts';
import type { Assistant } from '../../../local/systems/assistant.ts';
import { memoryConnector, memorySettings } from './fixture.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await testPostgres();
});

const call = (userId: string, more: Partial<ConnectorCall> = {}): ConnectorCall => ({
  taskId: randomUUID(),
  identifiers: [{ type: 'user-id', value: userId }],
  categories: ['prompt-text', 'inferences'],
  path: 'first',
  until: Date.now() + 30_000,
  ...more,
});
const erase = (connector: Connector, userId: string) =>
  everyPage((cursor) => connector.erase(call(userId, { ...(cursor && { cursor }) })));

interface World {
  readonly schema: string;
  readonly assistant: Assistant;
  readonly connector: Connector;
  readonly rows: (table: string) => Promise<number>;
}

async function open(threads: unknown, store?: unknown): Promise<World> {
  const schema = await postgres.newSchema();
  const assistant = await startAssistant(postgres, schema);
  onTestFinished(() => assistant.stop());
  const settings = memorySettings({
    ...{ schema, threads: { category: 'prompt-text', by: threads } },
    ...(store !== undefined && { store: { category: 'inferences', namespace: store } }),
  });
  return {
    ...{ schema, assistant },
    connector: memoryConnector(postgres, settings),
    rows: async (table) => {
      const [row] = await postgres.query(`SELECT count(*)::int AS n FROM ${schema}.${table}`);
      return Number(row?.['n']);
    },
  };
}

const byState = { kind: 'state', channel: 'userId', identifier: 'user-id' };
const byThreadId = { kind: 'thread-id', form: '{user-id}:*' };
const tables = ['checkpoints', 'checkpoint_blobs', 'checkpoint_writes'] as const;

describe('threads', () => {
  test.each([
    ['a channel of the state', byState],
    ['the form of their ids', byThreadId],
  ])('are found by %s: all rows of the person go, and none of others', async (_by, by) => {
    const { assistant, connector, rows } = await open(by);
    await assistant.say('a:1', 'a', 'I live in Lyon');
    await assistant.say('a:2', 'a', 'I moved');
    const alone = await Promise.all(tables.map(rows));
    await assistant.say('ab:1', 'ab', 'I live in Oslo');
    await assistant.say('%:1', '%', 'I live in Bonn');
    const all = await Promise.all(tables.map(rows));

    const erased = totalOf(await erase(connector, 'a'));

    expect(erased).toBe(alone.reduce((sum, count) => sum + count));
    expect(await Promise.all(tables.map(rows))).toEqual(
      all.map((count, index) => count - (alone[index] ?? 0)),
    );
    expect(await rows('checkpoint_migrations')).toBeGreaterThan(0);
    const other = await assistant.saver.getTuple({ configurable: { thread_id: 'ab:1' } });
    expect(JSON.stringify(other?.checkpoint.channel_values)).toContain('Oslo');
    expect(totalOf(await erase(connector, 'a'))).toBe(0);
  });

  test('are in an export as people read them', async () => {
    const { assistant, connector } = await open(byState, ['memories', '{user-id}']);
    await assistant.say('t1', 'a', 'I live in Lyon');
    await assistant.remember(['memories', 'a'], 'home', 'Lyon');

    const pages = await everyPage((cursor) =>
      connector.export(call('a', { ...(cursor && { cursor }) })),
    );

    const items = pages.flatMap((page) => page.items.filter((item) => item.kind === 'json'));
    expect(items).toContainEqual({
      kind: 'json',
      category: 'prompt-text',
      content: {
        table: 'checkpoint_blobs',
        row: expect.objectContaining({
          thread_id: 't1',
          channel: 'messages',
          value: expect.arrayContaining([
            expect.objectContaining({ class: 'HumanMessage', content: 'I live in Lyon' }),
          ]),
        }),
      },
    });
    expect(items).toContainEqual({
      kind: 'json',
      category: 'inferences',
      content: {
        table: 'store',
        row: expect.objectContaining({ namespace_path: 'memories:a', value: { text: 'Lyon' } }),
      },
    });
    expect(totalOf(pages)).toBe(items.length);
  });

  test('of two people are left to staff, after the others are erased', async () => {
    const { assistant, connector, rows } = await open(byState);
    await assistant.say('shared', 'a', 'Hello');
    await assistant.say('shared', 'b', 'Hello too');
    const shared = await rows('checkpoints');
    await assistant.say('own', 'a', 'Alone');

    await expect(erase(connector, 'a')).rejects.toMatchObject({ code: 'unsafe-identifier' });

    expect(await rows('checkpoints')).toBe(shared);
    const state = await assistant.saver.getTuple({ configurable: { thread_id: 'shared' } });
    expect(JSON.stringify(state?.checkpoint.channel_values)).toContain('Hello too');
  });

  test('are erased to the end after an interruption, by a process that knows nothing', async () => {
    const { assistant, connector, rows } = await open(byState);
    for (const text of ['one', 'two', 'three']) await assistant.say('t', 'a', text);

    // Each page without its cursor: every call is the first of a process that knows nothing.
    let counts: readonly number[] = [];
    while (counts.at(-1) !== 0) {
      const page = await connector.erase(call('a', { until: 0 }));
      counts = [...counts, page.kind === 'page' ? totalOf([page]) : 0];
    }

    expect(counts.length).toBeGreaterThan(10);
    expect(await Promise.all(tables.map(rows))).toEqual([0, 0, 0]);
  });

  test('leave no version of the channel of the person that has no value', async () => {
    const { schema, assistant, connector, rows } = await open(byState);
    await assistant.say('t', 'a', 'Hello');
    await postgres.query(
      `INSERT INTO ${schema}.checkpoint_blobs (thread_id, checkpoint_ns, channel, version, type, blob)
        SELECT 't', '', 'userId', 'none-' || n, 'empty', NULL FROM generate_series(1, 5) n`,
    );

    await erase(connector, 'a');

    expect(await rows('checkpoint_blobs')).toBe(0);
  });

  test('whose id has no sign after the identifier are not of the form', async () => {
    const { assistant, connector, rows } = await open(byThreadId);
    await assistant.say('a', 'someone', 'Hello');
    const before = await rows('checkpoints');

    expect(totalOf(await erase(connector, 'a'))).toBe(0);
    expect(await rows('checkpoints')).toBe(before);
  });

  test('of an e-mail address are found as it was typed', async () => {
    const { assistant, connector, rows } = await open({ ...byState, identifier: 'email' });
    await assistant.say('t', 'Ada@Example.com', 'Hello');
    const identifiers = [{ type: 'email' as const, value: 'ada@example.com' }];

    expect(await connector.control(call('', { identifiers }))).toMatchObject({ rows: 0 });
    await everyPage((cursor) =>
      connector.erase(call('', { identifiers, ...(cursor && { cursor }) })),
    );

    expect(await Promise.all(tables.map(rows))).toEqual([0, 0, 0]);
  });

  test('have writes that came late: the form of their ids finds them', async () => {
    const { assistant, connector, rows } = await open(byThreadId);
    await assistant.say('a:1', 'a', 'Hello');
    await erase(connector, 'a');
    const late = { configurable: { thread_id: 'a:1', checkpoint_ns: '', checkpoint_id: 'c' } };
    await assistant.saver.putWrites(late, [['messages', 'I live in Lyon']], randomUUID());

    expect(totalOf([(await connector.find(call('a'))) as never])).toBe(1);
    expect(totalOf(await erase(connector, 'a'))).toBe(1);
    expect(await rows('checkpoint_writes')).toBe(0);
  });

  test('as LangGraph for Python stores them, whose metadata names the person', async () => {
    const by = { kind: 'metadata', key: 'user_id', identifier: 'user-id' };
    const { assistant, connector, rows } = await open(by);
    const metadata = { source: 'input', step: -1, parents: {} } as const;
    for (const userId of ['a', 'b']) {
      const config = { configurable: { thread_id: `of-${userId}`, checkpoint_ns: '' } };
      const owned = { ...metadata, user_id: userId };
      await assistant.saver.put(config, emptyCheckpoint(), owned, {});
      // A subgraph has checkpoints without it, in the same thread.
      await assistant.saver.put(config, emptyCheckpoint(), metadata, {});
    }

    expect(totalOf(await erase(connector, 'a'))).toBe(2);
    expect(await rows('checkpoints')).toBe(2);
  });

  test('that are named by an identifier with the sign that ends one are not touched', async () => {
    const { assistant, connector, rows } = await open(byThreadId);
    await assistant.say('a:1', 'a', 'Hello');
    const before = await rows('checkpoints');

    await expect(erase(connector, 'a:1')).rejects.toMatchObject({ code: 'unsafe-identifier' });
    expect(await rows('checkpoints')).toBe(before);
  });
});

describe('memories', () => {
  test('go with their vectors: a search finds nothing of the person, and all of others', async () => {
    const { assistant, connector } = await open(byState, ['memories', '{user-id}']);
    for (const user of ['a', 'ab', 'b']) {
      await assistant.remember(['memories', user], 'home', `${user} lives in Lyon`);
      await assistant.remember(['memories', user, 'work'], 'job', `${user} works in Lyon`);
    }
    await assistant.remember(['settings', 'a'], 'theme', 'dark');
    const search = async (...namespace: string[]) =>
      (await assistant.store.search(namespace, { query: 'lives in Lyon', limit: 20 })).map(
        ({ namespace: of }) => of[1],
      );
    expect((await search('memories')).sort()).toEqual(['a', 'a', 'ab', 'ab', 'b', 'b']);

    expect(totalOf(await erase(connector, 'a'))).toBe(4);

    expect((await search('memories')).sort()).toEqual(['ab', 'ab', 'b', 'b']);
    expect(await search('settings', 'a')).toEqual(['a']);
  });

  test('of a namespace that an identifier would leave are not touched', async () => {
    const { assistant, connector, rows } = await open(byState, ['memories', '{user-id}']);
    await assistant.remember(['memories', 'a', 'b'], 'home', 'Lyon');

    await expect(erase(connector, 'a:b')).rejects.toMatchObject({ code: 'unsafe-identifier' });
    expect(await rows('store')).toBe(1);
  });

  test('as LangGraph for Python stores them', async () => {
    const { schema, connector, rows } = await open(byState, ['memories', '{user-id}']);
    await postgres.query(`DROP TABLE ${schema}.store CASCADE`);
    await postgres.query(`DROP TABLE IF EXISTS ${schema}.store_vectors`);
    await postgres.query(
      `CREATE TABLE ${schema}.store (prefix text NOT NULL, key text NOT NULL, value jsonb NOT NULL, PRIMARY KEY (prefix, key))`,
    );
    await postgres.query(
      `INSERT INTO ${schema}.store VALUES ('memories.a', 'k', '{}'), ('memories.a.work', 'k', '{}'), ('memories.ab', 'k', '{}')`,
    );

    expect(totalOf(await erase(connector, 'a'))).toBe(2);
    expect(await rows('store')).toBe(1);
  });
});
