import { bullets, card, paragraph, said, section } from './elements.ts';
import type { PageContents } from './page-contents.ts';

import { categoryTitle } from './page-names.ts';
import { endOf, exemptOf, withheldRecords } from './page-rights.ts';
import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';

/** The five questions that people have, each answered in a card. */
export function summarySection(contents: PageContents): Html {
  const { words } = contents.speech;
  const cards = [
    card(words.summary.onHold, heldIn(contents)),
    card(words.summary.why, whyIn(contents)),
    card(words.summary.howLong, howLongIn(contents)),
    card(words.summary.who, whoIn(contents)),
    card(words.summary.can, [
      bullets([
        html`<a href="#rights">${words.summary.rights}</a>`,
        html`<a href="#choices">${words.summary.choices}</a>`,
        html`<a href="#remedies">${words.summary.complain}</a>`,
      ]),
    ]),
  ];
  return section('summary', words.summary.heading, [html`<div class="grid">${cards}</div>`]);
}

function heldIn(page: PageContents): Html[] {
  const { speech, facts } = page;
  const { words, language } = speech;
  const sumOf = (counts: readonly number[]): number => counts.reduce((sum, one) => sum + one, 0);
  const entries = (count: number): string =>
    words.summary.entries(speech.number(count), count === 1);
  const total = sumOf(facts.categories.map(({ contents }) => contents.count));
  const withheld = sumOf(withheldRecords(page).map(({ count }) => count));
  if (total + withheld === 0) return [paragraph(words.summary.nothing)];
  const listed = facts.categories.map(
    ({ title, lang, contents }) =>
      html`${said(title, lang, language)}: ${speech.number(contents.count)}`,
  );
  return [
    ...(total === 0 ? [] : [html`<p class="big">${entries(total)}</p>`, bullets(listed)]),
    ...(withheld === 0
      ? []
      : [html`<p><a href="#kept">${words.summary.withheld(entries(withheld))}</a></p>`]),
  ];
}

function whyIn({ speech, facts: { purposes } }: PageContents): Html[] {
  const used = purposes.filter(({ records }) => Object.keys(records).length > 0);
  if (used.length === 0) return [paragraph(speech.words.summary.noPurpose)];
  return [bullets(used.map(({ title, lang }) => said(title, lang, speech.language)))];
}

function howLongIn(page: PageContents): Html[] {
  const { speech, facts } = page;
  const { categories, evidence, restrictedPurposes, heldCategories } = facts;
  const { words, labels } = speech;
  const ends = categories.flatMap(({ contents: { firstEnd, lastEnd } }) =>
    [firstEnd, lastEnd].filter((end) => end !== undefined),
  );
  const [first, last] = [ends.toSorted().at(0), ends.toSorted().at(-1)];
  const proof = evidence.map((each) => `${labels.evidence[each.kind]}: ${exemptOf(speech, each)}`);
  const isRetained = categories.some(({ contents }) => Object.keys(contents.keptBy).length > 0);
  const said = isRetained ? 'untilBesideExempt' : 'until';
  const withheld = withheldRecords(page).map(
    (item) => `${categoryTitle(page, item.category)}: ${endOf(speech, item)}`,
  );
  return [
    ...(first !== undefined && last !== undefined
      ? [paragraph(words.summary[said](speech.day(first), speech.day(last)))]
      : []),
    ...(restrictedPurposes.length + heldCategories.length > 0
      ? [html`<p><a href="#kept">${words.summary.suspended}</a></p>`]
      : []),
    bullets([...withheld, ...proof]),
  ];
}

function whoIn({ speech, facts: { recipients } }: PageContents): Html[] {
  if (recipients.length === 0) return [paragraph(speech.words.summary.noOne)];
  return [
    bullets(
      recipients.map(({ name, country }) =>
        country === undefined ? name : `${name} (${speech.country(country)})`,
      ),
    ),
  ];
}
