import { noticeFor, standing } from '../notice/notice.ts';
import type { EventId, SubjectId } from '../platform/ids.ts';
import type { EpochMilliseconds, EpochSeconds } from '../platform/time.ts';
import { addPeriod } from '../policy/periods.ts';
import type { JurisdictionId, LegalBasis, Policy, PublishedNotice } from '../policy/schema.ts';
import type { AgeBand } from '../subject/subject.ts';

/** What a person can say. */
export const choices = ['given', 'refused', 'withdrawn'] as const;
export type Choice = (typeof choices)[number];

/** What is true of a purpose now. */
export const consentStateNames = [...choices, 'expired', 'needs-renewal', 'not-asked'] as const;
export type ConsentState = (typeof consentStateNames)[number];

/** Who spoke: the person, who holds parental responsibility (GDPR Art. 8), or an agent. */
export const givers = ['subject', 'responsible-person', 'authorised-agent'] as const;
export type Giver = (typeof givers)[number];

/** What a choice changes; told in the answer, because a choice is never turned down for its basis. */
export const effects = [
  'processing-permitted',
  'processing-stopped',
  'objection-honoured',
  'objection-ended',
  'recorded-without-effect',
] as const;
export type Effect = (typeof effects)[number];

interface NoticeReference {
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
  readonly notice?: NoticeReference;
  /** End of a given consent. */
  readonly validUntil?: EpochMilliseconds;
}

/** What is kept under the class `consent-evidence`. */
export interface ConsentEvidence {
  readonly locale?: string;
  readonly method?: string;
  readonly givenBy: Giver;
  readonly recordedBy: 'subject' | 'service';
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
  readonly expiresAt: EpochSeconds;
  /** Absent once its key is destroyed. */
  readonly evidence?: ConsentEvidence;
}

export const basisOf = (
  { purposes }: Pick<Policy, 'purposes'>,
  purpose: string,
  jurisdiction: JurisdictionId,
): LegalBasis | undefined => purposes[purpose]?.legalBasis[jurisdiction]?.basis;

/** Whether data may be used before the person has said anything. */
export const defaultOf = (basis: LegalBasis | undefined): 'permit' | 'deny' =>
  basis === undefined || basis === 'consent' ? 'deny' : 'permit';

/**
 * The state that counts now. A given consent ends with its period, and has to be renewed when the
 * notice that it rests on has changed materially, or no longer tells of the purpose: the person was
 * not informed of what is done now (GDPR Art. 4(11)).
 */
export function effectiveState(
  stored: StoredState | undefined,
  policy: Policy,
  now: EpochMilliseconds,
): ConsentState {
  if (stored === undefined) return 'not-asked';
  if (stored.state !== 'given') return stored.state;
  if (stored.validUntil !== undefined && stored.validUntil <= now) return 'expired';
  if (stored.notice === undefined) return 'needs-renewal';
  const notice = standing(policy, stored.purpose, stored.notice);
  const carries =
    notice.kind === 'in-force' || (notice.kind === 'superseded' && notice.carriesOver);
  return carries ? 'given' : 'needs-renewal';
}

/**
 * How long a consent lasts and how long its evidence is kept. A consent without a period of its own
 * lasts as long as evidence is kept, and the evidence then outlives the consent by the same period:
 * nobody has to rely on a consent that can no longer be demonstrated (GDPR Art. 7(1)).
 */
export function periodsOf(
  { purposes, evidence, controller }: Policy,
  { purpose, state }: { readonly purpose: string; readonly state: Choice },
  at: EpochMilliseconds,
): { readonly validUntil?: EpochMilliseconds; readonly evidenceUntil: EpochMilliseconds } {
  const add = (from: EpochMilliseconds, period: string): EpochMilliseconds =>
    addPeriod(from, period, controller.timeZone);
  const kept = evidence.consent.retention;
  if (state !== 'given') return { evidenceUntil: add(at, kept) };
  const validUntil = add(at, purposes[purpose]?.consentValidity ?? kept);
  return { validUntil, evidenceUntil: add(validUntil, kept) };
}

export interface ConsentCommand {
  readonly purpose: string;
  readonly state: Choice;
  readonly notice?: NoticeReference;
  readonly locale?: string;
  readonly method?: string;
  readonly givenBy: Giver;
}

export type ConsentRuling =
  | {
      readonly kind: 'accepted';
      readonly effect: Effect;
      /** The notice that was shown, as far as it is one of ours; a consent always has one. */
      readonly shown?: NoticeReference;
      /** The notice in force. */
      readonly notice?: PublishedNotice;
    }
  | { readonly kind: 'notice-missing' }
  | { readonly kind: 'notice-superseded'; readonly current: NoticeReference }
  | { readonly kind: 'not-consent-based'; readonly basis?: LegalBasis }
  | { readonly kind: 'responsible-person-needed' };

/**
 * Rules on a choice. Refusing and withdrawing always pass: withdrawing is as easy as giving (GDPR
 * Art. 7(3)), objecting needs no form (Art. 21), opting out no verification (11 CCR 7026).
 */
export function ruleOn(
  policy: Policy,
  command: ConsentCommand,
  person: { readonly jurisdiction: JurisdictionId; readonly ageBand?: AgeBand },
): ConsentRuling {
  const basis = basisOf(policy, command.purpose, person.jurisdiction);
  const effect = effectOf(basis, command.state);
  const reference = command.notice;
  const ours = reference && standing(policy, command.purpose, reference);
  if (command.state !== 'given') {
    const notice = noticeFor(policy, command.purpose);
    return {
      kind: 'accepted',
      effect,
      ...(ours?.kind === 'in-force' && { shown: reference }),
      ...(notice && { notice }),
    };
  }
  if (effect === 'recorded-without-effect') {
    return { kind: 'not-consent-based', ...(basis && { basis }) };
  }
  if (basis === 'consent' && needsResponsiblePerson(person) && command.givenBy === 'subject') {
    return { kind: 'responsible-person-needed' };
  }
  if (reference === undefined || ours === undefined) return { kind: 'notice-missing' };
  switch (ours.kind) {
    case 'in-force':
      return { kind: 'accepted', effect, shown: reference, notice: ours.notice };
    case 'superseded': {
      const { id, version } = ours.current;
      return { kind: 'notice-superseded', current: { id, version } };
    }
    case 'covered-by-none':
      return { kind: 'notice-missing' };
  }
}

// GDPR Art. 8(1): below 16 the holder of parental responsibility consents. Member States may lower
// the age; the policy does not say so, so the highest one holds.
const needsResponsiblePerson = ({
  jurisdiction,
  ageBand,
}: {
  readonly jurisdiction: JurisdictionId;
  readonly ageBand?: AgeBand;
}): boolean => jurisdiction === 'gdpr' && (ageBand === 'under-13' || ageBand === '13-to-15');

/** What a choice does under a basis. */
export function effectOf(basis: LegalBasis | undefined, state: Choice): Effect {
  switch (basis) {
    case 'consent':
    case 'opt-out':
      return state === 'given' ? 'processing-permitted' : 'processing-stopped';
    // GDPR Art. 21(1): the right to object, without the weighing that would let us go on.
    case 'legitimate-interests':
    case 'public-task':
      return state === 'given' ? 'objection-ended' : 'objection-honoured';
    case 'contract':
    case 'legal-obligation':
    case 'vital-interests':
    case 'notice':
    case undefined:
      return 'recorded-without-effect';
  }
}
