import { isBelowAge } from '../../subject/model/subject.ts';
import type { Circumstances } from './basis.ts';
import type { ConsentFrom } from './choice.ts';
import { ageOfConsent, mustConsentAlone } from './basis.ts';
import type { ConsentCommand } from './command.ts';

/** Why no one else, or not this someone, can consent for the person. */
export interface UnfitGiver {
  readonly kind:
    | 'responsible-person-needed'
    | 'responsible-person-unknown'
    | 'own-consent-needed'
    | 'mandate-needed';
}

/**
 * Who may consent for someone. Below the age of consent it is who holds parental responsibility, and
 * is known to (GDPR Art. 8(1)-(2)); from that age on no one but the person and who has their mandate
 * (Art. 4(11), 7(1)). An agent of a child is no holder of responsibility, and a minor who opts in
 * alone is represented by no one (Civ. Code 1798.120(c)).
 */
export function ruleOnGiver(
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
