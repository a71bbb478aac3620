import { noticeFor, noticeStatus } from '../../notice/model/notice.ts';
import type { PublishedNotice } from '../../policy/schema.ts';
import type { LegalBasis } from '../../policy/vocabulary.ts';
import type { Identifier } from '../../subject/model/subject.ts';
import type { Circumstances } from './basis.ts';
import type { ConsentFrom, Default, Effect, NoticeReference } from './choice.ts';
import { basisOf, consentFrom, defaultFor, needsExplicit } from './basis.ts';
import { effectFor } from './effect.ts';
import { twoSteps } from '../../policy/two-steps.ts';
import type { ConsentCommand } from './command.ts';
import type { UnfitGiver } from './giver.ts';
import { ruleOnGiver } from './giver.ts';

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

export interface NotConsentBased {
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
  const ours = reference && noticeStatus(policy, purpose, reference);
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

export function accepted(command: ConsentCommand, person: Circumstances): AcceptedRuling {
  const { policy, jurisdictions, now } = person;
  const { purpose, state, method, givenBy, notice: reference } = command;
  const needed = consentFrom(purpose, person);
  const notice = noticeFor(policy, purpose);
  const ours = reference && noticeStatus(policy, purpose, reference);
  return {
    kind: 'accepted',
    effect: effectFor(policy, jurisdictions, command, now),
    default: defaultFor(purpose, person),
    needed,
    ...(state === 'given' && isExplicit(method) && { explicit: true }),
    ...(ours?.kind === 'in-force' && { shown: reference }),
    ...(notice && { notice }),
    responsiblePerson: givenBy === 'responsible-person' ? person.responsiblePerson : undefined,
  };
}

export function notConsentBased(
  { purpose }: ConsentCommand,
  person: Circumstances,
): NotConsentBased {
  const basis = basisOf(person.policy, purpose, person.jurisdictions[0], person.now);
  return { kind: 'not-consent-based', basis };
}
