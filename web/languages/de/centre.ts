import { app } from './app.ts';
import { activity } from './centre/activity.ts';
import { notices } from './centre/notices.ts';
import { records } from './centre/records.ts';
import { verify } from './centre/verify.ts';
import { requestLists } from './centre/request-lists.ts';
import { requests } from './centre/requests.ts';
import { strangers } from './centre/strangers.ts';
import type { Words } from '../en/centre.ts';

/** Bases on which the person does not decide. */
const noChoice = {
  contract: 'nötig für unseren Vertrag mit Ihnen',
  'legal-obligation': 'ein Gesetz verlangt es',
  'vital-interests': 'zum Schutz von Leben',
  'public-task': 'eine Aufgabe im öffentlichen Interesse',
  notice: 'wir informieren Sie darüber',
};

export const words: Words = {
  app,

  title: (name) => `Datenschutz bei ${name}`,
  nav: {
    name: 'Datenschutz',
    home: 'Übersicht',
    data: 'Was wir über Sie haben',
    choices: 'Was Sie erlauben',
    storage: 'Wie lange wir es aufbewahren',
    records: 'Ihre Einträge',
    verify: 'Bescheinigung prüfen',
    activity: 'Was geschehen ist',
    requests: 'Ihre Anträge',
    notices: 'Hinweise zum Datenschutz',
    ask: 'Ohne Konto fragen',
    followUp: 'Einen Antrag verfolgen',
  },
  footer: {
    responsible: (name, address) => `Verantwortlich für Ihre Daten: ${name}, ${address}.`,
    contact: (contact) => `Kontakt: ${contact}`,
    officer: (contact) => `Datenschutzbeauftragte: ${contact}`,
  },

  home: {
    title: 'Ihr Datenschutz',
    lead: 'Sehen Sie, was wir über Sie haben, entscheiden Sie, was wir damit tun dürfen, und lassen Sie es berichtigen oder löschen.',
    signInLead:
      'Melden Sie sich an, um zu sehen, was wir über Sie haben, und zu entscheiden, was wir damit tun dürfen.',
    ended:
      'Ihre Sitzung ist beendet, und es wird nichts mehr gesendet. Kopieren Sie, was Sie geschrieben haben, und melden Sie sich dann erneut an.',
    signInTitle: 'Ihre Daten verwalten',
    withoutTitle: 'Ohne Anmeldung',
    cards: {
      data: 'Welche Daten wir haben, seit wann, wofür, wie lange und wer sie erhält.',
      choices: 'Wofür wir Ihre Daten verwenden dürfen. Sie können es jederzeit ändern.',
      storage: 'Weniger aufbewahren oder nichts Neues; Personalisierung abschalten.',
      records:
        'Einzelne Einträge lesen, suchen, berichtigen und löschen: Eingaben, Antworten, Bilder.',
      verify: 'Ob eine Bescheinigung oder ein Beleg von uns stammt. Dafür brauchen Sie kein Konto.',
      activity: 'Was mit Ihren Daten getan wurde und von wem.',
      notices:
        'Was wir mit Daten tun und warum, und was sich geändert hat, seit Sie eingewilligt haben.',
      ask: 'Eine Kopie erhalten, Daten löschen lassen, widersprechen: allein mit einer E-Mail-Adresse.',
      followUp:
        'Mit dem Link oder Token aus unserer E-Mail, auch nachdem Ihre Daten gelöscht sind.',
      requests:
        'Eine Kopie erhalten, Daten berichtigen oder löschen lassen, widersprechen. Verfolgen, worum Sie gebeten haben.',
    },
  },

  data: {
    title: 'Was wir über Sie haben',
    lead: 'Alles, was über Sie gespeichert ist, nach Art.',
    copy: 'Eine Kopie von allem erhalten',
    erase: 'Alles löschen lassen',
    nothing: 'Wir haben keine Einträge über Sie.',
    count: (count, shown) => (count === 1 ? `${shown} Eintrag` : `${shown} Einträge`),
    since: 'Erhoben',
    span: (oldest, newest) => (oldest === newest ? oldest : `${oldest} bis ${newest}`),
    why: 'Wofür',
    purpose: (title, basis) => `${title} (${basis})`,
    noBasis: 'geschieht nach dem für Sie geltenden Recht nicht',
    howLong: 'Wie lange',
    keeps: (period) => `Bis zu ${period} ab der Erhebung, je nach Verwendung des Eintrags`,
    keepsOwn: (period) => `Bis zu ${period} ab der Erhebung, wie von Ihnen gewählt`,
    from: 'Woher',
    sources: {
      provided: 'Von Ihnen angegeben',
      observed: 'Bei der Nutzung des Dienstes aufgezeichnet',
      inferred: 'Aus Ihren anderen Daten erschlossen',
    },
    obtainedFrom: (name) => `Erhalten von ${name}`,
    who: 'Wer es erhält',
    nobody: 'Niemand sonst',
    recipient: (name, country) => `${name} (${country})`,
    disclosures: (count, shown, newest) =>
      count === 1
        ? `einmal weitergegeben, am ${newest}`
        : `${shown}-mal weitergegeben, zuletzt am ${newest}`,
    withheld: 'Trotz Ihres Löschantrags aufbewahrt',
    withheldItem: (count, ground) => `${count}: ${ground}`,
    trainedOn: 'Modelle, die mit Ihren Daten trainiert wurden',
    trainedOnItem: (title, records) => `${title}: ${records} Ihrer Einträge`,
    measured: 'Was unter vielen Menschen gezählt wird',
    measuredItem: (title, until) => `${title}, gelöscht bis ${until}`,
    bases: {
      ...noChoice,
      consent: 'Sie haben eingewilligt',
      'legitimate-interests': 'unser berechtigtes Interesse',
      'opt-out': 'solange Sie nicht widersprechen',
    },
    stopped: {
      ...noChoice,
      consent: 'nicht verwendet: Sie haben nicht eingewilligt',
      'opt-out': 'nicht verwendet: Sie haben widersprochen',
      'legitimate-interests': 'nicht verwendet: Sie haben widersprochen',
    },
  },

  choices: {
    title: 'Was Sie erlauben',
    lead: 'Sie entscheiden, und Sie können Ihre Meinung jederzeit ändern.',
    yours: 'Ihre Wahl',
    without: 'Ohne Ihre Einwilligung',
    withoutLead:
      'Diese Verwendungen beruhen auf einem Vertrag oder einem Gesetz, nicht auf Ihrer Einwilligung.',
    allow: 'Erlauben',
    refuse: 'Nicht erlauben',
    states: {
      given: 'Sie erlauben das',
      refused: 'Sie erlauben das nicht',
      withdrawn: 'Sie erlauben das nicht mehr',
      expired: 'Ihre Einwilligung ist abgelaufen: nicht verwendet',
      'needs-renewal': 'Nicht verwendet, bis Sie neu entscheiden',
      'not-asked': 'Sie haben nicht entschieden',
    },
    byDefault: {
      permit: 'Verwendet, solange Sie nicht ablehnen',
      deny: 'Nicht verwendet, solange Sie es nicht erlauben',
    },
    because: {
      'notice-changed': 'Unsere Datenschutzhinweise haben sich seit Ihrer Einwilligung geändert.',
      unproven: 'Es ist nicht belegt, was Ihnen gezeigt wurde.',
      'not-explicit': 'Das braucht Ihre ausdrückliche Einwilligung.',
      'came-of-age': 'Sie können jetzt selbst entscheiden.',
      'responsible-person-needed': 'Ein Elternteil oder Vormund muss entscheiden.',
    },
    since: (when) => `seit ${when}`,
    validUntil: (when) => `bis ${when}`,
    effects: {
      'processing-permitted': 'Gespeichert. Wir dürfen Ihre Daten ab jetzt dafür verwenden.',
      'processing-stopped': 'Gespeichert. Wir verwenden Ihre Daten nicht mehr dafür.',
      'objection-honoured':
        'Gespeichert. Wir folgen Ihrem Widerspruch und verwenden Ihre Daten nicht dafür.',
      'objection-ended':
        'Gespeichert. Ihr Widerspruch ist beendet: Wir dürfen Ihre Daten dafür verwenden.',
      'earlier-data-permitted':
        'Gespeichert. Wir dürfen die vorhandenen Daten dafür verwenden, aber keine neuen.',
      'earlier-data-stopped': 'Gespeichert. Wir verwenden die vorhandenen Daten nicht mehr dafür.',
      'recorded-without-effect': 'Gespeichert. Im Moment ändert es nichts.',
    },
    confirm:
      'Sie haben das zuvor abgelehnt, oder Ihr Browser lehnt es für Sie ab. Bestätigen Sie, dass Sie es erlauben wollen.',
    confirmAllow: 'Bestätigen: erlauben',
    notSaved: 'Ihre Wahl wurde nicht gespeichert. Es hat sich nichts geändert.',
    consequences: 'Was das für Sie bedeutet',
    logic: 'Wie es funktioniert',
    notice: (version) => `Datenschutzhinweise ${version}`,
    readNotice: 'Lesen Sie zuerst die Datenschutzhinweise',
    history: 'Verlauf',
    historyOf: (title) => `Verlauf Ihrer Entscheidungen: ${title}`,
    historyHeads: ['Wann', 'Entscheidung', 'Beleg'],
    receipt: 'Herunterladen',
    receiptOf: (when) => `Beleg vom ${when} herunterladen`,
    noHistory: 'Sie haben noch nicht entschieden.',
    signal:
      'Ihr Browser sendet das Signal Global Privacy Control. Wo das Gesetz es vorsieht, gilt es als Ihre Ablehnung.',
  },

  activity,

  notices,

  records,

  requestLists,

  verify,

  storage: {
    title: 'Wie lange wir es aufbewahren',
    lead: 'Sie können uns weniger als üblich aufbewahren lassen oder gar nichts Neues.',
    switches: 'Schalter',
    on: 'An',
    off: 'Aus',
    storage: 'Neue Daten speichern',
    storageHelp:
      'Aus: Wir speichern nichts Neues über Sie. Gespeichertes bleibt, bis Sie es löschen.',
    personalisation: 'Personalisierung',
    personalisationHelp:
      'An: nur, was Sie unter „Was Sie erlauben“ erlaubt haben. Aus: Antworten werden nie auf Sie zugeschnitten.',
    training: 'Für Training und Verbesserung verwenden',
    trainingHelp:
      'An: nur, was Sie unter „Was Sie erlauben“ erlaubt haben. Aus: Ihre Daten werden nie verwendet, um Modelle zu trainieren oder zu verbessern.',
    periods: 'Wie lange jede Art aufbewahrt wird',
    periodsHelp:
      'Es ändert sich nichts, bevor Sie „Speichern“ drücken. Dann wird gelöscht, was älter als die Frist ist; es lässt sich nicht wiederherstellen.',
    savePeriods: 'Speichern',
    unchanged: 'Wählen Sie zuerst für mindestens eine Art eine andere Dauer.',
    usual: (period) => `Wie üblich: ${period}`,
    saved: 'Gespeichert. Es gilt sofort.',
    savedPeriods: 'Gespeichert. Es gilt sofort, auch für bereits Gespeichertes.',
    law: 'Das Recht, das für Sie gilt',
    residence: 'Wo Sie leben',
    residenceHelp: 'Davon hängt ab, welches Recht Sie schützt.',
    residenceUnknown: 'Nicht angegeben',
    lawIs: 'Das Recht, das Sie schützt:',
    places: {
      'CA-QC': 'Québec',
      'US-CA': 'Kalifornien',
      'US-CO': 'Colorado',
      'US-CT': 'Connecticut',
      'US-TX': 'Texas',
      'US-VA': 'Virginia',
    },
  },

  requests,

  strangers,
};
