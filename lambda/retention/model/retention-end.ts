import { addPeriod } from '../../policy/periods.ts';
import type { EpochMilliseconds, EpochSeconds } from '../../value/time.ts';
import { seconds, toEpochSeconds } from '../../value/time.ts';
import type { BasisFacts } from './basis.ts';
import { openBases } from './basis.ts';
import type { Suspension } from './hold.ts';
import { isSuspended, suspendedBy } from './hold.ts';
import type { Suspender } from './retention.ts';
import { isGone } from './retention.ts';

const never = Number.POSITIVE_INFINITY;

/** What decides, for one person at one moment, how long rows are retained. */
export type RetentionFactsOfPerson = BasisFacts &
  Suspension & {
    /** What held before changes: each until the moment that is its `now`. */
    readonly earlier?: readonly (BasisFacts & Suspension)[];
  };

/** What data is: its category, what it serves and since when. */
export interface StoredData {
  readonly category: string;
  readonly purposes: readonly string[];
  readonly collectedAt: EpochMilliseconds;
}

export interface StoredRow extends StoredData {
  /** The end that was written last; absent before the first. */
  readonly expiresAt?: EpochSeconds;
  /** What the row was made from. */
  readonly sources?: readonly StoredData[] | undefined;
  /** Absent for a row that is to be stored. */
  readonly storedAt?: EpochMilliseconds;
}

export type Ending =
  | { readonly kind: 'expires'; readonly at: EpochSeconds }
  /** Held or restricted: readers lose sight of the row at its end, and nothing deletes it. */
  | { readonly kind: 'suspended'; readonly at: EpochSeconds }
  /** No purpose has a basis any more, or the last period is over. */
  | { readonly kind: 'delete-now' };

/** What a sweep does with a row as it is stored. */
export type Restamp = Ending | { readonly kind: 'unchanged' };

export interface RetentionRules {
  readonly endOf: (row: StoredRow) => Ending;
  /** Until when readers see the row: the end that is stored, or an earlier one of today. Undefined: gone. */
  readonly readableUntil: (row: StoredRow) => EpochSeconds | undefined;
  /** The purposes that the row still serves, each until when. */
  readonly endsOf: (row: StoredRow) => ReadonlyMap<string, EpochSeconds>;
  /** What keeps the row from deletion, whatever its end. */
  readonly suspendedBy: (row: StoredRow) => Suspender | undefined;
  readonly restamp: (
    row: StoredRow & { readonly expiresAt: EpochSeconds; readonly suspended: boolean },
  ) => Restamp;
}

/**
 * Judges the rows of one person: a row is retained for the latest of its purposes that still has a
 * basis, for each until the period of the policy, the shorter one that the person chose or their
 * consent ends (GDPR Art. 5(1)(e), 17(1)(a)-(d)). Once over, an end never moves: what was gone when
 * the person changed something serves its purpose no more, whether a sweep had deleted it or not.
 */
export function openRetentionRules(person: RetentionFactsOfPerson): RetentionRules {
  const { now, earlier = [] } = person;
  const endNow = openPurposes(person);
  const endBefore = earlier.map((before) => ({ until: before.now, end: openPurposes(before) }));

  const hadEnded = (purpose: string, data: StoredData, storedAt: EpochMilliseconds): boolean =>
    endBefore.some(({ until, end }) => {
      if (storedAt > until) return false;
      const at = end(purpose, data, storedAt);
      return at === undefined || isGone({ expiresAt: wholeSeconds(at) }, until);
    });

  /** Undefined where the data does not serve the purpose any more. */
  function endFor(
    purpose: string,
    data: StoredData,
    storedAt?: EpochMilliseconds,
  ): number | undefined {
    const end = endNow(purpose, data, storedAt);
    const isLost = storedAt !== undefined && hadEnded(purpose, data, storedAt);
    return isLost ? undefined : end;
  }

  function lastEnd(data: StoredData, storedAt?: EpochMilliseconds): EpochSeconds | undefined {
    let last: number | undefined;
    for (const purpose of data.purposes) {
      const end = endFor(purpose, data, storedAt);
      if (end !== undefined) last = Math.max(end, last ?? end);
    }
    return last === undefined ? undefined : wholeSeconds(last);
  }

  /** Of what was made from other data, no later than theirs. Undefined once it is over. */
  function currentEnd(row: StoredRow): EpochSeconds | undefined {
    if (row.expiresAt !== undefined && isGone({ expiresAt: row.expiresAt }, now)) return undefined;
    let end = lastEnd(row, row.storedAt);
    for (const source of row.sources ?? []) end = sooner(end, lastEnd(source, row.storedAt));
    return end;
  }

  function endOf(row: StoredRow): Ending {
    const end = currentEnd(row);
    if (isSuspended(person.policy, person, row)) {
      return { kind: 'suspended', at: end ?? earlierOf(row.expiresAt, toEpochSeconds(now)) };
    }
    return end === undefined || isGone({ expiresAt: end }, now)
      ? { kind: 'delete-now' }
      : { kind: 'expires', at: end };
  }

  return {
    endOf,
    readableUntil(row) {
      const end = sooner(currentEnd(row), row.expiresAt ?? seconds(Number.MAX_SAFE_INTEGER));
      return end === undefined || isGone({ expiresAt: end }, now) ? undefined : end;
    },
    endsOf: (row) =>
      new Map(
        row.purposes.flatMap((purpose) => {
          const end = endFor(purpose, row, row.storedAt);
          const at = end === undefined ? undefined : wholeSeconds(end);
          return at === undefined || isGone({ expiresAt: at }, now) ? [] : [[purpose, at] as const];
        }),
      ),
    suspendedBy: (row) => suspendedBy(person.policy, person, row),
    restamp(row) {
      const ending = endOf(row);
      if (ending.kind === 'delete-now') return ending;
      const stays = ending.at === row.expiresAt && (ending.kind === 'suspended') === row.suspended;
      return stays ? { kind: 'unchanged' } : ending;
    },
  };
}

const wholeSeconds = (time: number): EpochSeconds => seconds(Math.floor(time / 1000));

type PurposeEnd = (
  purpose: string,
  data: StoredData,
  storedAt: EpochMilliseconds | undefined,
) => number | undefined;

/** When data ends for one purpose; undefined where that has no basis. */
function openPurposes(person: BasisFacts): PurposeEnd {
  const { policy, settings } = person;
  const { timeZone } = policy.controller;
  const bases = openBases(person);
  return (purpose, { category, collectedAt }, storedAt) => {
    const basis = bases.basisOf(purpose, category, collectedAt, storedAt);
    const retention = own(policy.purposes, purpose)?.retention;
    if (basis.kind === 'ended' || retention === undefined) return undefined;
    const chosen = own(settings.retention, bases.categoryOf(category));
    return Math.min(
      addPeriod(collectedAt, retention, timeZone),
      chosen === undefined || basis.ordered ? never : addPeriod(collectedAt, chosen, timeZone),
      basis.until ?? never,
    );
  };
}

const own = <Value>(record: Readonly<Record<string, Value>>, id: string): Value | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;

const earlierOf = (one: EpochSeconds | undefined, other: EpochSeconds): EpochSeconds =>
  seconds(Math.min(one ?? other, other));

const sooner = (
  one: EpochSeconds | undefined,
  other: EpochSeconds | undefined,
): EpochSeconds | undefined =>
  one === undefined || other === undefined ? undefined : earlierOf(one, other);
