import { Client } from 'pg';
import type { ClientConfig } from 'pg';
import { codeOf, databaseFault } from './faults.ts';

/** Values as PostgreSQL prints them, in the order of the columns; null is NULL. */
export type Row = readonly (string | null)[];

export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
}

export interface Outcome {
  readonly rows: readonly Row[];
  /** Rows that were returned or changed. */
  readonly count: number;
}

/** One connection: statements follow each other, and none begins before the one before has ended. */
export interface Session {
  /**
   * Runs one statement in a transaction of its own.
   *
   * @throws SystemFaultError
   */
  run(statement: Statement, limits?: Limits): Promise<Outcome>;
  /**
   * As `run`; undefined where PostgreSQL says that a value is not of the type that it is cast to
   * (SQLSTATE class 22, and the constraint of a domain).
   */
  tryRun(statement: Statement): Promise<Outcome | undefined>;
}

export interface Limits {
  readonly milliseconds?: number;
  readonly isReadOnly?: boolean;
}

const defaultMilliseconds = 15_000;
const lockMilliseconds = 5_000;

/**
 * Opens one connection for the work and closes it.
 *
 * @throws SystemFaultError
 */
export async function withDatabase<Result>(
  connect: () => Promise<ClientConfig>,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  let client: Client | undefined;
  try {
    client = new Client(await connect());
    // Without a listener a lost connection ends the process; the statement that it interrupts fails.
    client.on('error', ignore);
    await client.connect();
    return await work(new OpenSession(client));
  } catch (error) {
    throw databaseFault(error);
  } finally {
    await client?.end().catch(ignore);
  }
}

const ignore = (): undefined => undefined;

class OpenSession implements Session {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async run(statement: Statement, limits: Limits = {}): Promise<Outcome> {
    try {
      return await this.#inTransaction(statement, limits);
    } catch (error) {
      throw databaseFault(error);
    }
  }

  async tryRun(statement: Statement): Promise<Outcome | undefined> {
    try {
      return await this.#inTransaction(statement, { isReadOnly: true });
    } catch (error) {
      if (/^(22...|23514)$/.test(codeOf(error))) return undefined;
      throw databaseFault(error);
    }
  }

  async #inTransaction({ text, values = [] }: Statement, limits: Limits): Promise<Outcome> {
    const { milliseconds = defaultMilliseconds, isReadOnly = false } = limits;
    const timeout = { query_timeout: milliseconds + 5_000 };
    // Set in the transaction: proxies of connections reject options at the start of a session.
    const begin = `BEGIN ${isReadOnly ? 'READ ONLY' : 'READ WRITE'}; ${settings(milliseconds)}`;
    await this.#client.query({ text: begin, ...timeout });
    try {
      const { rows, rowCount } = await this.#client.query<(string | null)[]>({
        ...{ text, values: [...values], rowMode: 'array', types: asText, ...timeout },
      });
      await this.#client.query({ text: 'COMMIT', ...timeout });
      return { rows, count: rowCount ?? 0 };
    } catch (error) {
      await this.#client.query({ text: 'ROLLBACK', ...timeout }).catch(ignore);
      throw error;
    }
  }
}

/**
 * `row_security = off` turns a policy that would hide rows into an error: rows that are hidden would
 * count as erased. The rest fixes how values are printed.
 */
const settings = (milliseconds: number): string =>
  [
    `SET LOCAL statement_timeout = ${milliseconds}`,
    `SET LOCAL lock_timeout = ${lockMilliseconds}`,
    'SET LOCAL row_security = off',
    "SET LOCAL TimeZone = 'UTC'",
    "SET LOCAL DateStyle = 'ISO, YMD'",
    "SET LOCAL IntervalStyle = 'iso_8601'",
    "SET LOCAL bytea_output = 'hex'",
    'SET LOCAL extra_float_digits = 1',
  ].join('; ');

const asText = { getTypeParser: () => (value: unknown) => value };
