import { page, section } from '../printed-page.ts';
import type { NoticeView } from './contract.ts';

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
