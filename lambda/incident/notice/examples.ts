import type { NoticeView } from './contract.ts';
import { exampleSummary } from '../examples.ts';

const text = {
  subject: 'Someone could read what you asked the assistant',
  whatHappened: 'On 24 November 2026 a stranger could read some texts for two hours.',
  consequences: 'They may know what you asked. Passwords and payments were not affected.',
  measures: 'We closed the access. If you sent a password in a text, change it.',
  contact: 'Write to dpo@example.com.',
};
export const exampleNewNotice = {
  audience: 'people',
  texts: { en: text },
  fallback: 'en',
} as const;

export const exampleNotice: NoticeView = {
  noticeId: '0193f1c0-6b20-7a11-8c3d-4e5f6071829a',
  audience: 'people',
  state: 'prepared',
  contentSha256: '5f0c7a2b9d3e4f60718293a4b5c6d7e85f0c7a2b9d3e4f60718293a4b5c6d7e8',
  preparedAt: '2026-11-24T08:00:00.000Z',
  preview: {
    en: {
      subject: text.subject,
      text: `${text.whatHappened}\n\n${text.consequences}\n\n${text.measures}\n\n${text.contact}\n\nExample Assistant GmbH\nMusterstraße 1, 10115 Berlin, Germany`,
    },
  },
  fallback: 'en',
  counts: {
    ...{ informed: 0, uncertain: 0, noAddress: 0, rejected: 0, bounced: 0, complained: 0 },
    erased: 0,
  },
};

export const exampleForm: NoticeView = {
  noticeId: '0193f1c0-6b20-7a11-8c3d-4e5f6071829b',
  audience: 'authority',
  state: 'prepared',
  contentSha256: exampleNotice.contentSha256,
  preparedAt: '2026-11-24T08:00:00.000Z',
  form: {
    ...{ jurisdiction: 'gdpr', reference: 'GDPR Art. 33(1)', phase: 'preliminary', late: false },
    dueAt: '2026-11-27T05:00:00.000Z',
    controller: {
      name: 'Example Assistant GmbH',
      address: 'Musterstraße 1, 10115 Berlin, Germany',
      contact: 'privacy@example.com',
      privacyOfficer: 'dpo@example.com',
    },
    nature: {
      kinds: ['confidentiality'],
      title: exampleSummary.title,
      description: exampleSummary.description,
      noticedAt: exampleSummary.noticedAt,
      awareAt: exampleSummary.awareAt,
      occurredFrom: exampleSummary.occurredFrom,
    },
    categories: [{ id: 'prompt-text', title: 'Prompts' }],
    people: { approximately: 1_204, here: 1_100, complete: true },
    consequences: 'Strangers may know what people asked the assistant.',
    measures: 'The token was revoked, and all keys of that build were replaced.',
    notYetKnown: ['records'],
  },
};
