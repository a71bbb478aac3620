import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { Changed } from './store.ts';

/** Why a request was not moved, in one sentence that helps. */
export function answerMove(
  outcome: Exclude<Changed<'foreign' | 'not-now'>, { readonly kind: 'changed' }>,
): Problem {
  switch (outcome.kind) {
    case 'unknown':
      return problem('not-found');
    case 'left':
      return outcome.because === 'foreign'
        ? problem('not-found')
        : problem('conflict', { detail: 'The status of the request does not allow this.' });
    case 'refused':
      return problem('conflict', { detail: sentences[outcome.move.kind] });
  }
}

const sentences = {
  'not-possible': 'The status of the request does not allow this.',
  'gate-closed': 'The request has not passed every gate that the policy asks.',
  'past-no-return': 'Data is already being erased; this can no longer be called off.',
} as const;
