import * as z from 'zod';
import { milliseconds, utcDay } from '../../value/time.ts';

const dayMilliseconds = 86_400_000;

/** One record more or less of a person. */
export interface PersonChange {
  /** Of the stream: the same however often it delivers the change. */
  readonly eventId: string;
  readonly subjectId: string;
  readonly category: string;
  /** UTC day on which it was collected: `2026-11-24`. */
  readonly day: string;
  readonly by: 1 | -1;
  /** UTC day on which retention deleted it. */
  readonly endedOn?: string;
  /** UTC day on which it was stored; absent for one that is only put back. */
  readonly storedOn?: string;
}

/** Counts by day: how many days after the first of the month, so that a row stays below 1 KiB. */
const days = z.record(z.string(), z.int()).default({});
export type Days = z.output<typeof days>;

/** What is counted of the records of one category that a person had collected in one UTC month. */
export const month = z.object({
  /** Stored now, by the day of collection. */
  present: days,
  /** Stored, and deleted by retention, by the day on which that was. */
  ...{ stored: days, ended: days },
});
export type Month = z.output<typeof month>;

export const emptyMonth: Month = { present: {}, stored: {}, ended: {} };

/** Sort key of the row of a month. */
export const monthBucket = (category: string, day: string): string =>
  `${monthsOf(category)}${day.slice(0, 7)}`;
export const monthsOf = (category?: string): string =>
  category === undefined ? 'records#' : `records#${category}#`;

/** Of a sort key that `monthBucket` made. */
export function monthOf(bucket: string): { readonly category: string; readonly first: string } {
  const [, category = '', name = ''] = bucket.split('#');
  return { category, first: `${name}-01` };
}

export const dayAt = (first: string, offset: string): string =>
  utcDay(milliseconds(Date.parse(first) + Number(offset) * dayMilliseconds));

const offsetOf = (first: string, day: string): string =>
  String(Math.round((Date.parse(day) - Date.parse(first)) / dayMilliseconds));

/**
 * The month with these changes counted. A deletion of what was never counted takes nothing away.
 *
 * @param isShown whether what was stored and deleted on a day can still be looked up
 */
export function counted(
  before: Month,
  first: string,
  changes: readonly PersonChange[],
  isShown: (day: string) => boolean,
): Month {
  const [present, stored, ended] = [
    tally(before.present),
    tally(before.stored),
    tally(before.ended),
  ];
  // Additions first: what comes and goes in one batch of the stream was there.
  for (const change of changes.toSorted((one, other) => other.by - one.by)) {
    const day = offsetOf(first, change.day);
    if (change.storedOn !== undefined) stored.add(offsetOf(first, change.storedOn), 1);
    if (change.endedOn !== undefined) ended.add(offsetOf(first, change.endedOn), 1);
    if (change.by === -1 && present.of(day) === 0) continue;
    present.add(day, change.by);
  }
  const shown = (offset: string): boolean => isShown(dayAt(first, offset));
  return {
    present: present.counts(),
    stored: stored.counts(shown),
    ended: ended.counts(shown),
  };
}

function tally(before: Days) {
  const sums = new Map(Object.entries(before));
  return {
    of: (name: string): number => sums.get(name) ?? 0,
    add: (name: string, by: number): unknown => sums.set(name, (sums.get(name) ?? 0) + by),
    counts: (isKept: (name: string) => boolean = () => true): Days =>
      Object.fromEntries([...sums].filter(([name, count]) => count > 0 && isKept(name))),
  };
}
