import type { Rfc3339 } from '../../value/time.ts';

/** Where the review of a breached threshold is; `closed` is final. */
export const reviewStates = ['open', 'in-progress', 'closed'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** What is done about a breached threshold, by its owner, until a day. */
export interface Review {
  /** E-mail address of who answers for it. */
  readonly owner: string;
  readonly dueAt: Rfc3339;
  readonly state: ReviewState;
  readonly openedAt: Rfc3339;
  readonly changedAt: Rfc3339;
  /** What is done, in words. */
  readonly measure?: string | undefined;
  /** What came of it; closes the review. */
  readonly outcome?: string | undefined;
}

/** Whether a threshold was breached and no outcome has closed the review. */
export const isBreachOpen = ({
  breached,
  review,
}: {
  readonly breached: readonly string[];
  readonly review?: Pick<Review, 'state'> | undefined;
}): boolean => breached.length > 0 && review?.state !== 'closed';

export type ReviewChange =
  | { readonly kind: 'changed'; readonly review: Review }
  /** Said before: a call that is repeated has the same response. */
  | { readonly kind: 'same'; readonly review: Review }
  | { readonly kind: 'refused'; readonly because: 'closed' | 'measure-missing' };

/**
 * What a member of staff says of a review: a measure takes it into work, an outcome closes it. A closed
 * review stays as it is.
 */
export function changedReview(
  review: Review,
  said: {
    readonly owner?: string | undefined;
    readonly measure?: string | undefined;
    readonly outcome?: string | undefined;
  },
  at: Rfc3339,
): ReviewChange {
  if (Object.entries(said).every(([name, value]) => value === review[name as keyof Review])) {
    return { kind: 'same', review };
  }
  if (review.state === 'closed') return { kind: 'refused', because: 'closed' };
  const measure = said.measure ?? review.measure;
  if (said.outcome !== undefined && measure === undefined) {
    return { kind: 'refused', because: 'measure-missing' };
  }
  const state = said.outcome !== undefined ? 'closed' : measure ? 'in-progress' : 'open';
  return {
    kind: 'changed',
    review: {
      ...review,
      ...{ owner: said.owner ?? review.owner, measure, outcome: said.outcome },
      ...{ state, changedAt: at },
    },
  };
}
