import type { HoldId, SubjectId } from '../../value/ids.ts';
import type { EpochMilliseconds, EpochSeconds, Rfc3339 } from '../../value/time.ts';
import { toEpochSeconds } from '../../value/time.ts';
import { namesFor } from '../../policy/categories.ts';
import { requestEvidenceEnd } from '../../policy/evidence.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Suspender } from './retention.ts';

export const holdStates = ['open', 'released'] as const;
export type HoldState = (typeof holdStates)[number];

/** What a hold, or all holds of a person, keep from deletion. */
export type AllOrListed = 'all' | readonly string[];

/**
 * Keeps data of one person from deletion because a claim is raised, pursued or defended: GDPR Art.
 * 17(3)(e), 18(2). Never changed but by its release.
 */
export interface Hold {
  readonly holdId: HoldId;
  readonly subjectId: SubjectId;
  readonly state: HoldState;
  readonly version: number;
  /** All categories when absent. */
  readonly categories?: readonly string[];
  /** What the hold is for; absent once the key of the person's evidence is destroyed. */
  readonly matter?: string;
  readonly placedAt: Rfc3339;
  readonly releasedAt?: Rfc3339;
}

/** What the open ones among the holds of a person keep, each category once and in order. */
export function heldBy(holds: readonly Pick<Hold, 'state' | 'categories'>[]): AllOrListed {
  const open = holds.filter(({ state }) => state === 'open');
  const named = new Set<string>();
  for (const { categories } of open) {
    if (categories === undefined) return 'all';
    for (const category of categories) named.add(category);
  }
  return [...named].sort();
}

/** GDPR Art. 17(3)(e): a legal hold needs no purpose of the policy. */
export const legalHold = 'GDPR Art. 17(3)(e), legal hold';

type Classifying = Pick<Policy, 'unclassified'>;

/** What no one has classified is held with the category that it is treated as. */
export const isHeld = (policy: Classifying, onHold: AllOrListed, category: string): boolean =>
  onHold === 'all' || namesFor(policy, category).some((name) => onHold.includes(name));

/** Whether the person contests that data of the category is right (GDPR Art. 18(1)(a)). */
export const isContested = (
  policy: Classifying,
  { restrictedCategories = [] }: Pick<Suspension, 'restrictedCategories'>,
  category: string,
): boolean => namesFor(policy, category).some((name) => restrictedCategories.includes(name));

/** What is restricted and held of one person. */
export interface Suspension {
  readonly restrictedPurposes: AllOrListed;
  /** Contested categories. */
  readonly restrictedCategories?: readonly string[] | undefined;
  readonly heldCategories: AllOrListed;
}

interface Suspendable {
  readonly category: string;
  readonly purposes: readonly string[];
}

/**
 * Why a row may not be deleted, undefined where it may. Beside a hold that is a restriction of one of
 * its purposes or of its category: storing is the one use that it leaves, and the person may need the
 * data (GDPR Art. 18(1)(a)-(c), 18(2)).
 */
export function suspendedBy(
  policy: Classifying,
  person: Suspension,
  { category, purposes }: Suspendable,
): Suspender | undefined {
  const { restrictedPurposes, heldCategories } = person;
  if (isHeld(policy, heldCategories, category)) return 'legal-hold';
  const isRestricted =
    restrictedPurposes === 'all' ||
    isContested(policy, person, category) ||
    purposes.some((purpose) => restrictedPurposes.includes(purpose));
  return isRestricted ? 'restriction' : undefined;
}

export const isSuspended = (policy: Classifying, person: Suspension, row: Suspendable): boolean =>
  suspendedBy(policy, person, row) !== undefined;

/** A released hold shows why something was exempt: it stays as long as evidence of requests does. */
export const holdRetainedUntil = (
  policy: Pick<Policy, 'evidence' | 'controller'>,
  releasedAt: EpochMilliseconds,
): EpochSeconds => toEpochSeconds(requestEvidenceEnd(policy, releasedAt));
