import type { components } from '../../../client/index.ts';

export type StaffCount = components['schemas']['StaffCount'];

export interface DayTally {
  readonly day: string;
  readonly reads: number;
  /** Reads that showed the identity or content of people. */
  readonly people: number;
  readonly acts: number;
}

const oneDay = 86_400_000;

/** How many days a time has; NaN where one of them is no day. */
export const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / oneDay;

const sum = (counts: readonly StaffCount[]): number =>
  counts.reduce((total, { times }) => total + times, 0);

/** Every day of the time that has begun: one without an entry has zeros. */
export function byDay(
  counts: readonly StaffCount[],
  { from, to }: { readonly from: string; readonly to: string },
  today: string,
): readonly DayTally[] {
  return Array.from({ length: daysBetween(from, to) }, (_, index) =>
    new Date(Date.parse(from) + index * oneDay).toISOString().slice(0, 10),
  )
    .filter((day) => day <= today)
    .map((day) => {
      const ofDay = counts.filter((count) => count.day === day);
      const reads = ofDay.filter(({ kind }) => kind === 'read');
      return {
        day,
        reads: sum(reads),
        people: sum(reads.filter(({ shown }) => shown !== undefined)),
        acts: sum(ofDay.filter(({ kind }) => kind === 'acted')),
      };
    });
}

/** The same counts of all days together, the most frequent first. */
export function byOperation(counts: readonly StaffCount[]): readonly Omit<StaffCount, 'day'>[] {
  const groups = Map.groupBy(counts, ({ operation, kind, shown }) =>
    [operation, kind, shown].join(' '),
  );
  return [...groups.values()]
    .flatMap(([first, ...others]) =>
      first === undefined ? [] : [{ ...first, times: sum([first, ...others]) }],
    )
    .sort((one, other) => other.times - one.times);
}

/** The counts of all parts that were read: a day can be in two of them. */
export function added(counts: readonly StaffCount[]): readonly StaffCount[] {
  const days = Map.groupBy(counts, ({ day }) => day);
  return [...days.entries()].flatMap(([day, ofDay]) =>
    byOperation(ofDay).map((count) => ({ ...count, day })),
  );
}
