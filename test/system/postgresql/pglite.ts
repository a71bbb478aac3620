import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DatabaseSecret } from '../../../lambda/system/postgresql/secret.ts';

/** PostgreSQL with pgvector, which clients reach over TCP. */
export interface TestPostgres {
  readonly secret: DatabaseSecret;
  readonly url: string;
  /** On a connection of its own: what is stored, whatever a connector says. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** A schema of its own for each test file. */
  newSchema(): Promise<string>;
}

let running: Promise<TestPostgres> | undefined;

/**
 * PostgreSQL compiled to WebAssembly, one for all files that a worker runs: it takes seconds to start.
 * It has one session, so that connections wait for each other, and its timeouts never end a statement.
 */
export function pglite(): Promise<TestPostgres> {
  running ??= start();
  return running;
}

async function start(): Promise<TestPostgres> {
  const db = await PGlite.create({ extensions: { vector } });
  await db.exec('CREATE EXTENSION vector');
  const server = new PGLiteSocketServer({ db, port: 0, maxConnections: 50 });
  await server.start();
  const port = Number(server.getServerConn().split(':').at(-1));
  const secret = {
    host: '127.0.0.1',
    port,
    dbname: 'postgres',
    username: 'postgres',
    password: 'postgres',
  };
  const url = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
  return { secret, url, ...queriesOf(url) };
}

/** What tests do with a database beside the connector. */
export function queriesOf(url: string): Pick<TestPostgres, 'query' | 'newSchema'> {
  const pool = new pg.Pool({ connectionString: url, max: 1, allowExitOnIdle: true });
  // The server ends idle connections when it stops.
  pool.on('error', () => undefined);
  return {
    query: async (text, values) => (await pool.query<Record<string, unknown>>(text, values)).rows,
    newSchema: async () => {
      const schema = `test_${randomUUID().replaceAll('-', '_')}`;
      await pool.query(`CREATE SCHEMA ${schema}`);
      return schema;
    },
  };
}
