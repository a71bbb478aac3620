import { noticeFor, standing } from '../notice/notice.ts';
import type { LegalBasis, PublishedNotice } from '../policy/schema.ts';
import type {
  Choice,
  Circumstances,
  ConsentFrom,
  Default,
  Effect,
  Giver,
  NoticeReference,
} from './consent.ts';
import { basisOf, consentFrom, defaultFor, mustConsentAlone, needsExplicit } from './consent.ts';
import { effectFor } from './effect.ts';

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
      readonly default: Default;
      /** The notice that was shown, as far as it is one of ours; a consent always has one. */
      readonly shown?: NoticeReference;
      /** The notice in force that tells of the purpose, for a choice that shows none. */
      readonly notice?: PublishedNotice;
      /** Whose consent the purpose needs. */
      readonly needed?: ConsentFrom;
      /** The person made an express statement. */
      readonly explicit?: true;
    }
  | { readonly kind: 'notice-missing' }
  | { readonly kind: 'notice-superseded'; readonly current: NoticeReference }
  | { readonly kind: 'not-consent-based'; readonly basis?: LegalBasis }
  | { readonly kind: 'explicit-consent-needed' }
  | { readonly kind: 'responsible-person-needed' }
  | { readonly kind: 'own-consent-needed' };

/**
 * Methods that are an express statement, as GDPR Art. 9(2)(a) asks for special categories: a signed
 * or written statement, a form whose words name the use, a confirmation in two steps, spoken words
 * (EDPB Guidelines 05/2020 paragraphs 93 to 98). A switch or going on is consent, but not explicit.
 */
export const explicitMethods = [
  'signature',
  'written-statement',
  'express-form',
  'two-step-confirmation',
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
  // GDPR Art. 8(1), Civ. Code 1798.120(c): an agent of the child is no holder of responsibility.
  if (ruling.needed === 'responsible-person' && command.givenBy !== 'responsible-person') {
    return { kind: 'responsible-person-needed' };
  }
  if (command.givenBy === 'responsible-person' && mustConsentAlone(purpose, person)) {
    return { kind: 'own-consent-needed' };
  }
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

/** On a choice that another system kept: what it cannot prove is kept, and counts as unproven. */
export function ruleOnImported(
  command: ConsentCommand,
  person: Circumstances,
): Extract<ConsentRuling, { kind: 'accepted' | 'not-consent-based' }> {
  const ruling = accepted(command, person);
  return command.state === 'given' && ruling.effect === 'recorded-without-effect'
    ? notConsentBased(command, person)
    : ruling;
}

function accepted(
  command: ConsentCommand,
  person: Circumstances,
): Extract<ConsentRuling, { kind: 'accepted' }> {
  const { policy, jurisdictions, now } = person;
  const { purpose, state, method, notice: reference } = command;
  const needed = consentFrom(purpose, person);
  const notice = noticeFor(policy, purpose);
  const ours = reference && standing(policy, purpose, reference);
  return {
    kind: 'accepted',
    effect: effectFor(policy, jurisdictions, command, now),
    default: defaultFor(purpose, person),
    ...(needed && { needed }),
    ...(state === 'given' && isExplicit(method) && { explicit: true }),
    ...(ours?.kind === 'in-force' && { shown: reference }),
    ...(notice && { notice }),
  };
}

function notConsentBased({ purpose }: ConsentCommand, person: Circumstances) {
  const basis = basisOf(person.policy, purpose, person.jurisdictions[0], person.now);
  return { kind: 'not-consent-based', ...(basis && { basis }) } as const;
}
