import { standing } from '../../notice/model/notice.ts';
import type { EventId, SubjectId } from '../../value/ids.ts';
import type { EpochMilliseconds, EpochSeconds } from '../../value/time.ts';
import { civilDate } from '../../policy/periods.ts';
import { optInAge } from '../../policy/grounds.ts';
import { consentAge } from '../../policy/protective.ts';
import type { JurisdictionId, LegalBasis, Policy } from '../../policy/schema.ts';
import { isBelowAge } from '../../subject/model/subject.ts';
import type { AgeBand, Earlier, Identifier } from '../../subject/model/subject.ts';
import { statedIn } from '../../policy/stated-bases.ts';

/** What a person can say. */
export const choices = ['given', 'refused', 'withdrawn'] as const;
export type Choice = (typeof choices)[number];

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

/** What a choice changes; returned in the response: a choice is never rejected because of its legal basis. */
export const effects = [
  'processing-permitted',
  'processing-stopped',
  'objection-honoured',
  'objection-ended',
  'earlier-data-permitted',
  'earlier-data-stopped',
  'recorded-without-effect',
] as const;
export type Effect = (typeof effects)[number];

/** Who spoke: the person, who holds parental responsibility (GDPR Art. 8), or an agent. */
export const givers = ['subject', 'responsible-person', 'authorised-agent'] as const;
export type Giver = (typeof givers)[number];

/** What holds while nothing was said. */
export const defaults = ['permit', 'deny'] as const;
export type Default = (typeof defaults)[number];

/** Who wrote a choice down; `staff` imported it. */
export const recorderKinds = ['subject', 'service', 'staff'] as const;
export type RecorderKind = (typeof recorderKinds)[number];

/** Whose consent a purpose needs: of the person, or of who holds parental responsibility. */
export type ConsentFrom = 'subject' | 'responsible-person';

/** The version of a notice. */
export interface NoticeReference {
  readonly id: string;
  readonly version: string;
}

/** The newest choice about one purpose, as its state row holds it. */
export interface StoredState {
  readonly purpose: string;
  readonly state: Choice;
  /** Number of the event, counted per person and purpose from 1. */
  readonly version: number;
  readonly eventId: EventId;
  readonly at: EpochMilliseconds;
  readonly givenBy: Giver;
  /** Whose consent was needed when it was given. */
  readonly needed?: ConsentFrom;
  /**
   * Of a given one: until when there was none, and whether the person had said no. What was stored by
   * then is judged by that, too: a consent is for what comes after it.
   */
  readonly lapsed?: { readonly until: EpochMilliseconds; readonly saidNo: boolean };
  /** Laws under which the purpose rested on consent when one was given, now or before. */
  readonly onConsentIn?: readonly JurisdictionId[];
  /** Of a given one: the person had said no before, whenever that was. */
  readonly afterNo?: true;
  /** By an express statement (GDPR Art. 9(2)(a)). */
  readonly explicit?: true;
  /** Given although the browser signals an opt-out (11 CCR 7025(c)(3)). */
  readonly despiteSignal?: true;
  /** Refused by a signal of the browser, and by nothing else that the person did. */
  readonly bySignal?: true;
  /** Taken over from another system. */
  readonly imported?: true;
  /** What speaks for it cannot be shown: no notice in force then, no mandate, no one responsible. */
  readonly unproven?: true;
  /** A second member of staff has to import it as well, and not the one of this hash. */
  readonly pendingBy?: string;
  /** Who wrote it down. */
  readonly recordedBy?: RecorderKind;
  readonly notice?: NoticeReference;
  /** End of a given consent. */
  readonly validUntil?: EpochMilliseconds;
}

/** What an agent acts on; what no one signed lets no one consent for another person. */
export const mandates = ['self-declared', 'signed', 'power-of-attorney'] as const;

/** Who speaks for a person, and on what. */
export interface Agent {
  readonly name: string;
  readonly contact: string;
  readonly mandate: (typeof mandates)[number];
}

/** What is kept under the class `consent-evidence`. */
export interface ConsentEvidence {
  readonly locale?: string;
  readonly method?: string;
  readonly givenBy: Giver;
  /** Who consented for a child: the one on record then. */
  readonly responsiblePerson?: Identifier;
  readonly agent?: Agent;
  readonly needed?: ConsentFrom;
  readonly explicit?: true;
  readonly recordedBy: RecorderKind;
  /** The consent that a signal of the browser ended (11 CCR 7025(c)(3)-(4)). */
  readonly ended?: { readonly eventId: EventId; readonly at: EpochMilliseconds };
  /** Which system the choice was taken over from, and when. */
  readonly imported?: { readonly source: string; readonly at: EpochMilliseconds };
  /** As it was answered, so that a replay returns the same. */
  readonly effect: Effect;
  /** Why the use is denied all the same. */
  readonly deniedBecause?: readonly string[];
  readonly default: Default;
  readonly notice?: NoticeReference & { readonly sha256?: string };
  /** Payload of the receipt, so that the same receipt can be signed again. */
  readonly receipt: Readonly<Record<string, unknown>>;
}

/** One choice; never changed once written. */
export interface ConsentEvent {
  readonly subjectId: SubjectId;
  readonly eventId: EventId;
  readonly purpose: string;
  readonly version: number;
  readonly state: Choice;
  readonly at: EpochMilliseconds;
  readonly policyVersion: string;
  readonly jurisdiction: JurisdictionId;
  readonly basis?: LegalBasis;
  /** End of a given consent. */
  readonly validUntil?: EpochMilliseconds;
  readonly expiresAt: EpochSeconds;
  /** Absent once its key is destroyed. */
  readonly evidence?: ConsentEvidence;
}

