import {
  bullets,
  card,
  facts,
  note,
  paragraph,
  said,
  section,
  soft,
  table,
} from './export-elements.ts';
import type { Content } from './export-elements.ts';
import type { PageContents } from './export-page-contents.ts';
import { categoryTitle, lawName } from './export-page-names.ts';
import type { RightFacts } from './export-rights.ts';
import type { Speech } from './export-words.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** What outlives an erasure as proof (GDPR Art. 7(1), 17(3)(e)), restriction and legal holds. */
export function keptSection(page: PageContents): Html {
  const { speech, facts: told, policyLanguage } = page;
  const { words, labels, language } = speech;
  const rows = told.evidence.map(({ kind, count, retention, ground, reference }): Content[] => [
    labels.evidence[kind],
    speech.number(count),
    speech.period(retention),
    html`${labels.ground[ground]} (${said(reference, policyLanguage, language)})`,
  ]);
  return section('kept', words.kept.heading, [
    table({ caption: words.kept.caption, heads: words.kept.heads, rows }),
    ...suspensions(page),
  ]);
}

function suspensions(page: PageContents): Html[] {
  const { restrictedPurposes: restricted, heldCategories: held } = page.facts;
  const { kept } = page.speech.words;
  const listed = (titles: readonly string[]): string => page.speech.list(titles);
  const titleOf = (id: string): string =>
    page.facts.purposes.find((one) => one.id === id)?.title ?? id;
  const told = [
    ...(restricted === 'all' ? [kept.restrictedAll] : []),
    ...(restricted !== 'all' && restricted.length > 0
      ? [kept.restricted(listed(restricted.map(titleOf)))]
      : []),
    ...(held === 'all' ? [kept.heldAll] : []),
    ...(held !== 'all' && held.length > 0
      ? [kept.held(listed(held.map((id) => categoryTitle(page, id))))]
      : []),
  ];
  return told.length === 0 ? [paragraph(kept.free)] : told.map(note);
}

/** GDPR Art. 15(1)(e)-(f), 77, 79: each right, how it is used here, and what helps against us. */
export function rightsSection(page: PageContents): Html {
  const { speech, facts: told } = page;
  const { words } = speech;
  const { contact, privacyOfficer } = told.controller;
  return section('rights', words.rights.heading, [
    paragraph(words.rights.contact(contact, privacyOfficer)),
    ...advisories(page),
    table({
      caption: words.rights.caption,
      heads: words.rights.heads,
      rows: told.rights.map((right) => rightRow(page, right)),
    }),
    html`<h3 id="remedies">${words.rights.remedies}</h3>`,
    ...told.remedies.map((remedy) => {
      const { authority, court, appeal, lang, jurisdiction } = remedy;
      const inLanguage = (text: string): Html => said(text, lang, speech.language);
      const law = told.jurisdictions.find(({ id }) => id === jurisdiction);
      return card(law === undefined ? jurisdiction : lawName(speech, law), [
        facts([
          [words.rights.authority, inLanguage(authority)],
          [words.rights.court, inLanguage(court)],
          [words.rights.appeal, appeal === undefined ? undefined : inLanguage(appeal)],
        ]),
      ]);
    }),
  ]);
}

/** Dates and rights of a law that nobody has reviewed are told as a draft. */
const advisories = ({ speech, facts: told }: PageContents): Html[] =>
  told.jurisdictions.flatMap(({ standing, ...law }) =>
    standing.kind === 'advisory'
      ? [
          note(
            html`${speech.words.advisory}: ${lawName(speech, law)}:
            ${speech.labels.advisory[standing.why]}.`,
          ),
        ]
      : [],
  );

/** A choice takes effect at once, whatever time the law leaves. */
function timeLimit(
  speech: Speech,
  route: RightFacts['route'],
  respond: RightFacts['respond'],
): string {
  if (route === 'authority') return '';
  return speech.respond(route === 'choice' ? 'immediately' : respond);
}

function rightRow(
  { speech }: PageContents,
  { right, route, respond, laws }: RightFacts,
): Content[] {
  const { words, labels, language } = speech;
  return [
    html`${labels.kind[right]} ${soft(labels.right[right])}`,
    words.rights.route[route],
    timeLimit(speech, route, respond),
    bullets(
      laws.map(
        ({ jurisdiction, reference, verified }) =>
          html`${labels.law[jurisdiction]?.short ?? jurisdiction}:
          ${said(reference, 'en', language)} ${verified ? '' : `(${words.rights.unverified})`}`,
      ),
    ),
  ];
}
