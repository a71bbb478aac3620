import type { HoldingReason } from '../../value/models.ts';
import { liftable } from './model/approval.ts';

/** What each reason asks for: docs/learning.md has the same, in more words. */
const remedies: Readonly<Record<HoldingReason, string>> = {
  'assessment-missing': 'The policy asks for an `assessment` of this risk class.',
  'training-set-unknown': 'A training set is none of this deployment.',
  'training-set-building': 'A training set is not built yet.',
  'training-set-failed': 'A training set could not be built.',
  'training-set-rejected': 'Groups of a training set are too small.',
  'training-set-expired': 'The files of a training set are deleted.',
  'training-set-stale': 'A training set is stale for longer than the policy allows.',
  'fairness-system-missing': 'The model names no `systems` that it serves.',
  'fairness-report-missing': 'A system has no report on fairness of its last two periods.',
  'fairness-report-empty':
    'The last report on fairness of a system compares no groups: they are too small, or not known.',
  'fairness-threshold-breached': 'The review of a breached threshold is not closed.',
};

/** What an approval lacks, in words, and whether an exception would lift all of it. */
export function heldBackDetail(holding: readonly HoldingReason[]): string {
  const isLiftable = holding.every((reason) => liftable.includes(reason));
  return [
    ...holding.map((reason) => remedies[reason]),
    isLiftable
      ? 'Send `exception` with a `reason` to approve it nevertheless.'
      : 'No exception lifts all of this.',
  ].join(' ');
}
