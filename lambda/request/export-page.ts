import type { ExportFacts } from './export-facts.ts';
import type { CategoryContents } from './export-files.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

export interface PageContents {
  readonly generatedAt: string;
  readonly facts: ExportFacts;
  readonly identifiers: readonly { readonly type: string; readonly value: string }[];
  readonly categories: readonly CategoryContents[];
  readonly consents: readonly {
    readonly at: string;
    readonly purpose: string;
    readonly state: string;
  }[];
  readonly requests: readonly {
    readonly receivedAt: string;
    readonly kind: string;
    readonly status: string;
  }[];
}

/**
 * The page of an export that a person reads: one file, nothing loaded from anywhere, usable with a
 * keyboard and a screen reader (WCAG 2.2: language, headings, landmarks, table headers, contrast).
 */
export function exportPage(contents: PageContents): string {
  const { facts, generatedAt } = contents;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <title>Your personal data</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to your data</a>
        <header>
          <h1>Your personal data</h1>
          <p>
            Held by <strong>${facts.controller.name}</strong>, as of
            <time datetime="${generatedAt}">${generatedAt}</time>. Law that applies:
            ${facts.jurisdiction.name}.
          </p>
        </header>
        <nav aria-label="Contents">
          <ul>
            ${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
          </ul>
        </nav>
        <main id="main">
          ${dataSection(contents)} ${aboutSection(contents)} ${purposesSection(facts)}
          ${recipientsSection(facts)} ${consentsSection(contents)} ${requestsSection(contents)}
          ${rightsSection(facts)}
        </main>
      </body>
    </html> `;
  return `${page.html.trim()}\n`;
}

const style: Html = {
  html: `body{font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:60rem;margin:0 auto;padding:1rem}
a{color:#0b4f8a}a:focus-visible{outline:3px solid #0b4f8a;outline-offset:2px}
.skip{position:absolute;left:-100rem}.skip:focus{position:static}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{border:1px solid #767676;padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f2f2f2}td p{margin:0;white-space:pre-wrap}`,
};

const sections = [
  ['data', 'Your data'],
  ['about', 'What identifies you'],
  ['purposes', 'What it is used for'],
  ['recipients', 'Who else gets it'],
  ['consents', 'Your choices'],
  ['requests', 'Your requests'],
  ['rights', 'Your rights'],
] as const;

function table(caption: string, heads: readonly string[], rows: readonly Html[]): Html {
  if (rows.length === 0) return html`<p>${caption}: none.</p>`;
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

// `bdi` keeps text that runs the other way from disordering what stands beside it.
const row = (cells: readonly (string | number)[]): Html =>
  html`<tr>
    ${cells.map(
      (cell) =>
        html`<td>
          <p><bdi>${cell}</bdi></p>
        </td>`,
    )}
  </tr>`;

function dataSection({ categories, facts }: PageContents): Html {
  const titleOf = (id: string): string =>
    facts.categories.find((one) => one.id === id)?.title ?? id;
  return html`<section aria-labelledby="data">
    <h2 id="data">Your data</h2>
    ${table(
      'What is held, by kind',
      ['Kind', 'Entries', 'Oldest', 'Newest', 'Files'],
      categories.map(({ category, count, oldest, newest, files }) =>
        row([titleOf(category), count, oldest, newest, files.map(({ path }) => path).join('\n')]),
      ),
    )}
    ${categories.map(
      ({ category, preview }) =>
        html`<h3>${titleOf(category)}</h3>
          ${table(
            'The newest entries, shortened; all of them are in the files',
            ['Collected', 'Content'],
            preview.map(({ collectedAt, text }) => row([collectedAt, text])),
          )}`,
    )}
  </section>`;
}

const aboutSection = ({ identifiers }: PageContents): Html =>
  html`<section aria-labelledby="about">
    <h2 id="about">What identifies you</h2>
    ${table(
      'Identifiers',
      ['Kind', 'Value'],
      identifiers.map(({ type, value }) => row([type, value])),
    )}
  </section>`;

const purposesSection = ({ purposes, categories }: ExportFacts): Html =>
  html`<section aria-labelledby="purposes">
    <h2 id="purposes">What it is used for</h2>
    ${table(
      'Purposes, their legal basis and how long data is kept',
      ['Purpose', 'What is done', 'Legal basis', 'Data', 'Kept for'],
      purposes.map((purpose) =>
        row([
          purpose.title,
          purpose.description,
          purpose.legalBasis === undefined
            ? 'not pursued for you'
            : [purpose.legalBasis, purpose.reference].filter(Boolean).join(': '),
          purpose.categories.join('\n'),
          purpose.retention,
        ]),
      ),
    )}
    ${table(
      'Kinds of data and where they come from',
      ['Kind', 'What it is', 'Source'],
      categories.map(({ title, description, source }) => row([title, description, source])),
    )}
  </section>`;

const recipientsSection = ({ recipients }: ExportFacts): Html =>
  html`<section aria-labelledby="recipients">
    <h2 id="recipients">Who else gets it</h2>
    ${table(
      'Recipients',
      ['Name', 'Address', 'Contact', 'Role', 'Country', 'Safeguard of the transfer'],
      recipients.map((recipient) =>
        row([
          recipient.name,
          recipient.address,
          recipient.contact,
          recipient.role,
          recipient.country,
          recipient.transferMechanism,
        ]),
      ),
    )}
  </section>`;

const consentsSection = ({ consents }: PageContents): Html =>
  html`<section aria-labelledby="consents">
    <h2 id="consents">Your choices</h2>
    ${table(
      'The newest choices; all of them are in consents.jsonl',
      ['When', 'Purpose', 'Choice'],
      consents.map(({ at, purpose, state }) => row([at, purpose, state])),
    )}
  </section>`;

const requestsSection = ({ requests }: PageContents): Html =>
  html`<section aria-labelledby="requests">
    <h2 id="requests">Your requests</h2>
    ${table(
      'Requests; details are in requests.jsonl',
      ['Received', 'Kind', 'Status'],
      requests.map(({ receivedAt, kind, status }) => row([receivedAt, kind, status])),
    )}
  </section>`;

const rightsSection = ({ rights, remedies, controller }: ExportFacts): Html =>
  html`<section aria-labelledby="rights">
    <h2 id="rights">Your rights</h2>
    <p>
      To exercise a right, write to <bdi>${controller.contact}</bdi> or to the data protection
      officer, <bdi>${controller.privacyOfficer}</bdi>.
    </p>
    ${table(
      'Rights',
      ['Right', 'Where it stands'],
      rights.map(({ right, reference }) => row([right, reference])),
    )}
    <p>${remedies.authority}</p>
    <p>${remedies.court}</p>
    ${remedies.appeal === undefined ? [] : [html`<p>${remedies.appeal}</p>`]}
  </section>`;
