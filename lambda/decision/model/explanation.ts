import { groundUnder, isOpenToObjection } from '../../policy/grounds.ts';
import type { Ground } from '../../policy/grounds.ts';
import { languageIn } from '../../policy/locale.ts';
import type { Policy } from '../../policy/schema.ts';
import type { Decision, DecisionFacts, DenyReason } from '../../consent/model/decision.ts';
import { unclassifiedCategory } from '../../policy/categories.ts';
import { explanationTexts } from './explanation-texts.ts';
import type { ExplanationLanguage, ExplanationTexts, Remedy } from './explanation-texts.ts';

/** The language of a locale, or English. */
export const languageOf = (locale: string | undefined): ExplanationLanguage =>
  locale !== undefined && languageIn(locale) === 'de' ? 'de' : 'en';

/**
 * Why data is or is not used, on what that rests, and what the person can do about it (GDPR Art. 12(1),
 * 13(1)(c), 13(2)(b)-(c)). Sentences are closed; names and references come from the policy.
 */
export function explain(
  decision: Decision,
  facts: DecisionFacts,
  language: ExplanationLanguage,
): string {
  const texts = explanationTexts[language];
  const { policy, purpose, category } = facts;
  const title = (kind: 'purposes' | 'categories', id: string): string => {
    const translated: Titles = policy.translations[language]?.[kind] ?? {};
    const written: Titles = policy[kind];
    return own(translated, id)?.title ?? own(written, id)?.title ?? id;
  };
  const about = [
    category === unclassifiedCategory ? texts.unclassified : title('categories', category),
    title('purposes', purpose),
  ] as const;
  const isPermit = decision.decision === 'permit';
  return [
    isPermit ? texts.permitted(...about) : texts.denied(...about),
    ...(isPermit
      ? [texts.because[decision.basis]]
      : decision.reasons.map((reason) => texts.why[reason])),
    ...cited(decision, facts, texts),
    ...(isPermit ? decision.obligations.map((obligation) => texts.obliged[obligation]) : []),
    ...remediesOf(decision, facts).map((remedy) => texts.remedies[remedy]),
    texts.ask(policy.controller.privacyOfficer),
  ].join(' ');
}

/**
 * The articles on which it rests. Whether anyone has reviewed the laws is for the operator to know:
 * `policy check` and the status of a law say it, no sentence to a person does.
 */
function cited(decision: Decision, facts: DecisionFacts, texts: ExplanationTexts): string[] {
  if (decision.basis === undefined) return [];
  const references = facts.jurisdictions.flatMap((jurisdiction) => {
    const { stated } = groundUnder(facts.policy, facts.purpose, jurisdiction, facts);
    return stated?.reference ?? [];
  });
  return references.length === 0 ? [] : [texts.legal([...new Set(references)].join('; '))];
}

type Titles = Readonly<Record<string, { readonly title: string }>>;

function remediesOf(decision: Decision, facts: DecisionFacts): Remedy[] {
  if (decision.decision === 'deny') {
    return [...new Set(decision.reasons.flatMap((reason) => after[reason] ?? []))];
  }
  const open = facts.jurisdictions.flatMap((jurisdiction) =>
    against(facts.policy, groundUnder(facts.policy, facts.purpose, jurisdiction, facts)),
  );
  return [...new Set(open)];
}

/** How a person stops what is permitted: GDPR Art. 7(3), 21(1); Civ. Code 1798.120. */
function against(policy: Pick<Policy, 'law'>, ground: Ground): Remedy[] {
  const { basis, condition } = ground.stated ?? {};
  return [
    ...(basis === 'consent' || condition === 'explicit-consent' ? (['withdraw'] as const) : []),
    ...(basis === 'opt-out' ? (['opt-out'] as const) : []),
    ...(isOpenToObjection(policy, ground.stated?.basis, ground.jurisdiction)
      ? (['object'] as const)
      : []),
  ];
}

const after: Readonly<Partial<Record<DenyReason, readonly Remedy[]>>> = {
  'processing-restricted': ['lift-restriction'],
  'storage-off': ['switch-on'],
  'training-off': ['switch-on'],
  'personalisation-off': ['switch-on'],
  'consent-unproven': ['renew'],
  'consent-not-given': ['give'],
  'consent-refused': ['give'],
  'consent-withdrawn': ['give'],
  'consent-expired': ['renew'],
  'consent-needs-renewal': ['renew'],
  'opted-out': ['opt-in'],
  objection: ['end-objection'],
};

const own = <Value>(record: Readonly<Record<string, Value>>, id: string): Value | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;
