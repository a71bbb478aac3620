import { noticeFor, standing } from '../../notice/model/notice.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import type { CivilDate } from '../../policy/periods.ts';
import { startOfDay } from '../../policy/periods.ts';
import type { LegalBasis, Policy, PublishedNotice } from '../../policy/schema.ts';
import type { Identifier } from '../../subject/model/subject.ts';
import { isBelowAge, mayHaveReached, narrows } from '../../subject/model/subject.ts';
import type {
  Agent,
  Choice,
  Circumstances,
  ConsentFrom,
  Default,
  Effect,
  Giver,
  NoticeReference,
  StoredState,
} from './consent.ts';
import {
  ageOfConsent,
  basisOf,
  consentFrom,
  defaultFor,
  mustConsentAlone,
  needsExplicit,
} from './consent.ts';
import { effectFor } from './effect.ts';
import { isInSteps, isOptedOut } from './opt-in-again.ts';
import { asksTwoSteps, twoSteps } from '../../policy/two-steps.ts';

export interface ConsentCommand {
  readonly purpose: string;
  readonly state: Choice;
  readonly notice?: NoticeReference;
  readonly locale?: string;
  readonly method?: string;
  readonly givenBy: Giver;
  readonly agent?: Agent;
}

/** The choice alone, of a body or a line that says more. */
export const commandOf = (choice: ConsentCommand): ConsentCommand => {
  const { purpose, state, notice, locale, method, givenBy, agent } = choice;
  return {
    purpose,
    state,
    givenBy,
    notice,
    locale,
    method,
    agent,
  };
};

/** Why no one else, or not this someone, can consent for the person. */
interface UnfitGiver {
  readonly kind:
    | 'responsible-person-needed'
    | 'responsible-person-unknown'
    | 'own-consent-needed'
    | 'mandate-needed';
}

export interface AcceptedRuling {
  readonly kind: 'accepted';
  readonly effect: Effect;
  readonly default: Default;
  /** The notice that was shown, as far as it is one of ours; a consent always has one. */
  readonly shown?: NoticeReference;
  /** The notice in force that covers the purpose, for a choice that shows none. */
  readonly notice?: PublishedNotice;
  /** Whose consent the purpose needs. */
  readonly needed?: ConsentFrom;
  /** The person made an express statement. */
  readonly explicit?: true;
  /** Who consents for a child. */
  readonly responsiblePerson?: Identifier;
  /** Of a consent that was taken over: what speaks for it cannot be shown. */
  readonly unproven?: true;
}

/** Why a consent is not recorded. */
export type Rejection =
  | { readonly kind: 'notice-missing' }
  | { readonly kind: 'notice-superseded'; readonly current: NoticeReference }
  /** A version that no one ever published. */
  | { readonly kind: 'notice-unknown'; readonly current: NoticeReference }
  | NotConsentBased
  | { readonly kind: 'explicit-consent-needed' }
  | { readonly kind: 'two-steps-needed' }
  | UnfitGiver;

interface NotConsentBased {
  readonly kind: 'not-consent-based';
  readonly basis?: LegalBasis;
}

export type ConsentRuling = AcceptedRuling | Rejection;

/**
 * Methods that are an express statement, as GDPR Art. 9(2)(a) asks for special categories: a signed
 * or written statement, a form whose words name the use, a confirmation in two steps, spoken words
 * (EDPB Guidelines 05/2020 paragraphs 93 to 98). A switch or going on is consent, but not explicit.
 */
export const explicitMethods = [
  'signature',
  'written-statement',
  'express-form',
  twoSteps,
  'spoken-statement',
] as const;

const isExplicit = (method: string | undefined): boolean =>
  explicitMethods.some((each) => each === method);

/**
 * Rules on a choice. Refusing and withdrawing always pass, of a child too: withdrawing is as easy as
 * giving (GDPR Art. 7(3)), objecting needs no form (Art. 21), opting out no verification (11 CCR
 * 7026).
 */
export function ruleOn(command: ConsentCommand, person: Circumstances): ConsentRuling {
  if (command.state !== 'given') return accepted(command, person);
  const { policy } = person;
  const { purpose, notice: reference } = command;
  const ruling = accepted(command, person);
  if (ruling.effect === 'recorded-without-effect') return notConsentBased(command, person);
  const unfit = ruleOnGiver(command, person, ruling.needed);
  if (unfit !== undefined) return unfit;
  if (needsExplicit(purpose, person) && ruling.explicit !== true) {
    return { kind: 'explicit-consent-needed' };
  }
  const ours = reference && standing(policy, purpose, reference);
  switch (ours?.kind) {
    case 'in-force':
      return ruling;
    case 'superseded': {
      const { id, version } = ours.current;
      return { kind: 'notice-superseded', current: { id, version } };
    }
    case 'covered-by-none':
    case undefined:
      return { kind: 'notice-missing' };
  }
}

/**
 * Who may consent for someone. Below the age of consent it is who holds parental responsibility, and
 * is known to (GDPR Art. 8(1)-(2)); from that age on no one but the person and who has their mandate
 * (Art. 4(11), 7(1)). An agent of a child is no holder of responsibility, and a minor who opts in
 * alone is represented by no one (Civ. Code 1798.120(c)).
 */
