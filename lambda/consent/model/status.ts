import { noticeStatus } from '../../notice/model/notice.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { choices } from './choice.ts';
import type { StoredState } from './event.ts';
import type { Circumstances } from './basis.ts';
import { consentFrom, needsExplicit } from './basis.ts';

/** What is true of a purpose now. */
export const consentStateNames = [...choices, 'expired', 'needs-renewal', 'not-asked'] as const;

export type ConsentState = (typeof consentStateNames)[number];

/** Why a consent that was given counts no more until it is given again. */
export const renewalReasons = [
  'notice-changed',
  'unproven',
  'not-explicit',
  'came-of-age',
  'responsible-person-needed',
] as const;

export type RenewalReason = (typeof renewalReasons)[number];

/** The state that counts now, and why a given consent has to be renewed. */
export interface ConsentStatus {
  readonly state: ConsentState;
  readonly because?: RenewalReason;
}

/** What a decision weighs of it. */
export interface ConsentFacts extends ConsentStatus, Pick<StoredState, 'onConsentIn'> {
  /** When a given consent ends. */
  readonly endsAt?: EpochMilliseconds;
}

export const consentFacts = (
  stored: StoredState | undefined,
  person: Circumstances,
): ConsentFacts => ({
  ...consentStatus(stored, person),
  endsAt: stored?.validUntil,
  onConsentIn: stored?.onConsentIn,
});

/**
 * Where a person is on a purpose. Refusing and withdrawing never lapse; a given consent ends
 * with its period, and counts only as long as everything that it rests on holds.
 */
export function consentStatus(
  stored: StoredState | undefined,
  person: Circumstances,
): ConsentStatus {
  if (stored === undefined) return { state: 'not-asked' };
  if (stored.state !== 'given') return { state: stored.state };
  if (stored.validUntil !== undefined && stored.validUntil <= person.now) {
    return { state: 'expired' };
  }
  const because = lapsedBecause(stored, person);
  return because === undefined ? { state: 'given' } : { state: 'needs-renewal', because };
}

function lapsedBecause(stored: StoredState, person: Circumstances): RenewalReason | undefined {
  const { purpose, notice } = stored;
  const { policy } = person;
  // GDPR Art. 7(1): what cannot be demonstrated is no consent.
  if (notice === undefined || stored.unproven === true || stored.pendingBy !== undefined) {
    return 'unproven';
  }
  const from = consentFrom(purpose, person);
  if (from === 'responsible-person' && stored.givenBy !== 'responsible-person') {
    return 'responsible-person-needed';
  }
  // GDPR Art. 8(1): of age, the person decides. Under section 7.1.4 of EDPB Guidelines 05/2020 the
  // consent of the parent could go on until the person changes it; here the person is asked again.
  if (from === 'subject' && [stored.needed, stored.givenBy].includes('responsible-person')) {
    return 'came-of-age';
  }
  if (needsExplicit(purpose, person) && stored.explicit !== true) return 'not-explicit';
  // Art. 4(11): the person was not informed of what is done now.
  return noticeStatus(policy, purpose, notice).kind === 'in-force' ? undefined : 'notice-changed';
}
