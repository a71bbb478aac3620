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
import { basisOf, consentFrom, defaultFor, needsExplicit } from './consent.ts';
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
      /** The notice in force. */
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
  | { readonly kind: 'responsible-person-needed' };

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
  const { policy, jurisdictions, now } = person;
  const { purpose, state, method, notice: reference } = command;
  const effect = effectFor(policy, jurisdictions, command, now);
  const needed = consentFrom(purpose, person);
  const ours = reference && standing(policy, purpose, reference);
  const facts = { effect, default: defaultFor(purpose, person), ...(needed && { needed }) };
  if (state !== 'given') {
    const notice = noticeFor(policy, purpose);
    return {
      kind: 'accepted',
      ...facts,
      ...(ours?.kind === 'in-force' && { shown: reference }),
      ...(notice && { notice }),
    };
  }
  if (effect === 'recorded-without-effect') {
    const basis = basisOf(policy, purpose, jurisdictions[0], now);
    return { kind: 'not-consent-based', ...(basis && { basis }) };
  }
  // GDPR Art. 8(1), Civ. Code 1798.120(c): an agent of the child is no holder of responsibility.
  if (needed === 'responsible-person' && command.givenBy !== 'responsible-person') {
    return { kind: 'responsible-person-needed' };
  }
  if (needsExplicit(purpose, person) && !isExplicit(method)) {
    return { kind: 'explicit-consent-needed' };
  }
  if (reference === undefined || ours === undefined) return { kind: 'notice-missing' };
  switch (ours.kind) {
    case 'in-force':
      return {
        kind: 'accepted',
        ...facts,
        ...(isExplicit(method) && { explicit: true }),
        shown: reference,
        notice: ours.notice,
      };
    case 'superseded': {
      const { id, version } = ours.current;
      return { kind: 'notice-superseded', current: { id, version } };
    }
    case 'covered-by-none':
      return { kind: 'notice-missing' };
  }
}
