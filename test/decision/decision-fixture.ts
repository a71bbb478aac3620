import type { ConsentState, RenewalReason } from '../../lambda/consent/model/status.ts';
import type { DecisionFacts, DenyReason } from '../../lambda/consent/model/decision.ts';
import { decide } from '../../lambda/consent/model/decision.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { readLaw } from '../../lib/policy/law-source.ts';
import type { JurisdictionId, Policy } from '../../lambda/policy/schema.ts';
import type { LegalBasis } from '../../lambda/policy/vocabulary.ts';
import type { Subject } from '../../lambda/subject/model/subject.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { examplePolicy } from '../support/example-policy.ts';

const read = readLaw('policy');
if (read.kind !== 'read') throw new Error('jurisdictions.yaml cannot be read');
/** The shipped policy, with the facts of every law. */
export const shipped: Policy = { ...examplePolicy, law: read.law };
export const now = milliseconds(Date.parse('2026-11-24T09:00:00Z'));

/** The shipped policy, with one legal basis in one jurisdiction for `improvement`. */
export function policyWith(
  jurisdiction: JurisdictionId,
  basis: LegalBasis | undefined,
  rest: { readonly special?: true; readonly condition?: 'explicit-consent' | 'legal-claims' } = {},
): Policy {
  const { special, condition } = rest;
  const legalBasis = basis && { [jurisdiction]: { basis, ...(condition && { condition }) } };
  return {
    ...shipped,
    purposes: {
      ...shipped.purposes,
      improvement: { ...shipped.purposes['improvement']!, legalBasis: legalBasis ?? {} },
    },
    categories: special
      ? {
          ...shipped.categories,
          'prompt-text': { ...shipped.categories['prompt-text']!, sensitivity: 'special' },
        }
      : shipped.categories,
  };
}

export const person = (changes: Partial<Subject> = {}) =>
  ({
    kind: 'known',
    status: 'active',
    restrictedPurposes: [],
    settings: untouched,
    ...changes,
  }) as const;

/** The facts of a decision, with the words that tests change most in short. */
export interface FactChanges extends Partial<Omit<DecisionFacts, 'consent' | 'jurisdictions'>> {
  readonly jurisdiction?: JurisdictionId;
  readonly also?: JurisdictionId;
  readonly consentState?: ConsentState;
  readonly because?: RenewalReason;
  readonly consentEndsAt?: EpochMilliseconds;
}

export const facts = ({
  jurisdiction = 'gdpr',
  also,
  consentState = 'not-asked',
  because,
  consentEndsAt,
  ...changes
}: FactChanges = {}): DecisionFacts => ({
  policy: shipped,
  jurisdictions: also === undefined ? [jurisdiction] : [jurisdiction, also],
  subject: person(),
  consent: {
    state: consentState,
    ...(because && { because }),
    ...(consentEndsAt !== undefined && { endsAt: consentEndsAt }),
  },
  purpose: 'improvement',
  category: 'prompt-text',
  now,
  ...changes,
});
export const verdict = (changes: FactChanges): 'permit' | readonly DenyReason[] => {
  const decision = decide(facts(changes));
  return decision.decision === 'permit' ? 'permit' : decision.reasons;
};
