import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';

const style = html`
  body { font: 12pt/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem;
  } h1 { font-size: 16pt; } h2 { font-size: 13pt; margin-bottom: 0; } dt { font-weight: 600;
  margin-top: 0.5rem; } dd { margin: 0; white-space: pre-wrap; } @media print { body { margin: 0; }
  }
`;

/** A page to print, without scripts. */
export const page = (title: string, body: readonly Html[]): string =>
  `<!doctype html>\n${
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        ${body}
      </body>
    </html> `.html
  }`;

const notKnown = 'Not known yet; it follows without undue further delay.';

const list = (rows: readonly (readonly [string, string | number | undefined])[]): Html =>
  html`<dl>
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value ?? notKnown}</dd>`,
    )}
  </dl>`;

/** Facts by their names; what is not known yet says so. */
export const section = (
  title: string,
  rows: readonly (readonly [string, string | number | undefined])[],
): Html =>
  html`<h2>${title}</h2>
    ${list(rows)}`;
