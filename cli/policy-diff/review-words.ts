import type { ReviewChange } from './reviews.ts';
import { standingWords } from '../../lambda/policy/standing.ts';
import { sentences } from './lists.ts';

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
