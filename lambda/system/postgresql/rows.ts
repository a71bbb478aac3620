import type { ConnectorCall } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { Session } from './database.ts';
import type { Asked } from './part.ts';
import { tableSql } from './sql.ts';

/**
 * @param call whose time limits the statement: one that counts is not divided
 * @returns how many rows of the person there are
 */
export async function countRows(
  session: Session,
  { part, values }: Asked,
  { until }: Pick<ConnectorCall, 'until'>,
): Promise<number> {
  const milliseconds = Math.min(Math.max(until - Date.now(), 15_000), 120_000);
  const text = `SELECT count(*) FROM ${tableSql(part.table)} AS t WHERE ${part.where}`;
  const { rows } = await session.run(
    { text, values: [values] },
    { milliseconds, isReadOnly: true },
  );
  return Number(rows[0]?.[0] ?? 0);
}

/** Which of the rows of a person. `$2` is its value, if it has one. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly [] | readonly [unknown];
}
const any: Condition = { sql: 'true', values: [] };

export type Change =
  | { readonly verb: 'DELETE FROM'; readonly set?: undefined; readonly values?: undefined }
  /** `set` begins with SET; its values follow those of the condition. */
  | { readonly verb: 'UPDATE'; readonly set: string; readonly values?: readonly [unknown] };

/**
 * One bounded statement that changes or deletes rows of the person. Their addresses are chosen first, and
 * the condition is checked again on each: in partitions two rows can have one address, and a row can
 * change hands meanwhile.
 *
 * @returns how many rows it changed
 */
async function changeRows(
  session: Session,
  { part, values }: Asked,
  change: Change,
  limit: number,
  condition: Condition = any,
): Promise<number> {
  const table = tableSql(part.table);
  const where = `${part.where} AND ${condition.sql}`;
  const text =
    `${change.verb} ${table} AS t ${change.set ?? ''} WHERE ${where} AND t.ctid = ANY(ARRAY(` +
    `SELECT t.ctid FROM ${table} AS t WHERE ${where} LIMIT ${limit}))`;
  const { count } = await session.run({
    text,
    values: [values, ...condition.values, ...(change.values ?? [])],
  });
  return count;
}

async function hasRows(
  session: Session,
  { part, values }: Asked,
  condition: Condition = any,
): Promise<boolean> {
  const text = `SELECT 1 FROM ${tableSql(part.table)} AS t WHERE ${part.where} AND ${condition.sql} LIMIT 1`;
  const { count } = await session.run(
    { text, values: [values, ...condition.values] },
    { isReadOnly: true },
  );
  return count > 0;
}

const attempts = 3;

export interface ChangeOptions {
  /** Which rows; all of the person when absent. */
  readonly condition?: Condition;
  /** How many rows one statement changes at most: fewer where it takes too long. */
  readonly rowsAtOnce: number;
  readonly changed: (count: number) => void;
  readonly isOver: () => boolean;
}

/**
 * Repeats a bounded change until no row is left that it applies to, or the time is over.
 *
 * @returns whether none is left
 * @throws SystemFaultError `changed-meanwhile`: rows are there, and a trigger or another program keeps
 * them
 */
export async function changeAll(
  session: Session,
  asked: Asked,
  change: Change,
  { condition, rowsAtOnce, changed, isOver }: ChangeOptions,
): Promise<boolean> {
  for (let without = 0; ;) {
    const count = await inTime(rowsAtOnce, (limit) =>
      changeRows(session, asked, change, limit, condition),
    );
    changed(count);
    if (count === 0) {
      if (!(await hasRows(session, asked, condition))) return true;
      without += 1;
      if (without === attempts) throw new SystemFaultError('changed-meanwhile');
    } else without = 0;
    if (isOver()) return false;
  }
}

/** Statements that take too long are tried with fewer rows. */
async function inTime(most: number, run: (limit: number) => Promise<number>): Promise<number> {
  for (let limit = most; ; limit = Math.ceil(limit / 10)) {
    try {
      return await run(limit);
    } catch (error) {
      const isTooMuch = error instanceof SystemFaultError && error.code === 'timed-out';
      if (!isTooMuch || limit === 1) throw error;
    }
  }
}