/** What decides, beside what was said, whether a choice still counts. */
export interface Circumstances {
  readonly policy: Policy;
  readonly now: EpochMilliseconds;
  /** See `jurisdictionsOf` of the subject model. */
  readonly jurisdictions: readonly [JurisdictionId, ...JurisdictionId[]];
  readonly ageBand?: AgeBand | undefined;
  /** What was declared of their age before, each until a moment. */
  readonly earlierAges?: readonly Pick<Earlier, 'until' | 'ageBand'>[] | undefined;
  readonly residence?: string | undefined;
  readonly declaredResidence?: string | undefined;
  /** Who answers for a child, where someone is on record and it was looked up. */
  readonly responsiblePerson?: Identifier | undefined;
}

/** The basis of data that is collected now; earlier data stays under the basis before. */
export function basisOf(
  { purposes, controller }: Pick<Policy, 'purposes' | 'controller'>,
  purpose: string,
  jurisdiction: JurisdictionId,
  now: EpochMilliseconds,
): LegalBasis | undefined {
  const rule = purposes[purpose]?.legalBasis[jurisdiction];
  const { effectiveFrom } = rule ?? {};
  const begun = effectiveFrom === undefined || effectiveFrom <= civilDate(now, controller.timeZone);
  return begun ? rule?.basis : rule?.previous?.basis;
}

/** Whether data may be used before the person has said anything, under every law that applies. */
export const defaultFor = (purpose: string, person: Circumstances): Default =>
  person.jurisdictions.every((jurisdiction) => {
    const basis = basisOf(person.policy, purpose, jurisdiction, person.now);
    if (basis === 'opt-out') return !isBelowAge(person, optInAge(person.policy, jurisdiction));
    return basis !== undefined && basis !== 'consent';
  })
    ? 'permit'
    : 'deny';

/**
 * Whose consent the purpose needs; undefined where it needs none. Beside consent as the basis that
 * is explicit consent (GDPR Art. 9(2)(a)), and any opt-out of a minor, which is an opt-in then
 * (Civ. Code 1798.120(c)). Data collected earlier counts: it stays under the basis before.
 */
export function consentFrom(purpose: string, person: Circumstances): ConsentFrom | undefined {
  if (asking(purpose, person).length === 0) return undefined;
  return isBelowAge(person, ageOfConsent(purpose, person)) ? 'responsible-person' : 'subject';
}

/** Laws under which the purpose asks the person for a consent. */
const asking = (purpose: string, person: Circumstances): readonly JurisdictionId[] =>
  person.jurisdictions.filter(
    (jurisdiction) =>
      asksMinor(purpose, person, jurisdiction) ||
      statedIn(person.policy, purpose, jurisdiction).some(
        ({ basis, condition }) => basis === 'consent' || condition === 'explicit-consent',
      ),
  );

/**
 * From which age the person decides alone about a purpose (GDPR Art. 8(1); Civ. Code 1798.120(c)): by
 * the laws that ask for a consent, and by all that apply where none does.
 */
export function ageOfConsent(purpose: string, person: Circumstances): number {
  const { policy, jurisdictions, declaredResidence, residence } = person;
  const [first, ...others] = asking(purpose, person);
  const places = [declaredResidence, residence].filter((place) => place !== undefined);
  return consentAge(policy, first === undefined ? jurisdictions : [first, ...others], places);
}

const asksMinor = (purpose: string, person: Circumstances, jurisdiction: JurisdictionId): boolean =>
  statedIn(person.policy, purpose, jurisdiction).some(({ basis }) => basis === 'opt-out') &&
  isBelowAge(person, optInAge(person.policy, jurisdiction));

/**
 * Whether no one may consent for the person. Civ. Code 1798.120(c): from 13 to 15 it is the minor who
 * opts in, and no parent.
 */
export const mustConsentAlone = (purpose: string, person: Circumstances): boolean =>
  consentFrom(purpose, person) === 'subject' &&
  person.jurisdictions.some((jurisdiction) => asksMinor(purpose, person, jurisdiction));

/** The state that counts now, and why a given consent has to be renewed. */
export interface Standing {
  readonly state: ConsentState;
  readonly because?: RenewalReason;
}

/** What a decision weighs of it. */
export interface ConsentFacts extends Standing, Pick<StoredState, 'onConsentIn'> {
  /** When a given consent ends. */
  readonly endsAt?: EpochMilliseconds;
}

export const consentFacts = (
  stored: StoredState | undefined,
  person: Circumstances,
): ConsentFacts => ({
  ...consentStanding(stored, person),
  ...(stored?.validUntil !== undefined && { endsAt: stored.validUntil }),
  onConsentIn: stored?.onConsentIn,
});

/**
 * Where a person is on a purpose. Refusing and withdrawing never lapse; a given consent ends
 * with its period, and counts only as long as everything that it rests on holds.
 */
export function consentStanding(stored: StoredState | undefined, person: Circumstances): Standing {
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
  return standing(policy, purpose, notice).kind === 'in-force' ? undefined : 'notice-changed';
}

/** GDPR Art. 9(2)(a): special categories ask for an express statement. */
export const needsExplicit = (
  purpose: string,
  { policy, jurisdictions }: Pick<Circumstances, 'policy' | 'jurisdictions'>,
): boolean =>
  jurisdictions.some((jurisdiction) =>
    statedIn(policy, purpose, jurisdiction).some(
      ({ condition }) => condition === 'explicit-consent',
    ),
  );
