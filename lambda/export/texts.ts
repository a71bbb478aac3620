import { unclassifiedCategory } from '../policy/categories.ts';
import type { Remedies } from '../policy/jurisdictions.ts';
import { remediesFor } from '../policy/applied.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';

/** Words of the policy in the language of a person, or in the policy's own where it has no others. */
export interface PolicyTexts {
  category(id: string): Titled;
  purpose(id: string): Titled & { readonly automatedDecision?: AutomatedDecision };
  /** @param defaults laws that are not of a place where the person lives */
  remedies(
    jurisdiction: JurisdictionId,
    defaults: readonly JurisdictionId[],
  ): Remedies & { readonly lang: string };
}

export interface Titled {
  readonly title: string;
  readonly description: string;
  /** BCP 47: the language of the two. */
  readonly lang: string;
}

export interface AutomatedDecision {
  readonly logic: string;
  readonly consequences: string;
  readonly lang: string;
}

export function policyTexts(policy: Policy, locale: string): PolicyTexts {
  const { language } = policy;
  const lang = locale in policy.translations ? locale : language;
  const translation = policy.translations[locale];
  return {
    category(id) {
      if (id === unclassifiedCategory) return unclassified(locale);
      const { title, description } = own(policy.categories, id) ?? gone(id);
      const there = translation && own(translation.categories, id);
      return there ? { ...there, lang } : { title, description, lang: language };
    },

    purpose(id) {
      const purpose = own(policy.purposes, id);
      const there = translation && own(translation.purposes, id);
      const { title, description } = there ?? purpose ?? gone(id);
      const decision = there?.automatedDecision ?? purpose?.automatedDecision;
      const decidedIn = there?.automatedDecision ? lang : language;
      return {
        ...{ title, description, lang: there ? lang : language },
        automatedDecision: decision && { ...decision, lang: decidedIn },
      };
    },

    remedies: (jurisdiction, defaults) => remediesFor(policy, jurisdiction, { defaults, locale }),
  };
}

/** A category that no policy declares: what no one has classified. */
const unclassified = (locale: string): Titled =>
  locale === 'de'
    ? {
        title: 'Noch nicht eingeordnet',
        description: 'Inhalte, bei denen noch niemand bestimmt hat, welcher Art sie sind.',
        lang: 'de',
      }
    : {
        title: 'Not classified yet',
        description: 'Content of which nobody has said yet what kind it is.',
        lang: 'en',
      };

/** Data can be held for what the policy has given up since. */
const gone = (id: string): Pick<Titled, 'title' | 'description'> => ({
  title: id,
  description: '',
});

const own = <Value>(record: Readonly<Record<string, Value>>, id: string): Value | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;
