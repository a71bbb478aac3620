import { postgresqlSettings } from '../../../lambda/policy/connectors/postgresql.ts';
import type { PostgresqlSettings } from '../../../lambda/policy/connectors/postgresql.ts';
import { taskActions } from '../../../lambda/policy/vocabulary.ts';
import type { TaskAction } from '../../../lambda/policy/vocabulary.ts';
import type { Connector } from '../../../lambda/system/model/connector.ts';
import { postgresqlConnector } from '../../../lambda/system/postgresql/connector.ts';
import type { JsonValue } from '../../../lambda/value/json.ts';
import { asPlanted } from '../connector-fixture.ts';
import type { ConnectorFixture, Person } from '../connector-fixture.ts';
import type { TestPostgres } from './test-postgres.ts';

const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:assistant-a1b2c3';

export const settingsOf = (
  tables: readonly unknown[],
  more: Readonly<Record<string, unknown>> = {},
): PostgresqlSettings =>
  postgresqlSettings.parse({ kind: 'postgresql', secret: secretArn, tables, ...more });

/** Only in the stage `local` a connector takes a server without TLS. */
export const stageOf = ({ certificateAuthority }: Pick<TestPostgres, 'certificateAuthority'>) =>
  certificateAuthority === undefined ? 'local' : 'dev';

export const trusting = <Settings extends object>(
  { certificateAuthority }: Pick<TestPostgres, 'certificateAuthority'>,
  settings: Settings,
): Settings => ({ ...(certificateAuthority && { certificateAuthority }), ...settings });

/** @param rowsAtOnce few, so that a person is in several pages */
export const connectorTo = (
  postgres: Pick<TestPostgres, 'secret' | 'certificateAuthority'>,
  settings: PostgresqlSettings,
  {
    rowsAtOnce = 3,
    stage = stageOf(postgres),
    actions = taskActions,
  }: { rowsAtOnce?: number; stage?: string; actions?: readonly TaskAction[] } = {},
): Connector =>
  postgresqlConnector(trusting(postgres, settings), {
    readSecret: () => Promise.resolve(postgres.secret),
    stage,
    actions,
    rowsAtOnce,
  });

