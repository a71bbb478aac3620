import { bullets, note, time } from './elements.ts';
import {
  accountSection,
  activitySection,
  choicesSection,
  requestsSection,
} from './page-account.ts';
import type { PageContents } from './page-contents.ts';
import { dataSection, filesSection } from './page-data.ts';
import { exemptSection, rightsSection } from './page-rights.ts';
import { categoryTitle, lawName } from './page-names.ts';
import { systemsSection } from './page-systems.ts';
import { summarySection } from './page-summary.ts';
import { automatedSection, recipientsSection, usesSection } from './page-uses.ts';
import { contentSecurityPolicy, styleElement } from './style.ts';
import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';

/**
 * The page of an export that a person reads: one file in their language, nothing loaded from
 * anywhere, usable with a keyboard and a screen reader (WCAG 2.2 AA). FADP Art. 25(2): what lets the
 * person exercise their rights, in a form that they understand (GDPR Art. 12(1)).
 */
export function exportPage(contents: PageContents): string {
  const { words, language } = contents.speech;
  const page = html`<!doctype html>
    <html lang="${language}" dir="ltr">
      <head>
        <meta charset="utf-8" />
        ${contentSecurityPolicy}
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${words.title}</title>
        ${styleElement}
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        ${pageHeader(contents)}
        <nav aria-label="${words.contents}">
          <ul>
            ${linksOf(contents).map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
          </ul>
        </nav>
        <main id="main" tabindex="-1">
          ${summarySection(contents)} ${dataSection(contents)} ${systemsSection(contents)}
          ${usesSection(contents)} ${recipientsSection(contents)} ${automatedSection(contents)}
          ${choicesSection(contents)} ${accountSection(contents)} ${requestsSection(contents)}
          ${activitySection(contents)} ${exemptSection(contents)} ${rightsSection(contents)}
          ${filesSection(contents)}
        </main>
        <footer>${pageFooter(contents)}</footer>
      </body>
    </html> `;
  return `${page.html.trim()}\n`;
}

const linksOf = ({
  speech: { words },
  systems,
}: PageContents): readonly (readonly [string, string])[] => [
  ['data', words.data.heading],
  ...(systems.length === 0 ? [] : [['systems', words.systems.heading] as const]),
  ['uses', words.uses.heading],
  ['recipients', words.recipients.heading],
  ['automated', words.automated.heading],
  ['choices', words.choices.heading],
  ['account', words.account.heading],
  ['requests', words.requests.heading],
  ['activity', words.activity.heading],
  ['kept', words.retained.heading],
  ['rights', words.rights.heading],
  ['files', words.files.heading],
];

function pageHeader(contents: PageContents): Html {
  const { speech, facts, generatedAt } = contents;
  const { words } = speech;
  const laws = facts.jurisdictions.map(({ id }) => lawName(contents, id));
  return html`<header>
    <h1>${words.title}</h1>
    <p>${words.heldBy(facts.controller.name)}.</p>
    <dl class="facts">
      <div>
        <dt>${words.asOf}</dt>
        <dd>${time(generatedAt, speech.moment(generatedAt))}</dd>
      </div>
      <div>
        <dt>${words.law}</dt>
        <dd>${bullets(laws)}</dd>
      </div>
    </dl>
    ${facts.jurisdictions.length > 1 ? [note(words.conflict)] : []} ${onlyNote(contents)}
  </header>`;
}

function onlyNote(contents: PageContents): Html[] {
  const { facts, speech } = contents;
  if (facts.only === undefined) return [];
  const titles = facts.only.map((id) => categoryTitle(contents, id));
  return [note(speech.words.only(speech.list(titles)))];
}

const pageFooter = ({ facts: { controller } }: PageContents): Html =>
  html`<address>
    ${controller.name}, ${controller.address}<br />
    ${controller.contact}
    ${controller.website === undefined ? [] : [html`<br />${controller.website}`]}
  </address>`;
