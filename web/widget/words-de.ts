import type { Words } from './words.ts';

export const wordsDe: Words = {
  language: 'de',
  allow: 'Erlauben',
  refuse: 'Nicht erlauben',
  loading: 'Wird geladen …',
  saving: 'Wird gespeichert …',
  signIn: 'Melden Sie sich an, um zu wählen.',
  unavailable: 'Ihre Wahl kann gerade nicht angezeigt werden. Es wurde nichts geändert.',
  retry: 'Erneut versuchen',
  given: (since) => `Sie erlauben dies seit dem ${since}.`,
  ends: (on) => `Am ${on} werden Sie erneut gefragt.`,
  refused: (since) => `Sie erlauben dies seit dem ${since} nicht.`,
  withdrawn: (since) => `Sie haben Ihre Erlaubnis am ${since} widerrufen.`,
  expired: 'Die Zeit, für die Sie dies erlaubt hatten, ist vorbei.',
  renewal: {
    'notice-changed': 'Sie hatten dies erlaubt, aber der Hinweis hat sich seitdem geändert.',
    unproven: 'Vielleicht hatten Sie dies erlaubt, aber es gibt keinen Nachweis dafür.',
    'not-explicit': 'Dies braucht Ihre ausdrückliche Einwilligung, die noch fehlt.',
    'came-of-age': 'Sie sind jetzt alt genug, um selbst darüber zu entscheiden.',
    'responsible-person-needed':
      'In Ihrem Alter müssen Eltern oder Sorgeberechtigte dies erlauben.',
  },
  inUse: 'Ihre Daten werden dafür genutzt, solange Sie nicht „Nicht erlauben“ wählen.',
  notInUse: 'Ihre Daten werden dafür nur genutzt, wenn Sie „Erlauben“ wählen.',
  notice: 'Den ganzen Hinweis lesen',
  table: 'Tabelle des Hinweises',
  noNotice:
    'Der Hinweis kann gerade nicht angezeigt werden, deshalb können Sie dies nicht erlauben. Ablehnen können Sie trotzdem.',
  effects: {
    'processing-permitted': 'Gespeichert. Ihre Daten dürfen ab jetzt dafür genutzt werden.',
    'processing-stopped': 'Gespeichert. Ihre Daten werden nicht mehr dafür genutzt.',
    'objection-honoured':
      'Gespeichert. Sie widersprechen, und Ihre Daten werden nicht mehr dafür genutzt.',
    'objection-ended':
      'Gespeichert. Sie widersprechen nicht mehr, und Ihre Daten dürfen dafür genutzt werden.',
    'earlier-data-permitted':
      'Gespeichert. Daten, die auf der früheren Grundlage erhoben wurden, dürfen genutzt werden.',
    'earlier-data-stopped':
      'Gespeichert. Daten, die auf der früheren Grundlage erhoben wurden, werden nicht mehr genutzt.',
    'recorded-without-effect':
      'Gespeichert. Es ändert nichts: Diese Nutzung hängt nicht von Ihrer Wahl ab.',
  },
  denied: 'Gespeichert. Ihre Daten werden aus einem anderen Grund trotzdem nicht dafür genutzt.',
  failed: 'Ihre Wahl konnte nicht gespeichert werden. Es wurde nichts geändert.',
  uncertain: 'Es ist nicht sicher, ob Ihre Wahl gespeichert wurde. Versuchen Sie es erneut.',
  noticeChanged:
    'Der Hinweis hat sich gerade geändert. Es wurde nichts gespeichert: Lesen Sie ihn und wählen Sie erneut.',
  confirm: (purpose) => `Bitte bestätigen Sie, dass Sie dies erlauben: ${purpose}`,
  confirmed: 'Ja, erlauben',
  cancel: 'Abbrechen',
  signalHonoured:
    'Ihr Widerspruch wird beachtet: Ihr Browser sendet ein Signal dafür (Global Privacy Control), und Ihre Daten werden nicht dafür genutzt.',
  signalBesideConsent:
    'Ihr Browser sendet ein Signal, mit dem Sie widersprechen (Global Privacy Control), aber Sie haben dies erlaubt.',
  privacy: 'Datenschutz',
  privacyChoices: 'Ihre Datenschutz-Einstellungen',
};
