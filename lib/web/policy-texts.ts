import { lookUp } from '../../lambda/policy/locale.ts';
import type { Right } from '../../lambda/policy/law.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { LegalSpan } from '../../lambda/policy/spans.ts';
import { spanOf } from '../../lambda/policy/targets.ts';

/** `/texts/<locale>.json`: what the policy says for people, in one language. */
export interface PolicyTexts {
  readonly locale: string;
  readonly categories: Readonly<Record<string, Described>>;
  readonly purposes: Readonly<Record<string, PurposeTexts>>;
  readonly recipients: Readonly<Record<string, { readonly name: string }>>;
  readonly systems: Readonly<Record<string, { readonly title: string }>>;
  readonly laws: Readonly<Record<string, LawTexts>>;
}

export interface LawTexts {
  /** In a sentence. */
  readonly name: string;
  /** Beside an article. */
  readonly short: string;
  /** Where the people live that it protects: ISO 3166. */
  readonly places: readonly string[];
  /** What it gives, and how long the answer may take. */
  readonly rights: Readonly<Partial<Record<Right, AnswerTime>>>;
}

export type AnswerTime = LegalSpan | 'immediately' | 'without-undue-delay';

interface Described {
  readonly title: string;
  readonly description: string;
}

export interface PurposeTexts extends Described {
  /** How a decision by machine comes about, and what follows from it: GDPR Art. 13(2)(f). */
  readonly automatedDecision?: { readonly logic: string; readonly consequences: string };
  /** Records of it stay through an erasure, until their period ends. */
  readonly withhold?: { readonly ground: string; readonly reference: string };
}

type Texted = Pick<
  Policy,
  | 'categories'
  | 'purposes'
  | 'recipients'
  | 'systems'
  | 'language'
  | 'translations'
  | 'law'
  | 'jurisdictions'
>;

/** Languages in which the policy has texts, its own first. */
export const localesOf = ({ language, translations }: Texted): readonly string[] => [
  language,
  ...Object.keys(translations).filter((locale) => locale !== language),
];

/** Texts that are not translated are in the language of the policy. */
export function policyTexts(policy: Texted, locale: string): PolicyTexts {
  const translated = policy.translations[locale];
  const described = <Known extends Described>(
    id: string,
    { title, description }: Known,
    other: Readonly<Record<string, Partial<Known>>> | undefined,
  ): Described => ({
    title: other?.[id]?.title ?? title,
    description: other?.[id]?.description ?? description,
  });
  const categories = Object.entries(policy.categories).map(
    ([id, category]) => [id, described(id, category, translated?.categories)] as const,
  );
  const purposes = Object.entries(policy.purposes).map(([id, purpose]) => {
    const automatedDecision =
      translated?.purposes[id]?.automatedDecision ?? purpose.automatedDecision;
    return [
      id,
      {
        ...described(id, purpose, translated?.purposes),
        ...(automatedDecision && { automatedDecision }),
        ...(purpose.withhold && { withhold: purpose.withhold }),
      },
    ] as const;
  });
  const recipients = Object.entries(policy.recipients).map(
    ([id, { name }]) => [id, { name }] as const,
  );
  const systems = Object.entries(policy.systems).map(([id, { title }]) => [id, { title }] as const);
  return {
    locale,
    categories: Object.fromEntries(categories),
    purposes: Object.fromEntries(purposes),
    recipients: Object.fromEntries(recipients),
    systems: Object.fromEntries(systems),
    laws: lawsIn(policy, locale),
  };
}

function lawsIn(policy: Texted, locale: string): PolicyTexts['laws'] {
  const { residences, targets } = policy.jurisdictions;
  const laws = Object.entries(policy.law).map(([id, { name, labels, clocks, rights }]) => {
    const places = Object.keys(residences).filter((place) => residences[place] === id);
    const times = Object.entries(rights).flatMap(([right, { clock: clockName }]) => {
      const clock = clocks[clockName];
      if (clock === undefined) return [];
      const { respond } = clock;
      const target =
        respond === 'without-undue-delay' ? spanOf(targets, id, clockName, clock) : undefined;
      return [[right, target ?? respond] as const];
    });
    const label = labels[lookUp(Object.keys(labels), locale) ?? ''] ?? { name, short: name };
    return [id, { ...label, places, rights: Object.fromEntries(times) }] as const;
  });
  return Object.fromEntries(laws);
}
