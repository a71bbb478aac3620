import { legalHold } from '../retention/model/hold.ts';
import {
  bullets,
  card,
  factList,
  note,
  paragraph,
  said,
  section,
  soft,
  table,
} from './elements.ts';
import type { Content } from './elements.ts';
import type { EvidenceFacts } from './facts.ts';
import type { PageContents } from './page-contents.ts';
import { categoryTitle, lawName, lawShort } from './page-names.ts';
import type { RightFacts } from './rights.ts';
import type { Speech } from './words.ts';
import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';
import type { WithheldItem } from '../request/model/exemption.ts';

/** What outlives an erasure as proof (GDPR Art. 7(1), 17(3)(e)), restriction and legal holds. */
export function exemptSection(page: PageContents): Html {
  const { speech, facts, policyLanguage } = page;
  const { words, labels, language } = speech;
  const rows = facts.evidence.map(({ ground, reference, ...proof }): Content[] => [
    labels.evidence[proof.kind],
    speech.number(proof.count),
    exemptOf(speech, proof),
    html`${labels.ground[ground]} (${said(reference, policyLanguage, language)})`,
  ]);
  return section('kept', words.retained.heading, [
    table({ caption: words.retained.caption, heads: words.retained.heads, rows }),
    ...withheldTable(page),
    ...suspensions(page),
  ]);
}

/** Until when proof is kept: the day, and how it is counted. */
export const exemptOf = (
  { words, ...speech }: Speech,
  { from, retention, until }: Pick<EvidenceFacts, 'from' | 'retention' | 'until'>,
): string => {
  const counted = words.retained.from[from](speech.period(retention));
  return until === undefined ? counted : words.retained.until(speech.day(until), counted);
};

/** Of what an erasure before left, the data; the rest is proof. */
export const withheldRecords = ({ facts }: PageContents): readonly WithheldItem[] =>
  facts.withheld.filter(({ category }) => !category.endsWith('-evidence'));

export const endOf = (
  { words, ...speech }: Speech,
  { until }: Pick<WithheldItem, 'until'>,
): string => (until === undefined ? words.retained.open : words.retained.day(speech.day(until)));

/** GDPR Art. 15(1): what an erasure before left is still held. */
function withheldTable(page: PageContents): Html[] {
  const { speech, facts, policyLanguage } = page;
  const { words, labels, language } = speech;
  const grounds: Readonly<Record<string, string>> = labels.ground;
  const rows = facts.withheld.map(({ category, count, ground, reference, ...end }): Content[] => [
    category.endsWith('-evidence')
      ? labels.evidence[category === 'consent-evidence' ? 'consent' : 'request']
      : categoryTitle(page, category),
    speech.number(count),
    endOf(speech, end),
    html`${grounds[ground] ?? ground}
    (${reference === legalHold ? labels.legalHold : said(reference, policyLanguage, language)})`,
  ]);
  return rows.length === 0
    ? []
    : [
        table({
          caption: words.retained.withheld('withheld.jsonl'),
          heads: words.retained.heads,
          rows,
        }),
      ];
}

function suspensions(page: PageContents): Html[] {
  const { restrictedPurposes: restricted, heldCategories: onHold } = page.facts;
  const { retained } = page.speech.words;
  const listed = (titles: readonly string[]): string => page.speech.list(titles);
  const titleOf = (id: string): string =>
    page.facts.purposes.find((one) => one.id === id)?.title ?? id;
  const notes = [
    ...(restricted === 'all' ? [retained.restrictedAll] : []),
    ...(restricted !== 'all' && restricted.length > 0
      ? [retained.restricted(listed(restricted.map(titleOf)))]
      : []),
    ...(onHold === 'all' ? [retained.heldAll] : []),
    ...(onHold !== 'all' && onHold.length > 0
      ? [retained.onHold(listed(onHold.map((id) => categoryTitle(page, id))))]
      : []),
  ];
  return notes.length === 0 ? [paragraph(retained.free)] : notes.map(note);
}

/** GDPR Art. 15(1)(e)-(f), 77, 79: each right, how it is used here, and what helps against us. */
export function rightsSection(page: PageContents): Html {
  const { speech, facts } = page;
  const { words } = speech;
  const { contact, privacyOfficer } = facts.controller;
  return section('rights', words.rights.heading, [
    paragraph(words.rights.contact(contact, privacyOfficer)),
    ...advisories(page),
    table({
      folded: true,
      caption: words.rights.caption,
      heads: words.rights.heads,
      rows: facts.rights.map((right) => rightRow(page, right)),
    }),
    html`<h3 id="remedies">${words.rights.remedies}</h3>`,
    ...facts.remedies.map((remedy) => {
      const { authority, court, appeal, lang, jurisdiction } = remedy;
      const inLanguage = (text: string): Html => said(text, lang, speech.language);
      return card(lawName(page, jurisdiction), [
        factList([
          [words.rights.authority, inLanguage(authority)],
          [words.rights.court, inLanguage(court)],
          [words.rights.appeal, appeal === undefined ? undefined : inLanguage(appeal)],
        ]),
      ]);
    }),
  ]);
}

/** What is said of a law is for orientation: that no one reviewed it yet is for the operator to know. */
const advisories = ({ speech, facts }: PageContents): Html[] =>
  facts.jurisdictions.some(({ advisory }) => advisory)
    ? [soft(speech.words.rights.orientation)]
    : [];

/** A choice takes effect at once, whatever time the law leaves. */
function timeLimit(
  speech: Speech,
  route: RightFacts['route'],
  respond: RightFacts['respond'],
): string {
  if (route === 'authority') return '';
  return speech.respond(route === 'choice' ? 'immediately' : respond);
}

/** Numbers of articles are in the language of the page; names of laws and courts are English. */
function cited({ words, language }: Speech, reference: string): Html {
  const citation = words.rights.cited(reference);
  const isNamed = /\p{L}{2}/u.test(citation.replaceAll('Art. ', ''));
  return said(citation, isNamed ? 'en' : language, language);
}

function rightRow(page: PageContents, { right, route, respond, laws }: RightFacts): Content[] {
  const { words, labels } = page.speech;
  return [
    html`${labels.kind[right]} ${soft(labels.right[right])}`,
    words.rights.route[route],
    timeLimit(page.speech, route, respond),
    bullets(
      laws.map(
        ({ jurisdiction, reference }) =>
          html`${lawShort(page, jurisdiction)}: ${cited(page.speech, reference)}`,
      ),
    ),
  ];
}
