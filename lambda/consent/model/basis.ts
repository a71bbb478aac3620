import type { EpochMilliseconds } from '../../value/time.ts';
import { civilDate } from '../../policy/periods.ts';
import { optInAge } from '../../policy/grounds.ts';
import { consentAge } from '../../policy/protective.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import type { LegalBasis } from '../../policy/vocabulary.ts';
import { isBelowAge } from '../../subject/model/subject.ts';
import type { AgeBand, Earlier, Identifier } from '../../subject/model/subject.ts';
import { statedIn } from '../../policy/stated-bases.ts';
import type { ConsentFrom, Default } from './choice.ts';

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
