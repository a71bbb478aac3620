import type { EpochMilliseconds } from '../value/time.ts';
import type { Choice, StoredState } from './model/consent.ts';

/** Why a choice from another system was not written. */
export type NotImported =
  | 'already-imported'
  | 'awaits-second-approver'
  | 'newer-choice-stands'
  | 'refusal-stands';

export type ImportRuling =
  | { readonly kind: 'import' }
  | { readonly kind: 'confirm' }
  | { readonly kind: NotImported };

interface Line {
  readonly state: Choice;
  readonly at: EpochMilliseconds;
  readonly noticeVersion?: string | undefined;
  /** Hash of who imports it. */
  readonly by?: string;
}

/**
 * Whether a choice that another system kept is taken over. It keeps its time, and never overwrites
 * a newer choice of the person. A refusal or withdrawal stands against every imported consent,
 * whatever its time: what was not proved to us does not end a `no`. A consent that waits for a second
 * member of staff is confirmed by the same line from another person.
 */
export function ruleOnImport(
  stored: Pick<StoredState, 'state' | 'at' | 'imported' | 'pendingBy' | 'notice'> | undefined,
  { state, at, noticeVersion, by }: Line,
): ImportRuling {
  if (stored === undefined) return { kind: 'import' };
  if (stored.imported === true && stored.state === state && stored.at === at) {
    if (stored.pendingBy === undefined || stored.notice?.version !== noticeVersion) {
      return { kind: 'already-imported' };
    }
    return { kind: stored.pendingBy === by ? 'awaits-second-approver' : 'confirm' };
  }
  if (stored.state !== 'given') {
    if (state === 'given') return { kind: 'refusal-stands' };
    return at > stored.at ? { kind: 'import' } : { kind: 'newer-choice-stands' };
  }
  if (stored.imported === true && state !== 'given') return { kind: 'import' };
  // A consent that was given here has its notice; one from elsewhere does not replace it.
  if (at <= stored.at || (state === 'given' && stored.imported !== true)) {
    return { kind: 'newer-choice-stands' };
  }
  return { kind: 'import' };
}
