import { bullets, said } from './elements.ts';
import type { PageContents } from './page-contents.ts';
import type { RecipientFacts } from './recipients.ts';
import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';

/** Ids of the policy as names that people read. */
export function namesOf({ speech, facts }: PageContents) {
  const named =
    (items: readonly { readonly id: string; readonly title: string; readonly lang: string }[]) =>
    (ids: readonly string[]): Html[] =>
      ids.map((id) => {
        const item = items.find((one) => one.id === id);
        return item === undefined
          ? said(id, speech.language, speech.language)
          : said(item.title, item.lang, speech.language);
      });
  return {
    purposes: named(facts.purposes),
    categories: named(Object.entries(facts.categoryNames).map(([id, name]) => ({ id, ...name }))),
    recipients: named(
      facts.recipients.map(({ id, name }) => ({ id, title: name, lang: speech.language })),
    ),
  };
}

/** The title of a category; its id where neither the policy nor what is held has it. */
export const categoryTitle = ({ facts: { categoryNames } }: PageContents, id: string): string =>
  Object.hasOwn(categoryNames, id) ? (categoryNames[id]?.title ?? id) : id;

/** A law as people call it; in English where the language has no name for it. */
export const lawName = (page: PageContents, id: string): Html => labelled(page, id, 'name');
/** Beside the number of an article. */
export const lawShort = (page: PageContents, id: string): Html => labelled(page, id, 'short');

function labelled({ speech, facts }: PageContents, id: string, form: 'name' | 'short'): Html {
  const law = facts.jurisdictions.find((each) => each.id === id);
  return law === undefined
    ? said(id, speech.language, speech.language)
    : said(law.label[form], law.label.lang, speech.language);
}

/** GDPR Art. 28(2): sub-processors of a recipient, where they are and what they do; nothing where it has none. */
export const subProcessorsOf = (
  { speech, policyLanguage }: PageContents,
  { subProcessors = [] }: Pick<RecipientFacts, 'subProcessors'>,
): Html | undefined =>
  subProcessors.length === 0
    ? undefined
    : bullets(
        subProcessors.map(
          ({ name, country, does }) =>
            html`${name}, ${speech.country(country)}: ${said(does, policyLanguage, speech.language)}`,
        ),
      );
