import type { ChoiceKind } from './kinds.ts';

/** Why a request that is completed has changed nothing. Closed and published. */
export const unchangedReasons = [
  'nothing-to-stop',
  'stopped-before',
  'without-effect',
  'restricted-before',
  'not-registered',
  'being-erased',
  'nothing-held',
] as const;
export type UnchangedReason = (typeof unchangedReasons)[number];

export interface Unchanged {
  readonly reason: UnchangedReason;
  /** Kinds that would stop something. */
  readonly instead?: readonly ChoiceKind[] | undefined;
  /** The request that restricts the same. */
  readonly requestId?: string | undefined;
}

const english: Readonly<Record<UnchangedReason, string>> = {
  'nothing-to-stop':
    'We do nothing with your data that this kind of request can stop, so nothing has changed.',
  'stopped-before': 'What this request is about was stopped before, so nothing has changed.',
  'without-effect':
    'We have recorded your choice. It does not stop these uses: they rest on a contract with you or on a duty of ours.',
  'restricted-before': 'The same restriction is in force already, so nothing has changed.',
  'not-registered':
    'We have no account of yours and use no data of yours, so there is nothing to stop.',
  'being-erased':
    'Your data is being erased and nothing else is done with it, so nothing has changed.',
  'nothing-held':
    'We looked for the address, number or account that this request names, and hold nothing under it. The certificate says so.',
};

const german: Readonly<Record<UnchangedReason, string>> = {
  'nothing-to-stop':
    'Wir tun mit Ihren Daten nichts, was ein Antrag dieser Art beenden kann. Es hat sich also nichts geändert.',
  'stopped-before':
    'Worum es in diesem Antrag geht, war schon beendet. Es hat sich also nichts geändert.',
  'without-effect':
    'Wir haben Ihre Entscheidung festgehalten. Sie beendet diese Verwendungen nicht: Sie beruhen auf einem Vertrag mit Ihnen oder auf einer Pflicht, die wir haben.',
  'restricted-before': 'Dieselbe Einschränkung gilt bereits. Es hat sich also nichts geändert.',
  'not-registered':
    'Wir führen kein Konto von Ihnen und verwenden keine Daten von Ihnen. Es gibt also nichts zu beenden.',
  'being-erased':
    'Ihre Daten werden gelöscht, und sonst geschieht nichts mit ihnen. Es hat sich also nichts geändert.',
  'nothing-held':
    'Wir haben nach der Adresse, der Nummer oder dem Konto gesucht, um die es in diesem Antrag geht, und speichern nichts darunter. Das steht auch in der Bescheinigung.',
};

/** In German or, where the person reads another language, in English. */
export const unchangedText = (reason: UnchangedReason, locale: string): string =>
  (locale.toLowerCase().split('-')[0] === 'de' ? german : english)[reason];
