import type { RequestStatus } from './request.ts';
import type { RequestKind } from './kinds.ts';

/** Kinds that end with an answer in words. A rectification ends with its last correction. */
const wordedKinds = ['human-review', 'complaint', 'appeal'] as const;
export type WordedKind = (typeof wordedKinds)[number];
export const isWorded = (kind: RequestKind): kind is WordedKind =>
  wordedKinds.some((worded) => worded === kind);

/** How the privacy team answers. Closed and published. */
export const answerOutcomes = ['upheld', 'changed', 'withdrawn', 'rejected'] as const;
export type AnswerOutcome = (typeof answerOutcomes)[number];

type End = Extract<RequestStatus, 'completed' | 'partially-completed' | 'denied'>;

const heard: Readonly<Record<AnswerOutcome, End>> = {
  upheld: 'completed',
  changed: 'partially-completed',
  withdrawn: 'completed',
  rejected: 'denied',
};

/** GDPR Art. 22(3) gives a review by a human, not one outcome of it: it was carried out, whatever that is. */
const reviewed: Readonly<Record<AnswerOutcome, End>> = { ...heard, changed: 'completed' };

export const endOf = (kind: WordedKind, outcome: AnswerOutcome): End =>
  (kind === 'human-review' ? reviewed : heard)[outcome];

type Meanings = Readonly<Record<WordedKind, Readonly<Record<AnswerOutcome, string>>>>;

const english: Meanings = {
  'human-review': {
    upheld: 'A person has reviewed the decision, and it stays as it is.',
    changed: 'A person has reviewed the decision and changed it.',
    withdrawn: 'A person has reviewed the decision, and it does not count any more.',
    rejected: 'We could not review the decision.',
  },
  complaint: {
    upheld: 'You were right to complain.',
    changed: 'You were right to complain about a part of it.',
    withdrawn: 'What you complain about does not count any more.',
    rejected: 'We do not agree with your complaint.',
  },
  appeal: {
    upheld:
      'Your appeal succeeds: we do what you had asked for, unless the reasons say that it is done.',
    changed: 'Your appeal succeeds in part: the reasons say what we do now.',
    withdrawn: 'Our decision does not count any more: we do what you had asked for.',
    rejected: 'Our decision stays as it is.',
  },
};

const german: Meanings = {
  'human-review': {
    upheld: 'Ein Mensch hat die Entscheidung überprüft. Sie bleibt, wie sie ist.',
    changed: 'Ein Mensch hat die Entscheidung überprüft und geändert.',
    withdrawn: 'Ein Mensch hat die Entscheidung überprüft. Sie gilt nicht mehr.',
    rejected: 'Wir konnten die Entscheidung nicht überprüfen.',
  },
  complaint: {
    upheld: 'Ihre Beschwerde ist berechtigt.',
    changed: 'Ihre Beschwerde ist zum Teil berechtigt.',
    withdrawn: 'Das, worüber Sie sich beschweren, gilt nicht mehr.',
    rejected: 'Wir stimmen Ihrer Beschwerde nicht zu.',
  },
  appeal: {
    upheld:
      'Ihr Einspruch hat Erfolg: Wir tun, worum Sie gebeten hatten, wenn es nicht nach der Begründung schon getan ist.',
    changed: 'Ihr Einspruch hat zum Teil Erfolg: In der Begründung steht, was wir jetzt tun.',
    withdrawn: 'Unsere Entscheidung gilt nicht mehr: Wir tun, worum Sie gebeten hatten.',
    rejected: 'Unsere Entscheidung bleibt, wie sie ist.',
  },
};

/** The outcome in a sentence for the person, in German or, where they read another language, in English. */
export const meaningOf = (kind: WordedKind, outcome: AnswerOutcome, locale: string): string =>
  (locale.toLowerCase().split('-')[0] === 'de' ? german : english)[kind][outcome];
