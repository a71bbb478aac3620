import type { ConsentFacts, ConsentStatus } from './status.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { milliseconds, plusSeconds } from '../../value/time.ts';
import {
  carriesSpecial,
  groundUnder,
  isOpenToObjection,
  optInAge,
  restsOnConsent,
} from '../../policy/grounds.ts';
import type { Ground } from '../../policy/grounds.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import type { LegalBasis, Obligation } from '../../policy/vocabulary.ts';
import { isBelowAge } from '../../subject/model/subject.ts';
import type { Subject } from '../../subject/model/subject.ts';
import { categoryFor, namesFor } from '../../policy/categories.ts';

/** Why something is denied, the most decisive first. */
export const denyReasons = [
  'ask-controller',
  'subject-unknown',
  'subject-erased',
  'purpose-unknown',
  'model-unknown',
  'model-not-approved',
  'model-retired',
  'processing-frozen',
  'processing-restricted',
  'storage-off',
  'training-off',
  'personalisation-off',
  'unclassified',
  'category-not-covered',
  'no-legal-basis',
  'special-category-condition-missing',
  'responsible-person-needed',
  'consent-unproven',
  'consent-not-given',
  'consent-refused',
  'consent-withdrawn',
  'consent-expired',
  'consent-needs-renewal',
  'opted-out',
  'objection',
  'retention-ended',
] as const;
export type DenyReason = (typeof denyReasons)[number];

/** Whether the register of models lets a model be used. */
export type ModelStanding = 'usable' | 'unknown' | 'not-approved' | 'retired';

