import type { Words } from './words-en.ts';

export const wordsDe: Words = {
  title: 'Ihre personenbezogenen Daten',
  skip: 'Zu Ihren Daten springen',
  contents: 'Inhalt',
  heldBy: (name) => `Eine Kopie dessen, was ${name} über Sie gespeichert hat`,
  asOf: 'Stand',
  law: 'Recht, das für Sie gilt',
  conflict:
    'Für Sie gelten zwei Gesetze, weil Sie uns einen anderen Ort genannt haben als unsere Dienste. Bei jedem Recht zählt die Regelung, die Sie besser schützt.',
  only: (kinds) =>
    `Sie haben nur nach diesen Arten von Daten gefragt: ${kinds}. Alles Folgende gilt nur für diese; andere Daten von Ihnen können ebenfalls gespeichert sein und verwendet werden.`,
  workingDays: (count) => `${count} Arbeitstage`,

  summary: {
    heading: 'Kurz gesagt',
    onHold: 'Was wir gespeichert haben',
    nothing: 'Von Ihnen sind keine Einträge gespeichert.',
    entries: (count, one) => (one ? `${count} Eintrag` : `${count} Einträge`),
    why: 'Wofür',
    noPurpose: 'Wir verwenden nichts von Ihnen.',
    howLong: 'Wie lange',
    until: (first, last) =>
      first === last
        ? `Alles wird am ${first} gelöscht.`
        : `Die ersten Einträge werden am ${first} gelöscht, die letzten am ${last}.`,
    untilBesideExempt: (first, last) =>
      first === last
        ? `Außer dem, was zurzeit nicht gelöscht wird, wird alles am ${first} gelöscht.`
        : `Außer bei dem, was zurzeit nicht gelöscht wird, werden die ersten Einträge am ${first} gelöscht, die letzten am ${last}.`,
    withheld: (entries) => `Aus einer früheren Löschung: ${entries}`,
    suspended: 'Einiges wird zurzeit nicht gelöscht oder nicht verwendet',
    who: 'Wer Ihre Daten sonst erhält',
    noOne: 'Niemand sonst erhält Daten von Ihnen.',
    can: 'Was Sie tun können',
    rights: 'Berichtigen, löschen, mitnehmen, widersprechen: Ihre Rechte und wie Sie sie nutzen',
    choices: 'Ändern, was Sie erlaubt haben',
    complain: 'Sich bei einer Behörde beschweren',
  },

  data: {
    heading: 'Ihre Daten',
    caption: 'Was gespeichert ist, nach Art',
    heads: ['Art', 'Einträge', 'Erhoben', 'Löschung'],
    none: 'Außer Ihrem Konto und den unten genannten Nachweisen ist nichts von Ihnen gespeichert.',
    onlyWithheld:
      'Außer Ihrem Konto, den Nachweisen und dem, was bei einer früheren Löschung behalten wurde, ist nichts von Ihnen gespeichert. Beides ist unten genannt.',
    keptBy: {
      'legal-hold': 'nicht vor dem Ende der rechtlichen Angelegenheit, die unten genannt ist',
      restriction: 'nicht vor dem Ende der Einschränkung, die unten genannt ist',
    },
    some: (ends) => `einiges ${ends}`,
    span: (from, to) => (from === to ? from : `${from} bis ${to}`),
    source: 'Herkunft',
    namedSources: 'Quellen im Einzelnen',
    usedFor: 'Verwendet für',
    sentTo: 'Weitergegeben an',
    files: 'Alle Einträge',
    sensitive: 'Besonders geschützte Daten',
    ownRetention: (period) => `Sie haben gewählt, dass dies höchstens ${period} aufbewahrt wird.`,
    pastEnd: (count) =>
      `Einträge, deren Frist abgelaufen ist: ${count}. Sie bleiben nur wegen der Einschränkung oder der rechtlichen Angelegenheit gespeichert, die unten genannt ist.`,
    newest: (count) => `Die neuesten Einträge, höchstens ${count}, gekürzt`,
    newestHeads: ['Erhoben', 'Inhalt'],
    media: 'Bilder, Videos und Ton',
    mediaFiles: (count, folder) => `${count} in ${folder}`,
    mediaKinds: { image: 'Bild', video: 'Video', audio: 'Ton' },
    mediaStates: {
      missing: 'Diese Datei fehlt.',
      broken: 'Diese Datei ist beschädigt; höchstens ihr Anfang liegt bei.',
    },
    lostMedia: (count, file) =>
      `Dateien, die fehlen oder beschädigt sind: ${count}. Sie sind in ${file} genannt. Schreiben Sie uns, wenn Sie mehr wissen möchten.`,
    ends: 'Wann ein Eintrag gelöscht wird, steht in den Dateien bei ihm, als expiresAt. Ein Eintrag, der zurzeit nicht gelöscht wird, hat stattdessen keptBy.',
  },

  account: {
    heading: 'Ihr Konto und Ihre Einstellungen',
    identifiers: 'Woran wir Sie erkennen',
    identifierHeads: ['Art', 'Wert'],
    settings: 'Ihre Einstellungen',
    settingHeads: ['Einstellung', 'Wert'],
    since: 'Bei uns bekannt seit',
    residence: 'Wohnsitz nach Angabe unserer Dienste',
    declaredResidence: 'Wohnsitz nach Ihrer Angabe',
    ageBand: 'Alter',
    contact: 'Wohin wir Ihnen schreiben',
    responsiblePerson: 'Wer für Sie verantwortlich ist',
    training: 'Verwendung für Training',
    personalisation: 'Personalisierung',
    storage: 'Speicherung neuer Daten',
    locale: 'Sprache',
    retention: (category) => `Höchstens aufbewahrt: ${category}`,
    retained:
      'Ihr Konto und Ihre Einstellungen bleiben gespeichert, bis Sie Ihre Daten löschen lassen.',
  },

  uses: {
    heading: 'Wofür wir Ihre Daten verwenden',
    lead: 'Jeder Zweck, für den Daten von Ihnen gespeichert sind.',
    data: 'Daten',
    basis: 'Rechtsgrundlage',
    before: (day, basis) => `${basis}, für Daten, die vor dem ${day} erhoben wurden`,
    noBasis: 'Keine nach dem Recht, das für Sie gilt: geschieht nicht mit Ihren Daten',
    retained: 'Aufbewahrt',
    fromCollection: (period) => `${period} ab Erhebung`,
    ownFromCollection: (period) => `${period} ab Erhebung, wie Sie es gewählt haben`,
    until: (day) => `das Letzte davon bis zum ${day}`,
    keptBy: {
      'legal-hold': 'vorerst bis zum Ende der rechtlichen Angelegenheit, die unten genannt ist',
      restriction: 'vorerst bis zum Ende der Einschränkung, die unten genannt ist',
    },
    recipients: 'Weitergegeben an',
    safeguards: 'Schutzmaßnahmen',
    role: 'Wer entscheidet',
    optOut: 'So können Sie es beenden',
    restricted: 'Eingeschränkt: Ihre Daten werden aufbewahrt, aber nicht dafür verwendet.',
    withheld: 'Bleibt auch nach einer Löschung',
    others: 'Andere Zwecke, für die nichts von Ihnen gespeichert ist',
    none: 'Von Ihnen wird nichts für einen Zweck verwendet.',
  },

  automated: {
    heading: 'Automatisierte Entscheidungen und Profile',
    lead: 'Wo unsere Systeme bewerten oder einordnen, wie sie es tun und was für Sie daraus folgt.',
    data: 'Ihre Daten, die einfließen',
    logic: 'Wie es funktioniert',
    consequences: 'Was es für Sie bedeutet',
    person: 'Prüfung durch einen Menschen',
    reviewed: 'Ein Mensch sieht sich das Ergebnis an, bevor es wirkt.',
    contest:
      'Sie können verlangen, dass ein Mensch das Ergebnis prüft, Ihre Sicht darlegen und es anfechten.',
    onHold: 'Ihre Daten werden dafür verwendet.',
    notHeld: 'Zurzeit ist dafür nichts von Ihnen gespeichert.',
    none: 'Über Sie entscheidet keine Maschine allein, und es gibt kein Profil von Ihnen.',
  },

  systems: {
    heading: 'Ihre Daten in anderen Systemen',
    lead: 'Wir haben auch in diesen Systemen nach Ihren Daten gesucht. Was sie herausgegeben haben, ist in diesem Archiv, wie sie es speichern.',
    runBy: 'Betrieben von',
    found: 'Gefundene Einträge',
    nothing: 'Dort wurde nichts von Ihnen gefunden.',
    missing: 'Was hier fehlt, und warum',
    byHand:
      'Dieses System haben unsere Mitarbeitenden selbst bearbeitet. Was es von Ihnen hat, ist nicht in diesem Archiv; fragen Sie uns danach, wenn Sie es nicht erhalten haben.',
    withStaff:
      'Dieses System hat seine Daten nicht herausgegeben. Unsere Mitarbeitenden kümmern sich darum; Sie erhalten eine weitere Kopie, sobald seine Daten da sind.',
    notYet:
      'Dieses System hat noch nicht geantwortet. Sie erhalten eine weitere Kopie, sobald seine Daten da sind; Sie müssen nicht danach fragen.',
  },

  recipients: {
    heading: 'Wer Ihre Daten sonst erhält',
    lead: 'Namentlich alle, die tatsächlich Daten von Ihnen erhalten.',
    none: 'Niemand sonst erhält Daten von Ihnen.',
    address: 'Anschrift',
    contact: 'Kontakt',
    country: 'Wo die Daten verarbeitet werden',
    role: 'Rolle',
    data: 'Daten',
    accountData: 'Ihr Konto und unsere Nachweise',
    purposes: 'Wofür',
    transfer: 'Übermittlung ins Ausland',
    noTransfer: 'Keine Garantie nötig',
    copy: (mechanism, contact) => `${mechanism}. Eine Kopie erhalten Sie unter ${contact}.`,
    disclosures: (count, oldest, newest) =>
      oldest === newest
        ? `Verzeichnete Weitergaben: ${count}, am ${newest}`
        : `Verzeichnete Weitergaben: ${count}, vom ${oldest} bis zum ${newest}`,
    single: 'Weitergaben',
    subProcessors: 'Arbeitet mit',
  },

  choices: {
    heading: 'Ihre Entscheidungen',
    caption: (file) => `Die neuesten Entscheidungen; alle stehen in ${file}`,
    heads: ['Wann', 'Zweck', 'Entscheidung', 'Hinweise'],
    none: 'Sie haben noch nichts entschieden.',
    noticeGone: 'Text nicht mehr veröffentlicht',
  },

  requests: {
    heading: 'Ihre Anträge',
    caption: (file) => `Ihre Anträge; Einzelheiten stehen in ${file}`,
    heads: ['Eingegangen', 'Was', 'Stand'],
    none: 'Sie haben keine Anträge gestellt.',
  },

  activity: {
    heading: 'Was mit Ihren Daten geschah',
    caption: (file) => `Das Neueste; alles steht in ${file}`,
    heads: ['Wann', 'Was', 'Worum es ging'],
    none: 'Es ist nichts verzeichnet.',
    timesOnDay: (what, times) => `${what} (an diesem Tag ${times} Mal)`,
    retained: (period) => `Jeder dieser Einträge wird ${period} aufbewahrt.`,
  },

  retained: {
    heading: 'Was als Nachweis bleibt, eingeschränkt ist oder nicht gelöscht wird',
    caption: 'Nachweise, die wir aufbewahren',
    heads: ['Was', 'Einträge', 'Aufbewahrt', 'Warum'],
    from: {
      collection: (period) => `${period} ab Erhebung`,
      'end-of-choice': (period) => `${period} nach dem Ende einer Entscheidung`,
      'end-of-request': (period) => `${period} nach der Antwort auf einen Antrag`,
    },
    until: (day, counted) => `bis zum ${day} (${counted})`,
    day: (day) => `bis zum ${day}`,
    open: 'bis zum Ende der rechtlichen Angelegenheit',
    withheld: (file) => `Bei einer früheren Löschung aufbewahrt; die Einträge stehen in ${file}`,
    restrictedAll: 'Die Verwendung aller Ihrer Daten ist eingeschränkt.',
    restricted: (purposes) => `Die Verwendung Ihrer Daten ist eingeschränkt für: ${purposes}.`,
    heldAll: 'Wegen einer rechtlichen Angelegenheit wird zurzeit nichts von Ihnen gelöscht.',
    onHold: (categories) =>
      `Wegen einer rechtlichen Angelegenheit wird zurzeit nicht gelöscht: ${categories}.`,
    free: 'Nichts ist eingeschränkt, und keine Löschung ist ausgesetzt.',
  },

  rights: {
    heading: 'Ihre Rechte',
    contact: (contact, officer) =>
      `Ein Recht zu nutzen kostet Sie nichts und bringt Ihnen keinen Nachteil. Sie können immer an ${contact} schreiben oder an die Datenschutzbeauftragte oder den Datenschutzbeauftragten: ${officer}.`,
    caption: 'Was Sie verlangen können und wie',
    heads: ['Recht', 'So nutzen Sie es hier', 'Frist', 'Wo das Gesetz es sagt'],
    route: {
      choice: 'Im Datenschutzbereich unter „Entscheidungen“; es wirkt sofort.',
      request: 'Im Datenschutzbereich unter „Anträge“.',
      authority: 'Schreiben Sie uns oder der unten genannten Behörde.',
    },
    orientation:
      'Rechte und Fristen sind hier zu Ihrer Orientierung genannt; maßgeblich ist das Gesetz.',
    // Articles are cited alike in both languages but for the word; names of laws stay as they are.
    cited: (reference) => reference.replaceAll(/\b[Aa]rts?\.? (?=\d)/g, 'Art. '),
    remedies: 'Wenn Sie nicht zufrieden sind',
    authority: 'Behörde',
    court: 'Gericht',
    appeal: 'Erneute Prüfung durch uns',
    immediately: 'Sofort',
    'without-undue-delay': 'Unverzüglich',
  },

  files: {
    heading: 'Dateien dieses Archivs',
    caption: 'Für Programme und zum Aufbewahren',
    heads: ['Datei', 'Inhalt'],
    described: {
      'data.jsonl': 'Ihre Einträge, einer je Zeile',
      'data.csv': 'dieselben Einträge als Tabelle',
      'media/': 'Ihre Bilder, Videos und Ihr Ton, wie wir sie speichern',
      'account.json': 'woran wir Sie erkennen, und Ihre Einstellungen',
      'purposes.json': 'Zwecke, Rechtsgrundlagen, automatisierte Entscheidungen',
      'categories.json': 'Arten von Daten, Quellen, Zeitpunkte der Löschung',
      'recipients.json': 'Empfänger und Übermittlungen',
      'retention.json': 'Fristen und Nachweise',
      'rights.json': 'Rechte und Rechtsbehelfe',
      'consents.jsonl': 'jede Ihrer Entscheidungen',
      'requests.jsonl': 'jeder Ihrer Anträge',
      'activity.jsonl': 'was mit Ihren Daten geschah',
      'notices.json': 'die Hinweise, auf denen Ihre Entscheidungen beruhen',
      'notices.md': 'der Text eines Hinweises, auf dem eine Entscheidung beruht',
      'withheld.jsonl': 'was bei einer früheren Löschung aufbewahrt wurde',
      'disclosures.jsonl': 'wem wir Ihre Daten gegeben haben',
      'source-notices.jsonl':
        'von wem wir sonst Daten über Sie haben, und wann wir Sie informiert haben',
      'outcomes.jsonl':
        'Entscheidungen über Sie, bei denen wir prüfen, ob sie Menschen gleich behandeln',
      'measurements.jsonl': 'was von Ihnen darauf wartet, unter vielen Menschen gezählt zu werden',
      'training-sets.jsonl':
        'womit Modelle trainiert wurden und was Daten von Ihnen enthält, und welche es waren',
      'text-pseudonyms.jsonl': 'was wir in Ihren Texten ersetzt haben',
      'systems/': 'was andere Systeme von Ihnen haben, wie sie es speichern',
      'manifest.json': 'jede Datei mit ihrem SHA-256',
    },
  },
};
