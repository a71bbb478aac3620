import { html } from '../../export/html.ts';
import type { Html } from '../../export/html.ts';
import type { NoticeView } from './contract.ts';

const style = html`
  body { font: 12pt/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem;
  } h1 { font-size: 16pt; } h2 { font-size: 13pt; margin-bottom: 0; } dt { font-weight: 600;
  margin-top: 0.5rem; } dd { margin: 0; white-space: pre-wrap; } @media print { body { margin: 0; }
  }
`;

const page = (title: string, body: readonly Html[]): string =>
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

const section = (
  title: string,
  rows: readonly (readonly [string, string | number | undefined])[],
): Html =>
  html`<h2>${title}</h2>
    ${list(rows)}`;

/** What a notice says, to print or to send to an authority as it is. */
export function pageOf(notice: NoticeView): string {
  const { form, preview = {}, contentSha256, state } = notice;
  const proof = section('This document', [
    ['State', state],
    ['SHA-256 of its content', contentSha256],
    ['Prepared', notice.preparedAt],
    ...(notice.approvedAt === undefined ? [] : [['Approved', notice.approvedAt] as const]),
  ]);
  if (form === undefined) {
    const messages = Object.entries(preview).map(([locale, { subject, text }]) =>
      section(locale, [
        ['Subject', subject],
        ['Text', text],
      ]),
    );
    return page('Notice to people about a security incident', [...messages, proof]);
  }
  const { nature, people, controller } = form;
  return page('Notification of a personal data breach', [
    section('Notification', [
      ['Law', `${form.jurisdiction}: ${form.reference}`],
      ...(form.advisory
        ? [['Note', 'No one has checked the facts of this law: ask your counsel.'] as const]
        : []),
      ['Phase', form.phase],
      ['Due', form.dueAt ?? 'Without undue delay'],
      ...(form.late ? [['Reasons for the delay', form.delayReasons] as const] : []),
    ]),
    section('Controller', [
      ['Name', controller.name],
      ['Address', controller.address],
      ['Data protection officer', controller.privacyOfficer],
      ['Contact for more information', controller.contact],
    ]),
    section('Nature of the breach', [
      ['Kind', nature.kinds.join(', ')],
      ['Title', nature.title],
      ['What happened', nature.description],
      ['Began', nature.occurredFrom],
      ...(nature.occurredTo === undefined ? [] : [['Ended', nature.occurredTo] as const]),
      ['Noticed', nature.noticedAt],
      ['Aware of it', nature.awareAt],
    ]),
    section('Data and people', [
      ['Categories of data', form.categories.map(({ title }) => title).join(', ') || undefined],
      ['People, approximately', people?.approximately],
      ['Of them under this law', people?.here],
      ...(people?.complete === false
        ? [
            [
              'The number of people',
              'is preliminary: a search goes on or a source was not read.',
            ] as const,
          ]
        : []),
      ['Records, approximately', form.records],
    ]),
    section('Consequences and measures', [
      ['Likely consequences', form.consequences],
      ['Measures', form.measures],
    ]),
    proof,
  ]);
}
