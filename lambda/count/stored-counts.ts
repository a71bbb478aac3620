import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { queryAll } from '../platform/dynamo/read.ts';
import type { Policy } from '../policy/schema.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Clock } from '../value/time.ts';
import { toEpochSeconds } from '../value/time.ts';
import type { CalledCount } from './model/buckets.ts';
import { dailyRow } from './model/buckets.ts';
import type { Month } from './model/month.ts';
import { dayAt, month, monthOf, monthsOf } from './model/month.ts';
import { shownUntil } from './shown-until.ts';
import { recordCounts } from './table.ts';

/** What is held of one person in one category. Days are UTC, of the time of collection. */
export interface HeldCount {
  readonly category: string;
  readonly count: number;
  readonly oldest: string;
  readonly newest: string;
  /** By month of collection, oldest first: `2026-11`. */
  readonly months: readonly { readonly month: string; readonly count: number }[];
}

/** What was counted for one person on one UTC day, by category or purpose. */
export interface CountedOnDay {
  readonly day: string;
  readonly counts: Readonly<Record<string, number>>;
}

interface CountedMonth extends Month {
  readonly category: string;
  /** `2026-11-01` */
  readonly first: string;
}

const monthRow = month.extend({ bucket: z.string() });

/** A row for each category and month of which something is counted, by category, oldest first. */
async function monthsOfPerson(
  database: Database,
  subjectId: SubjectId,
): Promise<readonly CountedMonth[]> {
  const between = ['bucket', monthsOf(), `${monthsOf()}~`] as const;
  const options = { partition: { subjectId }, between };
  const rows = await Array.fromAsync(queryAll(database, recordCounts, options, monthRow));
  return rows.map(({ bucket, ...counts }) => ({ ...counts, ...monthOf(bucket) }));
}

/**
 * What is held of a person: one query, and a row for each category and month, however many records that
 * are.
 *
 * @throws StoreUnavailableError
 */
export async function heldCounts(
  database: Database,
  subjectId: SubjectId,
): Promise<readonly HeldCount[]> {
  const months = await monthsOfPerson(database, subjectId);
  return [...Map.groupBy(months, ({ category }) => category)].flatMap(([category, ofCategory]) => {
    const days = ofCategory.flatMap(({ first, present }) =>
      Object.entries(present).map(([offset, count]) => ({ day: dayAt(first, offset), count })),
    );
    const sorted = days.map(({ day }) => day).sort();
    const [oldest, newest] = [sorted[0], sorted.at(-1)];
    const count = days.reduce((sum, day) => sum + day.count, 0);
    const inMonths = ofCategory
      .map(({ first, present }) => ({
        month: first.slice(0, '2026-11'.length),
        count: Object.values(present).reduce((sum, counted) => sum + counted, 0),
      }))
      .filter((one) => one.count > 0);
    return oldest && newest ? [{ category, count, oldest, newest, months: inMonths }] : [];
  });
}

export interface DaysOptions {
  /** At most so many days. */
  readonly limit: number;
  /** The last day that is looked at; absent for today. */
  readonly until?: string;
}

export interface DaysDependencies {
  readonly database: Database;
  readonly policy: Pick<Policy, 'evidence' | 'controller'>;
  readonly clock: Clock;
}

/** The newest days on which records of a person were stored, and deleted by retention. */
export interface RecordDays {
  readonly stored: readonly CountedOnDay[];
  readonly ended: readonly CountedOnDay[];
}

/** @throws StoreUnavailableError */
export async function recordDays(
  { database, policy, clock }: DaysDependencies,
  subjectId: SubjectId,
  { limit, until = '9' }: DaysOptions,
): Promise<RecordDays> {
  const months = await monthsOfPerson(database, subjectId);
  const end = shownUntil(policy);
  const now = toEpochSeconds(clock());
  const daysOf = (count: 'stored' | 'ended'): readonly CountedOnDay[] => {
    const days = new Map<string, Record<string, number>>();
    for (const { category, first, ...counts } of months) {
      for (const [offset, number] of Object.entries(counts[count])) {
        const day = dayAt(first, offset);
        if (day > until) continue;
        const known = days.get(day) ?? {};
        days.set(day, { ...known, [category]: (known[category] ?? 0) + number });
      }
    }
    return [...days]
      .map(([day, numbers]) => ({ day, counts: numbers }))
      .sort((one, other) => (one.day < other.day ? 1 : -1))
      .slice(0, limit)
      .filter(({ day }) => end(day) > now);
  };
  return { stored: daysOf('stored'), ended: daysOf('ended') };
}

/**
 * The newest days on which calls counted something for a person.
 *
 * @throws StoreUnavailableError
 */
export async function calledDays(
  { database, clock }: Omit<DaysDependencies, 'policy'>,
  subjectId: SubjectId,
  count: CalledCount,
  { limit, until = '9' }: DaysOptions,
): Promise<readonly CountedOnDay[]> {
  const between = ['bucket', `${count}#`, `${count}#${until}~`] as const;
  const options = { partition: { subjectId }, between, newestFirst: true };
  const now = toEpochSeconds(clock());
  const days = new Map<string, Record<string, number>>();
  for await (const row of queryAll(database, recordCounts, options, dailyRow)) {
    if (row.expiresAt <= now) continue;
    const [, day = '', of = ''] = row.bucket.split('#');
    if (!days.has(day) && days.size === limit) break;
    days.set(day, { ...days.get(day), [of]: row.count });
  }
  return [...days].map(([day, counts]) => ({ day, counts }));
}