export interface DecisionFacts {
  readonly policy: Policy;
  /** All that apply to the person; an answer is a permit only if it is one under each. */
  readonly jurisdictions: readonly [JurisdictionId, ...JurisdictionId[]];
  readonly subject:
    | ({ readonly kind: 'known' } & Pick<
        Subject,
        'status' | 'restrictedPurposes' | 'restrictedCategories' | 'settings' | 'ageBand'
      >)
    | { readonly kind: 'unknown' }
    | { readonly kind: 'erased' };
  /** What the person said about the purpose, as it counts now. */
  readonly consent: ConsentFacts;
  readonly purpose: string;
  readonly category: string;
  /** Of the model that is to use the data, where the question names one. */
  readonly model?: ModelStanding;
  /** Now when absent. */
  readonly collectedAt?: EpochMilliseconds;
  /** Whether more data is to be stored for the purpose. */
  readonly storing?: boolean;
  /** Nothing is to be used that is stored already. */
  readonly incoming?: boolean;
  /** How long data of that age is kept for the purpose, where its age was asked about. */
  readonly keptUntil?: EpochMilliseconds;
  readonly now: EpochMilliseconds;
  /**
   * Whether the containment of an incident has frozen it. Of the use of data alone: how long data is
   * retained does not change, because a freeze must not delete anything.
   */
  readonly frozen?: boolean;
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

type Purpose = Policy['purposes'][string];
/** A change of mind takes effect at most this late where decisions are cached. */
const revocableSeconds = 60;
/** Where nothing but a restriction or an erasure ends it, which are emitted as events too. */
const otherSeconds = 300;

/** Permits only what the policy allows, the person has not stopped and nothing speaks against. */
export function decide(facts: DecisionFacts): Decision {
  const { policy, jurisdictions, now } = facts;
  const purpose = own(policy.purposes, facts.purpose);
  const grounds = jurisdictions.map((jurisdiction) =>
    groundUnder(policy, facts.purpose, jurisdiction, facts),
  );
  const denied = reasonsOf(facts, purpose, grounds);
  const [first, ...more] = denyReasons.filter((reason) => denied.has(reason));
  const basis = grounds[0]?.stated?.basis;
  if (first !== undefined || purpose === undefined || basis === undefined) {
    return {
      decision: 'deny',
      ...(basis && first !== 'ask-controller' && { basis }),
      reasons: [first ?? 'no-legal-basis', ...more],
      validUntil: soonest(plusSeconds(now, revocableSeconds), grounds),
    };
  }
  return {
    decision: 'permit',
    basis,
    obligations: obligationsOf(purpose),
    validUntil: validUntil(facts, grounds),
  };
}

// Where the policy names no recipient, no one may get the data.
const obligationsOf = ({ obligations, recipients }: Purpose): Obligation[] => [
  ...new Set<Obligation>([
    ...obligations,
    ...(recipients.length === 0 ? (['do-not-disclose'] as const) : []),
  ]),
];

function reasonsOf(
  facts: DecisionFacts,
  purpose: Purpose | undefined,
  grounds: readonly Ground[],
): Set<DenyReason> {
  const { subject, policy } = facts;
  // GDPR Art. 28(3)(a): a processor acts on instructions of the controller, who alone decides.
  if (purpose?.role === 'processor') return new Set(['ask-controller']);
  if (subject.kind === 'unknown') return new Set(['subject-unknown']);
  if (subject.kind === 'erased' || subject.status === 'erasing') return new Set(['subject-erased']);
  if (purpose === undefined) return new Set(['purpose-unknown']);

  const reasons = new Set(stops(facts, subject));
  // Whatever a person allowed, a model that no one has approved uses nothing.
  if (facts.model !== undefined && facts.model !== 'usable') reasons.add(`model-${facts.model}`);
  const category = categoryFor(policy, facts.category);
  if (category === undefined) reasons.add('unclassified');
  // GDPR Art. 5(1)(b): data of a category serves the purposes for which it was declared.
  else if (own(policy.categories, category) === undefined || !purpose.categories.includes(category))
    reasons.add('category-not-covered');
  const special = own(policy.categories, category ?? '')?.sensitivity === 'special';
  for (const ground of grounds) {
    for (const reason of reasonsUnder(facts, subject, ground, special)) reasons.add(reason);
  }
  // GDPR Art. 5(1)(e). Whatever else denies it ends its period as well, and is the reason then.
  const { keptUntil, now } = facts;
  if (reasons.size === 0 && keptUntil !== undefined && keptUntil <= now) {
    reasons.add('retention-ended');
  }
  return reasons;
}

type Known = Extract<DecisionFacts['subject'], { kind: 'known' }>;

/** What an incident or the person has stopped, whatever the basis. */
function* stops(
  { policy, purpose, category, storing, incoming, frozen }: DecisionFacts,
  { restrictedPurposes, restrictedCategories = [], settings }: Known,
): Generator<DenyReason> {
  // GDPR Art. 33(3)(d): measures to mitigate the possible adverse effects of a breach.
  if (frozen === true) yield 'processing-frozen';
  // GDPR Art. 18(2): restricted data is stored and nothing else.
  if (restrictedPurposes === 'all' || restrictedPurposes.includes(purpose)) {
    yield 'processing-restricted';
  }
  // GDPR Art. 18(1)(a): what is contested is not used until it is verified; what comes in is not it.
  const names = namesFor(policy, category);
  if (incoming !== true && restrictedCategories.some((each) => names.includes(each))) {
    yield 'processing-restricted';
  }
  // GDPR Art. 25(2): what a person switched off stays off.
  const isOff = (name: 'training' | 'personalisation' | 'storage'): boolean =>
    settings[name] === 'off' && (policy.settings[name]?.purposes.includes(purpose) ?? false);
  if (storing === true && isOff('storage')) yield 'storage-off';
  if (isOff('training')) yield 'training-off';
  if (isOff('personalisation')) yield 'personalisation-off';
}

function* reasonsUnder(
  { policy, consent }: DecisionFacts,
  { ageBand }: Known,
  ground: Ground,
  special: boolean,
): Generator<DenyReason> {
  const { jurisdiction, stated } = ground;
  // GDPR Art. 6(1), Civ. Code 1798.100(c): what is not declared is not permitted.
  if (stated === undefined) {
    yield 'no-legal-basis';
    return;
  }
  if (special && !carriesSpecial(policy, jurisdiction, stated)) {
    yield 'special-category-condition-missing';
  }
  // GDPR Art. 9(2)(a): explicit consent has to be there, whatever the basis of Art. 6 is.
  if (stated.basis === 'consent' || (special && stated.condition === 'explicit-consent')) {
    yield* missingConsent(consent);
  }
  const saidNo = consent.state === 'refused' || consent.state === 'withdrawn';
  // GDPR Art. 21(1). An objection that was taken back does not come back by itself.
  if (saidNo && isOpenToObjection(policy, stated.basis, jurisdiction)) yield 'objection';
  if (stated.basis !== 'opt-out') return;
  // Civ. Code 1798.120(a), 1798.135(c)(4): free until the person opts out, but not below an age
  // (1798.120(c)). A person who opted in again consented (11 CCR 7028): a consent that lapsed leaves the
  // opt-out that came before it.
  const mayBeMinor = isBelowAge({ policy, ageBand }, optInAge(policy, jurisdiction));
  if (saidNo) yield 'opted-out';
  else if (consent.state !== 'not-asked' || mayBeMinor) yield* missingConsent(consent);
}

// GDPR Art. 4(11), 7(3): consent is an act, it can be taken back, and silence is none.
function* missingConsent({ state, because }: ConsentStatus): Generator<DenyReason> {
  switch (state) {
    case 'given':
      break;
    case 'not-asked':
      yield 'consent-not-given';
      break;
    case 'needs-renewal':
      // GDPR Art. 7(1): the controller who relies on consent demonstrates it.
      if (because === 'unproven') yield 'consent-unproven';
      // GDPR Art. 8(1): below the age it is given by who holds parental responsibility.
      else if (because === 'responsible-person-needed') yield because;
      else yield 'consent-needs-renewal';
      break;
    case 'refused':
    case 'withdrawn':
    case 'expired':
      yield `consent-${state}`;
      break;
  }
}

function validUntil(facts: DecisionFacts, grounds: readonly Ground[]): EpochMilliseconds {
  const { now, consent, keptUntil = Number.POSITIVE_INFINITY } = facts;
  const isRevocable =
    grounds.some(
      (ground) =>
        restsOnConsent(ground) ||
        isOpenToObjection(facts.policy, ground.stated?.basis, ground.jurisdiction),
    ) ||
    isSwitched(facts) ||
    // Staff can retire a model at any time.
    facts.model !== undefined;
  const cached = plusSeconds(now, isRevocable ? revocableSeconds : otherSeconds);
  const latest = milliseconds(Math.min(cached, keptUntil));
  const ends = consent.state === 'given' ? consent.endsAt : undefined;
  return ends !== undefined && grounds.some(restsOnConsent)
    ? soonest(milliseconds(Math.min(latest, ends)), grounds)
    : soonest(latest, grounds);
}

/** Not beyond the moment at which another basis holds. */
const soonest = (latest: EpochMilliseconds, grounds: readonly Ground[]): EpochMilliseconds =>
  milliseconds(Math.min(latest, ...grounds.map(({ changesAt = latest }) => changesAt)));

const isSwitched = ({ policy: { settings }, purpose, storing }: DecisionFacts): boolean =>
  [settings.training, settings.personalisation, storing ? settings.storage : undefined].some(
    (setting) => setting?.purposes.includes(purpose),
  );

// Ids come from clients: `constructor` is no purpose.
const own = <Value>(record: Readonly<Record<string, Value>>, id: string): Value | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;
