import { problem } from '../platform/http/problem.ts';
import type { Problem } from '../platform/http/problem.ts';
import type { ApprovalObstacle } from '../request/model/approval-obstacles.ts';
import type { Changed } from '../request/store.ts';

/** Why a call of staff leaves a request as it is. */
export type StaffLeft =
  | 'not-now'
  | 'not-liftable'
  | 'not-announced'
  | 'decided-in-part'
  | ApprovalObstacle;
type Left = 'foreign' | StaffLeft;

/** Why a request was not moved, in one sentence that helps. */
export function answerMove(outcome: Exclude<Changed<Left>, { readonly kind: 'changed' }>): Problem {
  switch (outcome.kind) {
    case 'unknown':
      return problem('not-found');
    case 'left':
      return outcome.because === 'foreign'
        ? problem('not-found')
        : problem('conflict', { detail: leftBecause[outcome.because] });
    case 'refused':
      return problem('conflict', { detail: sentences[outcome.move.kind] });
  }
}

const wrongStatus =
  'The status of the request does not allow this; its `status` and `waitingFor` say what does.';
const leftBecause: Readonly<Record<Exclude<Left, 'foreign'>, string>> = {
  'not-now': wrongStatus,
  'not-liftable':
    'It has no restriction in force, or its end is announced already; `restriction` says which.',
  'not-announced': 'No end of a restriction is announced, so there is none to call off.',
  'decided-in-part': 'Some of its corrections are decided: decide the others one by one, too.',
  'approved-before': 'You have approved it: another member of staff has to, too.',
  'entered-it': 'You have entered it: another member of staff has to approve it.',
  'decided-before':
    'You have decided the request that it is about or carries out, or the appeal about it: another member of staff has to decide this one.',
};
const sentences = {
  'not-possible': wrongStatus,
  'gate-closed': 'The request has not passed every gate that the policy asks.',
  'past-no-return': 'Data is already being erased; this can no longer be called off.',
} as const;
