import type { ConsentState } from '../consent/consent.ts';
import type { EpochMilliseconds } from '../platform/time.ts';
import { milliseconds, plusSeconds } from '../platform/time.ts';
import type { JurisdictionId, LegalBasis, Obligation, Policy } from '../policy/schema.ts';
import type { Subject } from '../subject/subject.ts';

/** Why something is denied, the most decisive first. */
export const denyReasons = [
  'subject-unknown',
  'subject-erased',
  'processing-restricted',
  'purpose-unknown',
  'category-not-covered',
  'no-legal-basis',
  'special-category-condition-missing',
  'consent-not-given',
  'consent-refused',
  'consent-withdrawn',
  'consent-expired',
  'consent-needs-renewal',
  'opted-out',
  'objection',
] as const;
export type DenyReason = (typeof denyReasons)[number];

export interface DecisionFacts {
  readonly policy: Pick<Policy, 'purposes' | 'categories'>;
  readonly jurisdiction: JurisdictionId;
  readonly subject:
    | ({ readonly kind: 'known' } & Pick<Subject, 'status' | 'restrictedPurposes'>)
    | { readonly kind: 'unknown' }
    | { readonly kind: 'erased' };
  readonly consentState: ConsentState;
  /** When a given consent ends. */
  readonly consentEndsAt?: EpochMilliseconds;
  readonly purpose: string;
  readonly category: string;
  readonly now: EpochMilliseconds;
}

export type Decision =
  | {
      readonly decision: 'permit';
      readonly basis: LegalBasis;
      readonly obligations: readonly Obligation[];
      readonly validUntil: EpochMilliseconds;
    }
  | {
      readonly decision: 'deny';
      readonly basis?: LegalBasis;
      readonly reasons: readonly [DenyReason, ...DenyReason[]];
      readonly validUntil: EpochMilliseconds;
    };

/** A change of mind takes effect at most this late where answers are cached. */
const revocableSeconds = 60;
const otherSeconds = 300;

/** Permits only what the policy allows, the person has not stopped and nothing speaks against. */
export function decide(facts: DecisionFacts): Decision {
  const purpose = own(facts.policy.purposes, facts.purpose);
  const basis = purpose?.legalBasis[facts.jurisdiction]?.basis;
  const [first, ...more] = reasonsOf(facts, basis);
  if (first !== undefined || purpose === undefined || basis === undefined) {
    return {
      decision: 'deny',
      ...(basis && { basis }),
      reasons: [first ?? 'no-legal-basis', ...more],
      validUntil: plusSeconds(facts.now, revocableSeconds),
    };
  }
  return {
    decision: 'permit',
    basis,
    obligations: obligationsOf(purpose),
    validUntil: validUntil(facts, basis),
  };
}

// Where the policy names no recipient, nobody may get the data.
const obligationsOf = ({ obligations, recipients }: Policy['purposes'][string]): Obligation[] => [
  ...new Set<Obligation>([
    ...obligations,
    ...(recipients.length === 0 ? (['do-not-disclose'] as const) : []),
  ]),
];

function reasonsOf(facts: DecisionFacts, basis: LegalBasis | undefined): DenyReason[] {
  const { subject, policy } = facts;
  if (subject.kind === 'unknown') return ['subject-unknown'];
  if (subject.kind === 'erased' || subject.status === 'erasing') return ['subject-erased'];

  const purpose = own(policy.purposes, facts.purpose);
  if (purpose === undefined) return ['purpose-unknown'];

  const reasons: DenyReason[] = [];
  // GDPR Art. 18(2): restricted data is stored and nothing else, whatever the basis.
  const { restrictedPurposes } = subject;
  if (restrictedPurposes === 'all' || restrictedPurposes.includes(facts.purpose)) {
    reasons.push('processing-restricted');
  }
  const category = own(policy.categories, facts.category);
  if (category === undefined || !purpose.categories.includes(facts.category)) {
    reasons.push('category-not-covered');
  }
  if (basis === undefined) return [...reasons, 'no-legal-basis'];

  const condition = purpose.legalBasis[facts.jurisdiction]?.condition;
  // GDPR Art. 9(1)-(2): a basis alone does not carry special categories.
  if (
    facts.jurisdiction === 'gdpr' &&
    category?.sensitivity === 'special' &&
    condition === undefined
  ) {
    reasons.push('special-category-condition-missing');
  }
  const objection = stoppedBy(basis, facts.consentState);
  if (objection !== undefined) reasons.push(objection);
  if (
    basis !== 'consent' &&
    condition === 'explicit-consent' &&
    category?.sensitivity === 'special'
  ) {
    const missing = missingConsent(facts.consentState);
    if (missing !== undefined) reasons.push(missing);
  }
  return reasons;
}

/** Whether what the person said, or did not say, stops processing under a basis. */
function stoppedBy(basis: LegalBasis, state: ConsentState): DenyReason | undefined {
  switch (basis) {
    case 'consent':
      return missingConsent(state);
    // Civ. Code 1798.120, 1798.135(c)(4): free until the person opts out. Whoever opted in again
    // consented (11 CCR 7028): a consent that lapsed leaves the opt-out that came before it.
    case 'opt-out':
      if (state === 'refused' || state === 'withdrawn') return 'opted-out';
      return state === 'not-asked' ? undefined : missingConsent(state);
    // Art. 21(1). An objection that was taken back does not come back by itself.
    case 'legitimate-interests':
    case 'public-task':
      return state === 'refused' || state === 'withdrawn' ? 'objection' : undefined;
    case 'contract':
    case 'legal-obligation':
    case 'vital-interests':
    case 'notice':
      return undefined;
  }
}

// Art. 4(11), 7(3): consent is an act, it can be taken back, and silence is none.
function missingConsent(state: ConsentState): DenyReason | undefined {
  switch (state) {
    case 'given':
      return undefined;
    case 'not-asked':
      return 'consent-not-given';
    case 'refused':
    case 'withdrawn':
    case 'expired':
    case 'needs-renewal':
      return `consent-${state}`;
  }
}

function validUntil(facts: DecisionFacts, basis: LegalBasis): EpochMilliseconds {
  const { purposes } = facts.policy;
  const condition = own(purposes, facts.purpose)?.legalBasis[facts.jurisdiction]?.condition;
  if (!isRevocable(basis) && condition !== 'explicit-consent') {
    return plusSeconds(facts.now, otherSeconds);
  }
  const latest = plusSeconds(facts.now, revocableSeconds);
  const consentEnds = facts.consentState === 'given' ? facts.consentEndsAt : undefined;
  return milliseconds(Math.min(latest, consentEnds ?? latest));
}

/** Whether a word of the person stops it. */
function isRevocable(basis: LegalBasis): boolean {
  switch (basis) {
    case 'consent':
    case 'opt-out':
    case 'legitimate-interests':
    case 'public-task':
      return true;
    case 'contract':
    case 'legal-obligation':
    case 'vital-interests':
    case 'notice':
      return false;
  }
}

// Ids come from clients: `constructor` is no purpose.
const own = <Value>(record: Readonly<Record<string, Value>>, id: string): Value | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;
