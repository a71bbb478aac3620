import type { EpochMilliseconds, EpochSeconds } from '../../value/time.ts';
import { toEpochMilliseconds } from '../../value/time.ts';
import { categoryFor } from '../../policy/categories.ts';
import { groundUnder } from '../../policy/grounds.ts';
import { addPeriod } from '../../policy/periods.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import type { Settings } from './subject.ts';

/*
 * Until when something is kept, for everybody who says so to a person: exports, notices, receipts,
 * certificates and /v1/me/data (GDPR Art. 13(2)(a), 15(1)(d)). The date where it is known, else the
 * period, of which the shorter of the policy's and the person's own counts.
 */

export interface RetentionPeriod {
  /** ISO 8601, from the moment that `from` names. */
  readonly period: string;
  readonly from: 'collection' | 'end-of-choice' | 'end-of-request';
  /** Whether the person has chosen `period`. */
  readonly own: boolean;
  /** When the last of it ends; absent where nothing is held, or a hold keeps it. */
  readonly until?: EpochMilliseconds;
}

export interface PersonRetention {
  readonly policy: Policy;
  readonly jurisdictions: readonly [JurisdictionId, ...JurisdictionId[]];
  readonly settings: Pick<Settings, 'retention'>;
  readonly now: EpochMilliseconds;
}

/**
 * How long data of a category is kept that serves the purposes: for the longest of them.
 *
 * @param ends of the records that are held, as readers see them
 * @returns undefined where the policy names none of the purposes
 */
export function dataRetentionPeriod(
  person: PersonRetention,
  category: string,
  purposes: readonly string[],
  ends: Iterable<EpochSeconds> = [],
): RetentionPeriod | undefined {
  const longest = longestOf(
    person,
    purposes.flatMap((purpose) => periodOf(person, category, purpose) ?? []),
  );
  return longest && { ...longest, from: 'collection', ...latestOf(ends) };
}

/**
 * How long data is kept for a purpose, whatever its category: the longest of them.
 *
 * @returns undefined where the policy does not name the purpose
 */
export function purposeRetentionPeriod(
  person: PersonRetention,
  purpose: string,
): RetentionPeriod | undefined {
  const { purposes } = person.policy;
  if (!Object.hasOwn(purposes, purpose)) return undefined;
  const categories = purposes[purpose]?.categories ?? [];
  return longestOf(
    person,
    categories.flatMap((category) => dataRetentionPeriod(person, category, [purpose]) ?? []),
  );
}

/**
 * How long the proof of choices or of requests is kept.
 *
 * @param ends of the proof that is held
 */
export const evidenceRetentionPeriod = (
  { evidence }: Pick<Policy, 'evidence'>,
  kind: keyof Policy['evidence'],
  ends: Iterable<EpochSeconds> = [],
): RetentionPeriod => ({
  period: evidence[kind].retention,
  from: kind === 'consent' ? 'end-of-choice' : 'end-of-request',
  own: false,
  ...latestOf(ends),
});

function longestOf<Period extends { readonly period: string }>(
  { policy, now }: PersonRetention,
  periods: readonly Period[],
): Period | undefined {
  const end = ({ period }: Period): number => addPeriod(now, period, policy.controller.timeZone);
  return periods.toSorted((one, other) => end(other) - end(one))[0];
}

function periodOf(
  { policy, jurisdictions, settings, now }: PersonRetention,
  category: string,
  purpose: string,
): { readonly period: string; readonly own: boolean } | undefined {
  if (!Object.hasOwn(policy.purposes, purpose)) return undefined;
  const period = policy.purposes[purpose]?.retention;
  if (period === undefined) return undefined;
  const ruled = categoryFor(policy, category) ?? category;
  const own = Object.hasOwn(settings.retention, ruled) ? settings.retention[ruled] : undefined;
  const { timeZone } = policy.controller;
  if (own === undefined || addPeriod(now, own, timeZone) >= addPeriod(now, period, timeZone)) {
    return { period, own: false };
  }
  // GDPR Art. 6(1)(c): what a law orders to be kept is kept as long as it says.
  const isOrdered = jurisdictions.some(
    (jurisdiction) =>
      groundUnder(policy, purpose, jurisdiction, { now }).stated?.basis === 'legal-obligation',
  );
  return isOrdered ? { period, own: false } : { period: own, own: true };
}

function latestOf(ends: Iterable<EpochSeconds>): { readonly until?: EpochMilliseconds } {
  let latest: EpochSeconds | undefined;
  for (const end of ends) if (latest === undefined || end > latest) latest = end;
  return latest === undefined ? {} : { until: toEpochMilliseconds(latest) };
}
