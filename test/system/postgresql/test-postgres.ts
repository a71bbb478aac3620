import { randomUUID } from 'node:crypto';
import process from 'node:process';
import pg from 'pg';
import * as z from 'zod';
import { startPostgres } from '../../../local/systems/postgres.ts';

const reachable = z.object({
  secret: z.object({
    host: z.string(),
    port: z.int(),
    dbname: z.string(),
    username: z.string(),
    password: z.string(),
  }),
  /** PEM; absent: the server has no TLS. */
  certificateAuthority: z.string().optional(),
});
type Reachable = z.output<typeof reachable>;

/** PostgreSQL with pgvector that clients reach over TCP. */
export interface TestPostgres extends Reachable {
  readonly client: pg.PoolConfig;
  /** Whether it is a server of its own, with timeouts, roles and TLS. */
  readonly isServer: boolean;
  /** On a connection of its own: what is stored, whatever a connector says. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** A schema of its own for each test file. */
  newSchema(): Promise<string>;
}

let running: Promise<TestPostgres> | undefined;

/**
 * The server that `CUSTOS_TEST_POSTGRES` names (`test/deploy/postgres-cluster.ts`). Without one,
 * PostgreSQL compiled to WebAssembly, one for all files that a worker runs: it takes seconds to start. It
 * has one session, so that connections wait for each other, and its timeouts never end a statement.
 */
export function testPostgres(): Promise<TestPostgres> {
  running ??= isServer ? Promise.resolve(connectTo(named())) : startPglite();
  return running;
}

const named = (): Reachable =>
  reachable.parse(JSON.parse(process.env['CUSTOS_TEST_POSTGRES'] ?? ''));

export const isServer = process.env['CUSTOS_TEST_POSTGRES'] !== undefined;
export const whenNoServer =
  'PGlite has no roles, timeouts and TLS: `npm run test:deploy` runs this on a server';

const startPglite = async (): Promise<TestPostgres> => connectTo(await startPostgres());

function connectTo({ secret, certificateAuthority }: Reachable): TestPostgres {
  const { host, port, dbname: database, username: user, password } = secret;
  const client = {
    ...{ host, port, database, user, password },
    ssl: certificateAuthority === undefined ? false : { ca: certificateAuthority },
  };
  const pool = new pg.Pool({ ...client, max: 1, allowExitOnIdle: true });
  // The server ends idle connections when it stops.
  pool.on('error', () => undefined);
  return {
    secret,
    ...(certificateAuthority && { certificateAuthority }),
    client,
    isServer,
    query: async (text, values) => (await pool.query<Record<string, unknown>>(text, values)).rows,
    newSchema: async () => {
      const schema = `test_${randomUUID().replaceAll('-', '_')}`;
      await pool.query(`CREATE SCHEMA ${schema}`);
      return schema;
    },
  };
}
