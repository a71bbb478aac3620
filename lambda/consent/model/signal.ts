import type { EventId } from '../../value/ids.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { civilDate } from '../../policy/periods.ts';
import { lawElsewhere } from '../../policy/jurisdictions.ts';
import type { LegalSignal } from '../../policy/law.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import type { Circumstances } from './basis.ts';
import type { StoredState } from './event.ts';
import type { Choice } from './choice.ts';
import { consentStatus } from './status.ts';
import { statedIn } from '../../policy/stated-bases.ts';

/** `method` of an opt-out that the browser signalled. */
export const signalMethod = 'gpc';

/**
 * `method` of a consent given after the person was informed that it conflicts with their signal: the
 * signal is passed over from then on, as long as the person is known (11 CCR 7025(c)(3)).
 */
export const despiteSignal = 'despite-signal';

/** What became of a consent that the signal contradicts. */
export const signalConflicts = ['consent-ended', 'consent-kept'] as const;
export type SignalConflict = (typeof signalConflicts)[number];

/** 11 CCR 7025(c)(6): the person is shown whether their signal was taken as an opt-out. */
export const displays = ['Opt-Out Request Honored', 'Opt-Out Request Not Honored'] as const;

/** What became of one purpose. */
export interface Honoured {
  readonly purpose: string;
  readonly state: Choice;
  readonly conflict?: SignalConflict;
}

/** The consent that a signal ended. */
export interface EndedConsent {
  readonly eventId: EventId;
  readonly at: EpochMilliseconds;
}

export interface SignalDuty {
  readonly jurisdiction: JurisdictionId;
  readonly purposes: readonly string[];
}

/**
 * Which purposes a signal stops, and by whose law; undefined where no law obliges. A duty that
 * no one has verified is obeyed all the same: it protects the person.
 */
export function dutyOf(person: Circumstances): SignalDuty | undefined {
  const { policy, jurisdictions, now } = person;
  const today = civilDate(now, policy.controller.timeZone);
  const named = jurisdictions.filter((each) => obliges(policy.law[each]?.signal, today));
  const foreign = lawsElsewhere(person).filter(({ signal }) => obliges(signal, today));
  const [jurisdiction] = [...named, ...foreign.map((law) => law.jurisdiction)];
  if (jurisdiction === undefined) return undefined;
  const stopped = foreign.length > 0 ? soldAnywhere(policy) : [];
  const purposes = Object.keys(policy.purposes).filter(
    (purpose) =>
      stopped.includes(purpose) || named.some((each) => isSaleOrSharing(policy, purpose, each)),
  );
  return { jurisdiction, purposes };
}

/** Of the places where the person lives or may live, and of which the policy says nothing. */
const lawsElsewhere = ({ policy, declaredResidence, residence }: Circumstances) =>
  [declaredResidence, residence].flatMap((place) =>
    place === undefined ? [] : (lawElsewhere(policy, place) ?? []),
  );

function obliges(signal: LegalSignal | undefined, today: string): boolean {
  if (signal?.duty !== true || !signal.scope.includes('sale-share')) return false;
  return signal.since === undefined || signal.since <= today;
}

/**
 * What a law stops of which the policy says nothing: the purposes that it calls a sale or sharing under
 * another law; where it names none, those in which another person than a processor gets data.
 */
function soldAnywhere(policy: Policy): readonly string[] {
  const purposes = Object.keys(policy.purposes);
  const named = purposes.filter((purpose) =>
    basesOf(policy.purposes[purpose]).some((law) => isSaleOrSharing(policy, purpose, law)),
  );
  if (named.length > 0) return named;
  return purposes.filter((purpose) =>
    (policy.purposes[purpose]?.recipients ?? []).some(
      (recipient) => policy.recipients[recipient]?.role !== 'processor',
    ),
  );
}

const basesOf = (purpose: Policy['purposes'][string] | undefined): JurisdictionId[] =>
  Object.keys(purpose?.legalBasis ?? {});

/** Civ. Code 1798.135(c)(3), 11 CCR 7025(b): a signal is a request to opt out of sale and sharing. */
const isSaleOrSharing = (policy: Policy, purpose: string, jurisdiction: JurisdictionId): boolean =>
  statedIn(policy, purpose, jurisdiction).some(
    ({ basis, optOut = 'opt-out-sale-share' }) =>
      basis === 'opt-out' && optOut === 'opt-out-sale-share',
  );

export type SignalRuling =
  | { readonly kind: 'stopped-before' }
  | { readonly kind: 'consented-despite-signal' }
  | { readonly kind: 'stop'; readonly ended?: EndedConsent };

/** What a signal does to what the person said before (11 CCR 7025(c)(3)-(4)). */
export function ruleOnSignal(stored: StoredState | undefined, person: Circumstances): SignalRuling {
  if (stored === undefined) return { kind: 'stop' };
  if (stored.state !== 'given') return { kind: 'stopped-before' };
  const counts = consentStatus(stored, person).state === 'given';
  if (counts && stored.despiteSignal === true) return { kind: 'consented-despite-signal' };
  const { eventId, at } = stored;
  return { kind: 'stop', ...(counts && { ended: { eventId, at } }) };
}
