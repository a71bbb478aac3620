import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import { standingOf, standingWords } from '../../policy/standing.ts';
import type { Standing } from '../../policy/standing.ts';
import { approximateDays } from '../../value/duration.ts';
import { pointer } from '../../policy/leaves.ts';
import { directionOf, idsIn, sentences } from './change.ts';
import type { Change, Rule } from './change.ts';
import { reportsIn } from './fields.ts';

const { value, period } = reportsIn('Law');

/** Who has checked a law for the controller, and what the operator decides where it is silent. */
export const reviewChanges: Rule = (from, to) => {
  const [before, after] = [from.jurisdictions, to.jurisdictions];
  return [
    ...idsIn(before.reviews, after.reviews).flatMap((id) => lawReview(id, from, to)),
    ...idsIn(before.targets, after.targets).flatMap((id) => targetChanges(id, from, to)),
    ...interval(
      { name: '', at: [pointer('jurisdictions', 'reviewEvery')], facts: {} },
      before.reviewEvery,
      after.reviewEvery,
    ),
  ];
};

function lawReview(jurisdiction: JurisdictionId, from: Policy, to: Policy): readonly Change[] {
  const entry = (...fields: string[]) => ({
    name: jurisdiction,
    at: fields.map((field) => placeIn('reviews', jurisdiction, field, from, to)),
    facts: { jurisdiction },
  });
  const accepts = ({ jurisdictions: { reviews } }: Policy): boolean =>
    reviews[jurisdiction]?.acceptUnverified !== undefined;
  return [
    ...review(
      entry('reviewedBy', 'reviewedOn'),
      standingOf(from, jurisdiction),
      standingOf(to, jurisdiction),
    ),
    ...drafts(entry('acceptUnverified'), accepts(from), accepts(to)),
  ];
}

const review = value<Standing>(
  'standing-changed',
  (law, was, is) => `Law ${law} is ${standingWords(is)}; before: ${standingWords(was)}.`,
);

const drafts = value<boolean>(
  'drafts-changed',
  (law, _, is) =>
    `Facts of ${law} that were not checked in the source are ${is ? '' : 'no longer '}used.`,
  (_, is) => is && 'fewer-safeguards',
);

const interval = period(
  'review-interval-changed',
  (_, was, is) => `A review of a law is out of date after ${is} instead of ${was}.`,
);

/** The last days that the operator sets where the law names none. */
function targetChanges(jurisdiction: JurisdictionId, from: Policy, to: Policy): readonly Change[] {
  const targetsOf = ({ jurisdictions: { targets } }: Policy) => targets[jurisdiction] ?? {};
  const [old, now] = [targetsOf(from), targetsOf(to)];
  // A law that comes into use or goes has no clock to compare with.
  const isCompared = [from, to].every(({ law }) => law[jurisdiction] !== undefined);
  const days = (target = 'P0D'): number => approximateDays(target);
  const show = (target = 'as jurisdictions.yaml suggests'): string => target;
  return idsIn(old, now).flatMap((clock) => {
    // Without a target of its own the answer is due by the file, or at once.
    const direction = isCompared ? directionOf(days(old[clock]), days(now[clock])) : 'same';
    const target = value<string | undefined>(
      'target-changed',
      (_, was, is) =>
        sentences(
          `Under ${jurisdiction} the clock ${clock}, for which the law names no last day,`,
          direction === 'same' && was === undefined
            ? `runs ${show(is)}.`
            : `runs ${show(is)} instead of ${show(was)}; requests that run keep theirs.`,
        ),
      () => direction === 'longer' && 'fewer-rights',
    );
    const facts = { jurisdiction, clock, direction };
    const at = [placeIn('targets', jurisdiction, clock, from, to)];
    return target({ name: clock, at, facts }, old[clock], now[clock]);
  });
}

/** Where only one of the policies speaks of the law, the whole entry differs. */
const placeIn = (
  table: 'reviews' | 'targets',
  jurisdiction: JurisdictionId,
  field: string,
  ...policies: readonly Policy[]
): string =>
  policies.every(({ jurisdictions }) => jurisdictions[table][jurisdiction] !== undefined)
    ? pointer('jurisdictions', table, jurisdiction, field)
    : pointer('jurisdictions', table, jurisdiction);
