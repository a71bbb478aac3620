import type { Labels } from './labels-en.ts';

export const labelsDe: Labels = {
  source: {
    provided: 'Sie haben sie uns gegeben',
    observed: 'Sie sind bei der Nutzung des Dienstes entstanden',
    inferred: 'Unsere Systeme haben sie aus anderen Daten gewonnen',
  },
  basis: {
    consent: 'Ihre Einwilligung',
    contract: 'Unser Vertrag mit Ihnen',
    'legal-obligation': 'Eine gesetzliche Pflicht',
    'vital-interests': 'Lebenswichtige Interessen',
    'public-task': 'Eine Aufgabe im öffentlichen Interesse',
    'legitimate-interests': 'Berechtigte Interessen',
    notice: 'Bei der Erhebung mitgeteilt',
    'opt-out': 'Erlaubt, bis Sie widersprechen',
  },
  condition: {
    'explicit-consent': 'besonders geschützte Daten mit Ihrer ausdrücklichen Einwilligung',
    'substantial-public-interest':
      'besonders geschützte Daten aus Gründen eines erheblichen öffentlichen Interesses',
    'legal-claims': 'besonders geschützte Daten für Rechtsansprüche',
  },
  role: {
    processor: 'Handelt nur nach unserer Weisung',
    controller: 'Entscheidet selbst über die Daten',
    'joint-controller': 'Entscheidet gemeinsam mit uns',
  },
  ourRole: {
    controller: 'Wir entscheiden',
    processor: 'Wir handeln nach Weisung eines anderen',
    'joint-controller': 'Wir entscheiden gemeinsam mit anderen',
  },
  mechanism: {
    adequacy:
      'Angemessenheitsbeschluss: Es ist amtlich festgestellt, dass das Land Daten ausreichend schützt',
    'standard-contractual-clauses': 'Standardvertragsklauseln',
    'binding-corporate-rules': 'Verbindliche interne Datenschutzvorschriften',
  },
  ground: {
    'legal-obligation': 'Eine gesetzliche Pflicht',
    'legal-claims': 'Rechtsansprüche: um belegen zu können, was vereinbart und getan wurde',
    'public-interest-task': 'Eine Aufgabe im öffentlichen Interesse',
  },
  obligation: {
    redact: 'Personenbezogene Angaben werden vorher aus freiem Text entfernt',
    shorten: 'Nur der nötige Teil wird verwendet',
    'do-not-disclose': 'Nur wir und wer auf unsere Weisung handelt, erhalten die Daten',
    'human-review': 'Ein Mensch sieht sich das Ergebnis an, bevor es wirkt',
    'aggregate-only': 'Nur Zahlen über viele Menschen gehen daraus hervor',
  },
  identifier: {
    'user-id': 'Benutzername',
    email: 'E-Mail-Adresse',
    phone: 'Telefonnummer',
    'device-id': 'Gerät',
    oidc: 'Anmeldung',
  },
  switch: { on: 'an', off: 'aus' },
  choice: { given: 'Erlaubt', refused: 'Abgelehnt', withdrawn: 'Widerrufen' },
  kind: {
    access: 'Kopie Ihrer Daten',
    portability: 'Daten zum Mitnehmen',
    rectification: 'Berichtigung',
    erasure: 'Löschung',
    restriction: 'Einschränkung',
    objection: 'Widerspruch',
    'withdraw-consent': 'Widerruf der Einwilligung',
    'opt-out-sale-share': 'Widerspruch gegen Verkauf und Weitergabe',
    'limit-sensitive': 'Begrenzung der Nutzung sensibler Daten',
    'opt-out-automated-decision': 'Widerspruch gegen automatisierte Entscheidungen',
    'human-review': 'Prüfung durch einen Menschen',
    complaint: 'Beschwerde',
    appeal: 'Einspruch',
  },
  status: {
    received: 'Eingegangen',
    'identity-required': 'Wartet, bis Sie gezeigt haben, wer Sie sind',
    'approval-required': 'Wartet auf unsere Freigabe',
    'in-progress': 'Wird ausgeführt',
    completed: 'Erledigt',
    'partially-completed': 'Teilweise erledigt',
    denied: 'Abgelehnt',
    cancelled: 'Zurückgezogen',
    failed: 'Fehlgeschlagen; wir gehen dem nach',
  },
  activity: {
    'consent-recorded': 'Eine Entscheidung von Ihnen wurde festgehalten',
    'records-stored': 'Einträge wurden an diesem Tag gespeichert',
    'use-permitted':
      'Daten von Ihnen wurden an diesem Tag verwendet, wie Sie und das Gesetz es erlauben',
    'text-restored': 'Namen und Nummern wurden an diesem Tag wieder in Texte von Ihnen eingesetzt',
    'decision-denied': 'Eine Verwendung Ihrer Daten wurde verweigert',
    'staff-access':
      'Unser Datenschutzteam hat einen Antrag oder einen Einwilligungsbeleg von Ihnen angesehen',
    disclosure: 'Daten von Ihnen wurden an einen Empfänger weitergegeben',
    'source-informed': 'Sie wurden über Daten informiert, die wir von anderen erhalten haben',
    'recipient-notified':
      'Ein Empfänger Ihrer Daten wurde benachrichtigt, was ein Antrag von Ihnen geändert hat',
    'request-made': 'Sie haben einen Antrag gestellt',
    'request-closed': 'Ein Antrag von Ihnen wurde abgeschlossen',
    'record-corrected': 'Ein Eintrag wurde berichtigt',
    'record-deleted': 'Ein Eintrag wurde gelöscht',
    'retention-deletion': 'Einträge wurden am Ende ihrer Frist gelöscht',
    'settings-changed': 'Sie haben Ihre Einstellungen geändert',
    'signal-honoured': 'Ein Signal Ihres Browsers wurde beachtet',
    'identity-linked': 'Ein Kennzeichen oder eine Anmeldung steht seitdem für Sie',
    'identity-removed': 'Ein Kennzeichen oder eine Anmeldung von Ihnen wurde entfernt',
    'incident-notice':
      'Wir haben Ihnen wegen eines Sicherheitsvorfalls geschrieben, der Ihre Daten betrifft',
  },
  systemGround: {
    'not-erasable': 'Ihre Daten lassen sich aus dem, was dieses System hat, nicht herauslösen.',
    'not-possible': 'Dieses System kann die Daten einer einzelnen Person nicht herausgeben.',
    'no-personal-data': 'Was dieses System hat, bezieht sich auf keine Person.',
    'kept-by-law':
      'Was dieses System hat, müssen wir nach einem Gesetz aufbewahren und dürfen es nicht herausgeben.',
    'not-applicable':
      'Unsere Mitarbeitenden haben festgestellt, dass dieses System nichts hat, was hierher gehört.',
    'called-off': 'Dieser Teil Ihres Antrags wurde zurückgenommen.',
  },
  legalHold: 'Art. 17(3)(e) DSGVO, Aufbewahrung wegen einer rechtlichen Angelegenheit',
  evidence: {
    consent: 'Nachweise Ihrer Entscheidungen',
    request: 'Nachweise Ihrer Anträge und unserer Antworten',
  },
  ageBand: {
    'under-13': 'unter 13',
    '13-to-15': '13 bis 15',
    '16-to-17': '16 oder 17',
    adult: '18 oder älter',
    'under-12': 'unter 12',
    '12': '12',
    '13': '13',
    '14': '14',
    '15': '15',
  },
  right: {
    access: 'Sie können eine Kopie Ihrer Daten erhalten und erfahren, was mit ihnen geschieht.',
    portability:
      'Sie können, was Sie uns gegeben haben, in einer Form erhalten, die andere Dienste lesen können.',
    rectification: 'Sie können falsche Daten berichtigen und fehlende ergänzen lassen.',
    erasure:
      'Sie können Daten löschen lassen, soweit das Gesetz uns nicht erlaubt oder vorschreibt, sie zu behalten.',
    restriction: 'Sie können verlangen, dass wir Daten aufbewahren, ohne sie zu verwenden.',
    objection:
      'Sie können einer Verwendung widersprechen, etwa wenn sie auf unseren Interessen oder einer öffentlichen Aufgabe beruht.',
    'withdraw-consent':
      'Sie können jederzeit zurücknehmen, was Sie erlaubt haben. Was vorher geschah, bleibt rechtmäßig.',
    'opt-out-sale-share':
      'Sie können den Verkauf Ihrer Daten und ihre Weitergabe für Werbung beenden.',
    'limit-sensitive':
      'Sie können die Nutzung sensibler Daten auf das begrenzen, was der Dienst braucht.',
    'opt-out-automated-decision':
      'Sie können verlangen, keiner Entscheidung unterworfen zu werden, die Maschinen allein treffen.',
    'human-review':
      'Sie können eine solche Entscheidung von einem Menschen prüfen lassen, Ihre Sicht darlegen und sie anfechten.',
    complaint: 'Sie können sich bei uns und bei einer Aufsichtsbehörde beschweren.',
  },
};
