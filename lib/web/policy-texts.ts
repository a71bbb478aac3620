import { lookUp } from '../../lambda/policy/locale.ts';
import type { Policy } from '../../lambda/policy/schema.ts';

/** `/texts/<locale>.json`: what the policy says for people, in one language. */
export interface PolicyTexts {
  readonly locale: string;
  readonly categories: Readonly<Record<string, Described>>;
  readonly purposes: Readonly<Record<string, PurposeTexts>>;
  readonly recipients: Readonly<Record<string, { readonly name: string }>>;
  /** Laws by jurisdiction: `name` in a sentence, `short` beside an article. */
  readonly laws: Readonly<Record<string, { readonly name: string; readonly short: string }>>;
}

interface Described {
  readonly title: string;
  readonly description: string;
}

export interface PurposeTexts extends Described {
  /** How a decision by machine comes about, and what follows from it: GDPR Art. 13(2)(f). */
  readonly automatedDecision?: { readonly logic: string; readonly consequences: string };
}

type Texted = Pick<
  Policy,
  'categories' | 'purposes' | 'recipients' | 'law' | 'language' | 'translations'
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
      },
    ] as const;
  });
  const recipients = Object.entries(policy.recipients).map(
    ([id, { name }]) => [id, { name }] as const,
  );
  const laws = Object.entries(policy.law).map(([id, { name, labels }]) => {
    const labelled = labels[lookUp(Object.keys(labels), locale) ?? ''];
    return [id, labelled ?? { name, short: name }] as const;
  });
  return {
    locale,
    categories: Object.fromEntries(categories),
    purposes: Object.fromEntries(purposes),
    recipients: Object.fromEntries(recipients),
    laws: Object.fromEntries(laws),
  };
}
