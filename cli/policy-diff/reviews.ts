import type { LocatedChange, Moved, MovedPeriod } from './moved.ts';
import { pointer } from '../../lib/policy/leaves.ts';
import { directionOf, moved } from './moved.ts';
import { approximateDays } from '../../lambda/value/duration.ts';
import type { JurisdictionId, Policy } from '../../lambda/policy/schema.ts';
import { standingOf, standingWords } from '../../lambda/policy/standing.ts';
import type { Standing } from '../../lambda/policy/standing.ts';
import { sentences } from './lists.ts';

interface OfLaw {
  readonly jurisdiction: JurisdictionId;
}

/** Who has checked a law for the controller, and what the operator decides where it is silent. */
export type ReviewChange =
  | ({ readonly kind: 'standing-changed' } & OfLaw & Moved<Standing>)
  | ({
      /** Whether facts that were not checked in the source are used. */
      readonly kind: 'drafts-changed';
    } & OfLaw &
      Moved<boolean>)
  | ({ readonly kind: 'review-interval-changed' } & MovedPeriod)
  | ({
      readonly kind: 'target-changed';
      readonly clock: string;
      readonly direction: MovedPeriod['direction'];
    } & OfLaw &
      Moved<string | undefined>);

export function reviewChanges(from: Policy, to: Policy): LocatedChange<ReviewChange>[] {
  const [before, after] = [from.jurisdictions, to.jurisdictions];
  const ids = both(before.reviews, after.reviews);
  return [
    ...ids.flatMap((jurisdiction) => lawReview(jurisdiction, from, to)),
    ...both(before.targets, after.targets).flatMap((jurisdiction) =>
      targetChanges(jurisdiction, from, to),
    ),
    ...(before.reviewEvery === after.reviewEvery
      ? []
      : [
          {
            change: {
              kind: 'review-interval-changed' as const,
              ...moved(before.reviewEvery, after.reviewEvery),
            },
            at: [pointer('jurisdictions', 'reviewEvery')],
          },
        ]),
  ];
}

function lawReview(
  jurisdiction: JurisdictionId,
  from: Policy,
  to: Policy,
): LocatedChange<ReviewChange>[] {
  const at = (field: string) => placeIn('reviews', jurisdiction, field, from, to);
  const [old, now] = [standingOf(from, jurisdiction), standingOf(to, jurisdiction)];
  const accepts = ({ jurisdictions: { reviews } }: Policy) =>
    reviews[jurisdiction]?.acceptUnverified !== undefined;
  const changes: LocatedChange<ReviewChange>[] = [];
  if (showStanding(old) !== showStanding(now)) {
    changes.push({
      change: { kind: 'standing-changed', jurisdiction, from: old, to: now },
      at: [at('reviewedBy'), at('reviewedOn')],
    });
  }
  if (accepts(from) !== accepts(to)) {
    changes.push({
      change: { kind: 'drafts-changed', jurisdiction, from: accepts(from), to: accepts(to) },
      at: [at('acceptUnverified')],
    });
  }
  return changes;
}

const showStanding = (standing: Standing): string =>
  standing.kind === 'active' ? standing.reviewedOn : standing.why;

const targetChanges = (
  jurisdiction: JurisdictionId,
  from: Policy,
  to: Policy,
): LocatedChange<ReviewChange>[] => {
  const targetsOf = ({ jurisdictions: { targets } }: Policy) => targets[jurisdiction] ?? {};
  const [old, now] = [targetsOf(from), targetsOf(to)];
  // A law that comes into use or goes has no clock to compare with.
  const compared = [from, to].every(({ law }) => law[jurisdiction] !== undefined);
  return both(old, now)
    .filter((clock) => old[clock] !== now[clock])
    .map((clock) => {
      const [earlier, later] = [old[clock], now[clock]];
      const days = (period: string | undefined) => approximateDays(period ?? 'P0D');
      return {
        change: {
          kind: 'target-changed',
          jurisdiction,
          clock,
          from: earlier,
          to: later,
          // Without a target of its own the answer is due by the file, or at once.
          direction: compared ? directionOf(days(earlier), days(later)) : 'same',
        },
        at: [placeIn('targets', jurisdiction, clock, from, to)],
      };
    });
};

/** Where only one of the policies speaks of the law, the whole entry differs. */
const placeIn = (
  section: 'reviews' | 'targets',
  jurisdiction: JurisdictionId,
  field: string,
  ...policies: readonly [Policy, Policy]
): string =>
  policies.every(({ jurisdictions }) => jurisdictions[section][jurisdiction] !== undefined)
    ? pointer('jurisdictions', section, jurisdiction, field)
    : pointer('jurisdictions', section, jurisdiction);

/** Keys of either record, each once. */
const both = <Key extends string>(
  one: Readonly<Partial<Record<Key, unknown>>>,
  other: Readonly<Partial<Record<Key, unknown>>>,
): Key[] => [...new Set([...Object.keys(one), ...Object.keys(other)])] as Key[];

export function reviewWords(change: ReviewChange): string {
  switch (change.kind) {
    case 'standing-changed':
      return `Law ${change.jurisdiction} is ${standingWords(change.to)}; before: ${standingWords(change.from)}.`;
    case 'drafts-changed':
      return change.to
        ? `Facts of ${change.jurisdiction} that were not checked in the source are used.`
        : `Facts of ${change.jurisdiction} that were not checked in the source are no longer used.`;
    case 'review-interval-changed':
      return `A review of a law is out of date after ${change.to} instead of ${change.from}.`;
    case 'target-changed':
      return sentences(
        `Under ${change.jurisdiction} the clock ${change.clock}, for which the law names no last day,`,
        change.direction === 'same' && change.from === undefined
          ? `runs ${change.to}.`
          : `runs ${showTarget(change.to)} instead of ${showTarget(change.from)}; requests that run keep theirs.`,
      );
  }
}

const showTarget = (period: string | undefined): string =>
  period ?? 'as jurisdictions.yaml suggests';
