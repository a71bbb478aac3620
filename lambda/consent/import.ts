import type { EpochMilliseconds } from '../platform/time.ts';
import type { Choice, StoredState } from './consent.ts';

/** Why a choice from another system was not written. */
export type NotImported = 'already-imported' | 'newer-choice-stands' | 'refusal-stands';

export type ImportRuling = { readonly kind: 'import' } | { readonly kind: NotImported };

/**
 * Whether a choice that another system kept is taken over. It keeps its time, and never overwrites
 * a newer choice of the person. A refusal or withdrawal stands against every imported consent,
 * whatever its time: what was not proved to us does not end a `no`.
 */
export function ruleOnImport(
  stored: Pick<StoredState, 'state' | 'at' | 'imported'> | undefined,
  { state, at }: { readonly state: Choice; readonly at: EpochMilliseconds },
): ImportRuling {
  if (stored === undefined) return { kind: 'import' };
  if (stored.imported === true && stored.state === state && stored.at === at) {
    return { kind: 'already-imported' };
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
