import type { Database } from '../platform/dynamo/database.ts';
import { queryAll, queryPage } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Clock } from '../value/time.ts';
import { toEpochSeconds } from '../value/time.ts';
import type { DailyCount } from './model/buckets.ts';
import { beginning, collected, countRow, totalOf } from './model/buckets.ts';
import { recordCounts } from './table.ts';

/** What is held of one person in one category. Days are UTC, of the time of collection. */
export interface HeldCount {
  readonly category: string;
  readonly count: number;
  readonly oldest: string;
  readonly newest: string;
}

/** What was counted for one person on one UTC day, by category or purpose. */
export interface CountedOnDay {
  readonly day: string;
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * What is held of a person: one query, and two rows for each category, whatever they hold.
 *
 * @throws StoreUnavailableError
 */
export async function heldCounts(
  database: Database,
  subjectId: SubjectId,
): Promise<readonly HeldCount[]> {
  const options = { partition: { subjectId }, between: beginning(totalOf('')) };
  const totals = await Array.fromAsync(queryAll(database, recordCounts, options, countRow));
  const stored = await Promise.all(
    totals.map(async ({ bucket, count }) => {
      const category = bucket.slice(totalOf('').length);
      const [oldest, newest] = await Promise.all([
        dayOf(database, subjectId, category, false),
        dayOf(database, subjectId, category, true),
      ]);
      return oldest && newest ? [{ category, count, oldest, newest }] : [];
    }),
  );
  return stored.flat();
}

async function dayOf(
  database: Database,
  subjectId: SubjectId,
  category: string,
  newestFirst: boolean,
): Promise<string | undefined> {
  const from = collected(category);
  const options = { partition: { subjectId }, between: beginning(from), limit: 1, newestFirst };
  const { rows } = await queryPage(database, recordCounts, options, countRow);
  return rows[0]?.bucket.slice(from.length);
}

/**
 * The newest days on which something was counted for a person.
 *
 * @param options.limit at most so many days
 * @param options.until the last day that is looked at; absent for today
 * @throws StoreUnavailableError
 */
export async function countedDays(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  subjectId: SubjectId,
  count: DailyCount,
  { limit, until = '9' }: { readonly limit: number; readonly until?: string },
): Promise<readonly CountedOnDay[]> {
  const between = ['bucket', `${count}#`, `${count}#${until}~`] as const;
  const options = { partition: { subjectId }, between, newestFirst: true };
  const now = toEpochSeconds(clock());
  const days = new Map<string, Record<string, number>>();
  for await (const row of queryAll(database, recordCounts, options, countRow)) {
    if (row.expiresAt === undefined || row.expiresAt <= now) continue;
    const [, day = '', of = ''] = row.bucket.split('#');
    if (!days.has(day) && days.size === limit) break;
    days.set(day, { ...days.get(day), [of]: row.count });
  }
  return [...days].map(([day, counts]) => ({ day, counts }));
}
