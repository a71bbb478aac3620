import { laterDay } from './periods.ts';
import type { CivilDate } from './periods.ts';
import type { JurisdictionId, Policy } from './schema.ts';

/** Whether dates and rights of a law may be relied on, or are given for orientation only. */
export type Standing =
  | { readonly kind: 'active'; readonly reviewedOn: CivilDate }
  | { readonly kind: 'advisory'; readonly why: 'not-reviewed' | 'orientation-only' };

interface Reviews {
  readonly jurisdictions: Pick<Policy['jurisdictions'], 'reviews' | 'reviewEvery'>;
}

/** `active` once the operator says who has checked the law, and when, if its facts are complete. */
export function standingOf(
  { jurisdictions, law }: Reviews & Pick<Policy, 'law'>,
  jurisdiction: JurisdictionId,
): Standing {
  if (law[jurisdiction]?.facts !== 'complete') return { kind: 'advisory', why: 'orientation-only' };
  const { reviewedBy, reviewedOn } = jurisdictions.reviews[jurisdiction] ?? {};
  return reviewedBy === undefined || reviewedOn === undefined
    ? { kind: 'advisory', why: 'not-reviewed' }
    : { kind: 'active', reviewedOn };
}

/** `{advisory: true}` where one of the laws is advisory: goes into every answer that names a law. */
export const advisoryOf = (
  policy: Reviews & Pick<Policy, 'law'>,
  laws: readonly JurisdictionId[],
): { readonly advisory?: true } =>
  laws.some((law) => standingOf(policy, law).kind === 'advisory') ? { advisory: true } : {};

/** The standing in one sentence, for people. */
export function standingWords(standing: Standing): string {
  if (standing.kind === 'active') return `reviewed on ${standing.reviewedOn}`;
  switch (standing.why) {
    case 'not-reviewed':
      return 'advisory: not reviewed for this controller';
    case 'orientation-only':
      return 'advisory: its facts are for orientation';
  }
}

export interface StaleReview {
  readonly jurisdiction: JurisdictionId;
  readonly reviewedOn: CivilDate;
}

/** Reviews that are older than the policy allows. The law stays active: only someone has to look. */
export function staleReviews({ jurisdictions }: Reviews, today: CivilDate): readonly StaleReview[] {
  const { reviews, reviewEvery } = jurisdictions;
  return Object.keys(reviews).flatMap((jurisdiction) => {
    const reviewedOn = reviews[jurisdiction]?.reviewedOn;
    return reviewedOn !== undefined && laterDay(reviewedOn, reviewEvery) < today
      ? [{ jurisdiction, reviewedOn }]
      : [];
  });
}
