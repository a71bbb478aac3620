import pg from 'pg';
import { storedQuery } from '../systems/memory.ts';
import type { KnownPerson, MemorySystems, Stored } from '../systems/memory.ts';

/** Id of the system in the policy. */
export const invoices = 'invoices';
export const owner = 'assistant-team@example.com';
export const category = 'prompt-text';

const secret = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:invoices-a1b2c3';

export const invoiceSystem = {
  ...{ title: 'Invoices', owner, categories: [category] },
  // It has answered by then where it works, on a slow machine too.
  timeAllowed: 'PT40S',
  connector: {
    ...{ kind: 'postgresql', secret },
    tables: [
      {
        ...{ table: 'invoices', category, restricted: 'restricted' },
        key: { identifier: 'email', column: 'email' },
        second: { identifier: 'user-id', column: 'user_id' },
      },
    ],
  },
};

interface Invoices {
  readonly read: (email: string) => Promise<Stored>;
  readonly setReachable: (reachable: boolean) => void;
  readonly stop: () => Promise<void>;
}

/** One invoice of each person, with a secret of its own. */
export async function startInvoices(
  { database, secrets }: Pick<MemorySystems, 'database' | 'secrets'>,
  people: readonly KnownPerson[],
): Promise<Invoices> {
  const { host, port, dbname, username: user, password } = database;
  const pool = new pg.Pool({ ...{ host, port, user, password, database: dbname }, max: 1 });
  await pool.query(`CREATE TABLE invoices (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id text NOT NULL, email text NOT NULL, line text NOT NULL,
    restricted boolean NOT NULL DEFAULT false)`);
  await pool.query('CREATE INDEX ON invoices (email)');
  await pool.query('CREATE INDEX ON invoices (user_id)');
  for (const { userId, email, prompts } of people) {
    const row = 'INSERT INTO invoices (user_id, email, line) VALUES ($1, $2, $3)';
    await pool.query(row, [userId, email, `Answers to ${prompts.length} prompts`]);
  }
  const setReachable = (reachable: boolean) => {
    if (reachable) secrets.set(secret, database);
    else secrets.delete(secret);
  };
  setReachable(true);
  return {
    read: async (email) => {
      const { rows } = await pool.query<Stored>(storedQuery('invoices', 'email = $1'), [email]);
      return rows[0] ?? { count: 0, sha256: '' };
    },
    setReachable,
    stop: () => pool.end(),
  };
}