function ruleOnGiver(
  { purpose, givenBy, agent }: ConsentCommand,
  person: Circumstances,
  needed: ConsentFrom | undefined,
): UnfitGiver | undefined {
  if (givenBy === 'responsible-person') {
    if (!isBelowAge(person, ageOfConsent(purpose, person))) return { kind: 'own-consent-needed' };
    return person.responsiblePerson === undefined
      ? { kind: 'responsible-person-unknown' }
      : undefined;
  }
  if (needed === 'responsible-person') return { kind: 'responsible-person-needed' };
  if (givenBy === 'subject') return undefined;
  if (mustConsentAlone(purpose, person)) return { kind: 'own-consent-needed' };
  return agent === undefined || agent.mandate === 'self-declared'
    ? { kind: 'mandate-needed' }
    : undefined;
}

/**
 * Rules on a consent that follows a `no`, at once or after another consent that lapsed.
 *
 * @param previous what was said about the purpose before
 */
export function ruleOnReturn(
  { purpose, method, givenBy }: ConsentCommand,
  person: Circumstances,
  previous: StoredState | undefined,
): Rejection | undefined {
  if (previous === undefined || !isOptedOut(previous, person)) return undefined;
  const isOwnNo = previous.state !== 'given' && previous.givenBy === 'subject';
  if (givenBy === 'responsible-person' && isOwnNo && mayDecide(purpose, person, previous.at)) {
    return { kind: 'own-consent-needed' };
  }
  const { policy, jurisdictions } = person;
  return !isInSteps(method, previous) && asksTwoSteps(policy, purpose, jurisdictions)
    ? { kind: 'two-steps-needed' }
    : undefined;
}

/**
 * A person who may be old enough to decide has decided: a parent does not overrule them. Nor does a lower
 * age that was declared afterwards; one that says more closely how old they are does count.
 */
function mayDecide(purpose: string, person: Circumstances, madeAt: EpochMilliseconds): boolean {
  const { ageBand, earlierAges = [] } = person;
  const declared = earlierAges.flatMap(({ until, ageBand: before }) =>
    before === undefined || until < madeAt || narrows(ageBand, before) ? [] : [before],
  );
  const age = ageOfConsent(purpose, person);
  return [ageBand, ...declared].some((band) => mayHaveReached(band, age));
}

/**
 * On a choice that another system kept: what it cannot prove is kept, and counts as unproven. GDPR
 * Art. 7(1): that someone consented on a notice from before it applied, or for another person without
 * being known or mandated, is not demonstrated.
 *
 * @param earlierFrom from which day on an earlier version applied that was shown; undefined where it
 *   was never published here
 */
export function ruleOnImported(
  command: ConsentCommand,
  person: Circumstances,
  at: EpochMilliseconds,
  earlierFrom?: CivilDate,
): AcceptedRuling | NotConsentBased {
  const ruling = accepted(command, person);
  if (command.state !== 'given') return ruling;
  if (ruling.effect === 'recorded-without-effect') return notConsentBased(command, person);
  const unfit = ruleOnGiver(command, person, ruling.needed);
  // A child that spoke for itself is told who has to: that is shown, and is no lack of proof.
  const isVouched = unfit === undefined || unfit.kind === 'responsible-person-needed';
  return isVouched && ruling.shown && wasInForce(person.policy, ruling.shown, { at, earlierFrom })
    ? ruling
    : { ...ruling, unproven: true };
}

/** Of an earlier version that was never published here no one knows from when on it applied. */
function wasInForce(
  { published, controller }: Policy,
  { id, version }: NoticeReference,
  {
    at,
    earlierFrom,
  }: { readonly at: EpochMilliseconds; readonly earlierFrom: CivilDate | undefined },
): boolean {
  const notice = published[id];
  const from = notice?.version === version ? notice.effectiveFrom : earlierFrom;
  return from === undefined || at >= startOfDay(from, controller.timeZone);
}

function accepted(command: ConsentCommand, person: Circumstances): AcceptedRuling {
  const { policy, jurisdictions, now } = person;
  const { purpose, state, method, givenBy, notice: reference } = command;
  const needed = consentFrom(purpose, person);
  const notice = noticeFor(policy, purpose);
  const ours = reference && standing(policy, purpose, reference);
  return {
    kind: 'accepted',
    effect: effectFor(policy, jurisdictions, command, now),
    default: defaultFor(purpose, person),
    needed,
    ...(state === 'given' && isExplicit(method) && { explicit: true }),
    ...(ours?.kind === 'in-force' && { shown: reference }),
    ...(notice && { notice }),
    ...(givenBy === 'responsible-person' &&
      person.responsiblePerson && {
        responsiblePerson: person.responsiblePerson,
      }),
  };
}

function notConsentBased({ purpose }: ConsentCommand, person: Circumstances): NotConsentBased {
  const basis = basisOf(person.policy, purpose, person.jurisdictions[0], person.now);
  return { kind: 'not-consent-based', basis };
}
