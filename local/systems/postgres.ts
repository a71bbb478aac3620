import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** What the secret of a database has, in AWS Secrets Manager. */
export interface DatabaseSecret {
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
  readonly username: string;
  readonly password: string;
}

export interface EmbeddedPostgres {
  readonly secret: DatabaseSecret;
  readonly stop: () => Promise<void>;
}

/**
 * PostgreSQL with pgvector, compiled to WebAssembly, in memory and on loopback. It has one session:
 * connections wait for each other, and none of them should wait in a transaction.
 */
export async function startPostgres(): Promise<EmbeddedPostgres> {
  const db = await PGlite.create({ extensions: { vector } });
  await db.exec('CREATE EXTENSION vector');
  const server = new PGLiteSocketServer({ db, port: 0, maxConnections: 50 });
  await server.start();
  const port = Number(server.getServerConn().split(':').at(-1));
  return {
    secret: {
      ...{ host: '127.0.0.1', port, dbname: 'postgres' },
      ...{ username: 'postgres', password: 'postgres' },
    },
    stop: async () => {
      await server.stop();
      await db.close();
    },
  };
}
