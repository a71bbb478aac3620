import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startAssistant } from './assistant.ts';
import { startPostgres } from './postgres.ts';
import type { DatabaseSecret } from './postgres.ts';
import { startSecrets } from './secrets-server.ts';

/** A person that the assistant knows. */
export interface KnownPerson {
  /** `sub` of their tokens. */
  readonly userId: string;
  readonly email: string;
  readonly prompts: readonly string[];
}

/** How many entries a store has of a person, and a SHA-256 over all that is in them. */
export interface Stored {
  readonly count: number;
  readonly sha256: string;
}

/** What is stored of a person, by table. */
export type StoredRows = Readonly<Record<string, Stored>>;

export interface MemorySystems {
  /** Sections of a policy under `systems:`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** For the functions of connectors: the endpoint of Secrets Manager. */
  readonly endpoints: { readonly AWS_ENDPOINT_URL_SECRETS_MANAGER: string };
  /** The database behind them, for other tables of the assistant. */
  readonly database: DatabaseSecret;
  /** What Secrets Manager has, by ARN: a system whose secret is gone fails. */
  readonly secrets: Map<string, unknown>;
  /** What is stored of each person, read beside Custos. */
  readonly rowsOf: (person: KnownPerson) => Promise<StoredRows>;
  /** The people whose passages a search finds, the nearest first: what an assistant would read. */
  readonly search: (text: string) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
}

const secretArn = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:assistant-a1b2c3';
const schema = 'assistant';

/** Sixteen dimensions from the letters of a text: the same text is nearest to itself. */
function embed(text: string): string {
  const vector = Array.from({ length: 16 }, () => 0.01);
  for (const letter of text.toLowerCase()) {
    const at = letter.charCodeAt(0) % vector.length;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  return JSON.stringify(vector);
}

/**
 * The other stores of an assistant, as an operator has them: conversations and memories that LangGraph
 * writes into PostgreSQL, and passages in an index of pgvector.
 */
export async function startMemory(people: readonly KnownPerson[]): Promise<MemorySystems> {
  const postgres = await startPostgres();
  const { host, port, dbname: database, username: user, password } = postgres.secret;
  const client = { host, port, database, user, password, ssl: false } as const;
  const pool = new pg.Pool({ ...client, max: 1 });
  const assistant = await startAssistant({ client }, schema);
  const secrets = new Map<string, unknown>([[secretArn, postgres.secret]]);
  const manager = await startSecrets(secrets);
  await createTables(pool);
  for (const person of people) await remember(pool, assistant, person);
  return {
    settings,
    endpoints: { AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.url },
    ...{ database: postgres.secret, secrets },
    rowsOf: (person) => rowsOf(pool, person),
    search: async (text) => {
      const nearest = `SELECT email FROM ${schema}.passages ORDER BY embedding <=> $1 LIMIT 10`;
      const { rows } = await pool.query<{ email: string }>(nearest, [embed(text)]);
      return rows.map(({ email }) => email);
    },
    stop: async () => {
      await assistant.stop();
      await pool.end();
      await manager.stop();
      await postgres.stop();
    },
  };
}

type Pool = pg.Pool;
type Assistant = Awaited<ReturnType<typeof startAssistant>>;

async function createTables(pool: Pool): Promise<void> {
  for (const statement of [
    `CREATE TABLE ${schema}.threads (id text PRIMARY KEY, user_id text NOT NULL, email text NOT NULL)`,
    `CREATE INDEX ON ${schema}.threads (email)`,
    `CREATE TABLE ${schema}.passages (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      user_id text NOT NULL, email text NOT NULL, passage text NOT NULL, embedding vector(16),
      restricted boolean NOT NULL DEFAULT false)`,
    `CREATE INDEX ON ${schema}.passages (email)`,
    `CREATE INDEX ON ${schema}.passages USING hnsw (embedding vector_cosine_ops)`,
  ]) {
    await pool.query(statement);
  }
}

/** LangGraph for JavaScript takes no other text as a part of a namespace; ids of sign-in can have `_`. */
const isLabel = (text: string): boolean => !/[.%_\\]/.test(text);

/** Two prompts become a conversation, and each of them a passage. */
async function remember(
  pool: Pool,
  assistant: Assistant,
  { userId, email, prompts }: KnownPerson,
): Promise<void> {
  const thread = randomUUID();
  await pool.query(`INSERT INTO ${schema}.threads VALUES ($1, $2, $3)`, [thread, userId, email]);
  for (const [index, prompt] of prompts.slice(0, 2).entries()) {
    await assistant.say(thread, userId, prompt);
    if (isLabel(userId)) await assistant.remember(['memories', userId], `fact-${index}`, prompt);
    const passage = `INSERT INTO ${schema}.passages (user_id, email, passage, embedding) VALUES ($1, $2, $3, $4)`;
    await pool.query(passage, [userId, email, prompt, embed(prompt)]);
  }
}

async function rowsOf(pool: Pool, { email, userId }: KnownPerson): Promise<StoredRows> {
  const threads = `SELECT id FROM ${schema}.threads WHERE email = $1`;
  const places: Record<string, string> = {
    threads: 'email = $1',
    checkpoints: `thread_id IN (${threads})`,
    checkpoint_blobs: `thread_id IN (${threads})`,
    checkpoint_writes: `thread_id IN (${threads})`,
    store: "namespace_path = 'memories:' || $2",
    store_vectors: "namespace_path = 'memories:' || $2",
    passages: 'email = $1',
  };
  const rows: Record<string, Stored> = {};
  for (const [table, where] of Object.entries(places)) {
    const outcome = await pool.query<Stored>(
      storedQuery(`${schema}.${table}`, `${where} AND ($1::text, $2::text) IS NOT NULL`),
      [email, userId],
    );
    rows[table] = outcome.rows[0] ?? { count: 0, sha256: '' };
  }
  return rows;
}

/** Counts rows, and hashes every column of them, in an order that depends on them alone. */
export const storedQuery = (table: string, where: string): string =>
  `SELECT count(*)::int AS count, encode(sha256(convert_to(
    coalesce(string_agg(t::text, chr(10) ORDER BY t::text), ''), 'UTF8')), 'hex') AS sha256
  FROM ${table} t WHERE ${where}`;

const owner = 'assistant-team@example.com';
const settings: MemorySystems['settings'] = {
  'conversation-memory': {
    ...{ title: 'Conversation memory', owner, categories: ['prompt-text'] },
    connector: {
      ...{ kind: 'langgraph', secret: secretArn, schema },
      threads: {
        category: 'prompt-text',
        by: {
          ...{ kind: 'table', schema, table: 'threads', thread: 'id', column: 'email' },
          identifier: 'email',
        },
        second: { kind: 'state', channel: 'userId', identifier: 'user-id' },
      },
      store: { category: 'prompt-text', namespace: ['memories', '{user-id}'] },
    },
    cannot: {
      rectify: { ground: 'not-possible', reason: 'A checkpoint is the state of a conversation.' },
      restrict: { ground: 'not-possible', reason: 'LangGraph has no mark for restricted threads.' },
    },
  },
  'search-index': {
    ...{ title: 'Search index', owner, categories: ['prompt-text'] },
    connector: {
      ...{ kind: 'postgresql', secret: secretArn },
      tables: [
        {
          ...{ schema, table: 'passages', category: 'prompt-text', restricted: 'restricted' },
          key: { identifier: 'email', column: 'email' },
          second: { identifier: 'user-id', column: 'user_id' },
        },
      ],
    },
  },
};
