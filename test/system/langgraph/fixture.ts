import { emptyCheckpoint } from '@langchain/langgraph-checkpoint';
import { randomUUID } from 'node:crypto';
import { langgraphSettings } from '../../../lambda/policy/connectors/langgraph.ts';
import type { LanggraphSettings } from '../../../lambda/policy/connectors/langgraph.ts';
import { langgraphConnector } from '../../../lambda/system/langgraph/connector.ts';
import type { Connector } from '../../../lambda/system/model/connector.ts';
import type { JsonValue } from '../../../lambda/value/json.ts';
import { asPlanted } from '../connector-fixture.ts';
import type { ConnectorFixture } from '../connector-fixture.ts';
import { stageOf, trusting } from '../postgresql/fixture.ts';
import type { TestPostgres } from '../postgresql/test-postgres.ts';
import { startAssistant } from '../../../local/systems/assistant.ts';

const secret = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:memory-a1b2c3';

export const memorySettings = (settings: Readonly<Record<string, unknown>>): LanggraphSettings =>
  langgraphSettings.parse({ kind: 'langgraph', secret, ...settings });

export const memoryConnector = (
  postgres: Pick<TestPostgres, 'secret' | 'certificateAuthority'>,
  settings: LanggraphSettings,
): Connector =>
  langgraphConnector(trusting(postgres, settings), {
    readSecret: () => Promise.resolve(postgres.secret),
    stage: stageOf(postgres),
    actions: ['export', 'erase'],
    rowsAtOnce: 3,
  });

/** An assistant whose own table says which thread is whose, with memories in the store. */
export async function openMemoryFixture(postgres: TestPostgres): Promise<ConnectorFixture> {
  const schema = await postgres.newSchema();
  const assistant = await startAssistant(postgres, schema);
  const at = (table: string) => `${schema}."${table}"`;
  await postgres.query(
    `CREATE TABLE ${at('threads')} (id uuid PRIMARY KEY, user_id text NOT NULL)`,
  );
  const own = {
    ...{ kind: 'table', schema, table: 'threads', thread: 'id', column: 'user_id' },
    identifier: 'user-id',
  };
  const settings = {
    schema,
    threads: {
      category: 'prompt-text',
      by: own,
      second: { kind: 'metadata', key: 'user_id', identifier: 'user-id' },
    },
    store: { category: 'inferences', namespace: ['memories', '{user-id}'] },
  };
  const threads = `SELECT id::text FROM ${at('threads')} WHERE user_id = $1
    UNION SELECT thread_id FROM ${at('checkpoints')} WHERE metadata ->> 'user_id' = $1`;
  const ofThreads = ['checkpoints', 'checkpoint_blobs', 'checkpoint_writes'];
  const ofStore = ['store', 'store_vectors'];
  return {
    connector: memoryConnector(postgres, memorySettings(settings)),
    categories: ['prompt-text', 'inferences'],
    selectors: ['user-id'],
    settings: memorySettings(settings),
    async plant(person, rows) {
      const userId = person['user-id'];
      const thread = randomUUID();
      await postgres.query(`INSERT INTO ${at('threads')} VALUES ($1, $2)`, [thread, userId]);
      for (let row = 0; row < rows; row += 2) {
        await assistant.say(thread, userId, `${asPlanted} by ${person.email}`);
        if (row + 1 < rows) {
          await assistant.remember(['memories', userId, 'facts'], randomUUID(), person.email);
        }
      }
    },
    // As LangGraph for Python stores it, in a thread that the table does not have.
    async plantAside(person) {
      const config = { configurable: { thread_id: randomUUID(), checkpoint_ns: '' } };
      const metadata = {
        ...({ source: 'input', step: -1, parents: {} } as const),
        user_id: person['user-id'],
      };
      await assistant.saver.put(config, emptyCheckpoint(), metadata, {});
    },
    async stored(person) {
      const values = [person['user-id']];
      const rows = [
        ...(await Promise.all([
          ...ofThreads.map((table) =>
            postgres.query(
              `SELECT to_jsonb(t) AS row FROM ${at(table)} t WHERE thread_id IN (${threads})`,
              values,
            ),
          ),
          ...ofStore.map((table) =>
            postgres.query(
              `SELECT to_jsonb(t) AS row FROM ${at(table)} t WHERE namespace_path = 'memories:' || $1 || ':facts'`,
              values,
            ),
          ),
          postgres.query(
            `SELECT to_jsonb(t) AS row FROM ${at('threads')} t WHERE user_id = $1`,
            values,
          ),
        ])),
      ].flat();
      return rows.map(({ row }) => ({ content: row as JsonValue }));
    },
    async lose(person) {
      const values = [person['user-id']];
      for (const table of ['checkpoint_blobs', 'checkpoint_writes', 'checkpoints']) {
        await postgres.query(`DELETE FROM ${at(table)} WHERE thread_id IN (${threads})`, values);
      }
      await postgres.query(`DELETE FROM ${at('threads')} WHERE user_id = $1`, values);
      await postgres.query(
        `DELETE FROM ${at('store')} WHERE namespace_path = 'memories:' || $1 || ':facts'`,
        values,
      );
    },
    broken: [
      {
        what: 'a schema without LangGraph',
        connector: memoryConnector(
          postgres,
          memorySettings({ ...settings, schema: 'information_schema' }),
        ),
        error: 'not-found',
      },
      {
        what: 'a table of threads that is not there',
        connector: memoryConnector(
          postgres,
          memorySettings({
            ...settings,
            threads: { ...settings.threads, by: { ...own, table: 'conversations' } },
          }),
        ),
        error: 'not-found',
      },
    ],
    stop: () => assistant.stop(),
  };
}