/** Conversations with their messages, which have no column for the person, and a profile. */
export async function openPostgresFixture(postgres: TestPostgres): Promise<ConnectorFixture> {
  const schema = await postgres.newSchema();
  const at = (table: string) => `${schema}."${table}"`;
  for (const statement of [
    `CREATE TABLE ${at('Conversations')} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      user_id text, email text, note text, touched text, restricted boolean NOT NULL DEFAULT false)`,
    `CREATE TABLE ${at('messages')} (id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      conversation bigint NOT NULL REFERENCES ${at('Conversations')} (id),
      note text, touched text, restricted boolean NOT NULL DEFAULT false)`,
    `CREATE INDEX ON ${at('Conversations')} (user_id)`,
    `CREATE TABLE ${at('events')} (device varchar(60), note text, touched text,
      restricted boolean)`,
  ]) {
    await postgres.query(statement);
  }
  const byConversation = [
    { column: 'conversation', schema, table: 'Conversations', references: 'id' },
  ];
  const tables = [
    {
      ...{ schema, table: 'messages', category: 'prompt-text', restricted: 'restricted' },
      key: { identifier: 'user-id', column: 'user_id', through: byConversation },
      second: { identifier: 'email', column: 'email', through: byConversation },
    },
    {
      ...{ schema, table: 'Conversations', category: 'prompt-text', restricted: 'restricted' },
      key: { identifier: 'user-id', column: 'user_id' },
      second: { identifier: 'email', column: 'email' },
    },
    {
      ...{ schema, table: 'events', category: 'usage-log', restricted: 'restricted' },
      key: { identifier: 'device-id', column: 'device' },
    },
  ];
  const others = async (person: Person): Promise<string> => {
    const values = [person['user-id'], person.email, asPlanted];
    const [row] = await postgres.query(
      `INSERT INTO ${at('Conversations')} (user_id, email, note) VALUES ($1, $2, $3) RETURNING id::text`,
      values,
    );
    return String(row?.['id']);
  };
  const theirs = `SELECT id FROM ${at('Conversations')} WHERE user_id = $1 OR email = $2`;
  return {
    connector: connectorTo(postgres, settingsOf(tables)),
    categories: ['prompt-text', 'usage-log'],
    selectors: ['user-id', 'device-id'],
    settings: settingsOf(tables),
    pointer: '/note',
    async plant(person, rows) {
      for (let left = rows; left > 0; left -= 3) {
        const conversation = await others(person);
        if (left > 1) {
          const text = `INSERT INTO ${at('messages')} (conversation, note) VALUES ($1, $2)`;
          await postgres.query(text, [conversation, asPlanted]);
        }
        if (left > 2) {
          const text = `INSERT INTO ${at('events')} (device, note) VALUES ($1, $2)`;
          await postgres.query(text, [person['device-id'], asPlanted]);
        }
      }
    },
    async plantAside(person) {
      const text = `INSERT INTO ${at('Conversations')} (user_id, email, note) VALUES (NULL, $1, $2)`;
      await postgres.query(text, [person.email, asPlanted]);
    },
    async stored(person) {
      const rows = await postgres.query(
        `SELECT to_jsonb(c) AS row FROM ${at('Conversations')} c WHERE user_id = $1 OR email = $2
         UNION ALL SELECT to_jsonb(m) FROM ${at('messages')} m WHERE conversation IN (${theirs})
         UNION ALL SELECT to_jsonb(e) FROM ${at('events')} e WHERE device = $3`,
        [person['user-id'], person.email, person['device-id']],
      );
      return rows.map(({ row }) => {
        const content = row as Record<string, JsonValue>;
        const { note, touched, restricted } = content;
        return {
          ...(typeof note === 'string' && { note }),
          ...(typeof touched === 'string' && { touched }),
          ...(typeof restricted === 'boolean' && { restricted }),
          content,
        };
      });
    },
    async lose(person) {
      const both = [person['user-id'], person.email];
      await postgres.query(`DELETE FROM ${at('messages')} WHERE conversation IN (${theirs})`, both);
      const own = `DELETE FROM ${at('Conversations')} WHERE user_id = $1 OR email = $2`;
      await postgres.query(own, both);
      await postgres.query(`DELETE FROM ${at('events')} WHERE device = $1`, [person['device-id']]);
    },
    async touch(person, value) {
      const both = [person['user-id'], person.email, value];
      const messages = `UPDATE ${at('messages')} SET touched = $3 WHERE conversation IN (${theirs})`;
      await postgres.query(messages, both);
      const own = `UPDATE ${at('Conversations')} SET touched = $3 WHERE user_id = $1 OR email = $2`;
      await postgres.query(own, both);
      const events = `UPDATE ${at('events')} SET touched = $2 WHERE device = $1`;
      await postgres.query(events, [person['device-id'], value]);
    },
    broken: [
      {
        what: 'a table that is not there',
        connector: connectorTo(
          postgres,
          settingsOf([{ ...tables[1], table: 'Renamed', second: undefined }]),
        ),
        error: 'not-found',
      },
      {
        what: 'a column that is not there',
        connector: connectorTo(
          postgres,
          settingsOf([{ ...tables[2], key: { identifier: 'device-id', column: 'devise' } }]),
        ),
        error: 'not-found',
      },
      {
        what: 'no server',
        connector: connectorTo(
          { ...postgres, secret: { ...postgres.secret, port: 1 } },
          settingsOf(tables),
        ),
        error: 'unreachable',
      },
      {
        what: 'a server that is not trusted: without TLS, or with a certificate of its own',
        connector: connectorTo({ secret: postgres.secret }, settingsOf(tables), { stage: 'dev' }),
        error: 'misconfigured',
      },
    ],
    stop: () => Promise.resolve(),
  };
}
