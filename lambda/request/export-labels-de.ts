import type { Labels } from './export-labels-en.ts';

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
    adequacy: 'Angemessenheitsbeschluss der Europäischen Kommission',
    'standard-contractual-clauses': 'Standardvertragsklauseln',
    'binding-corporate-rules': 'Verbindliche interne Datenschutzvorschriften',
  },
  ground: {
    'legal-obligation': 'Eine gesetzliche Pflicht',
    'legal-claims': 'Rechtsansprüche: um zeigen zu können, was vereinbart und getan wurde',
    'public-interest-task': 'Eine Aufgabe im öffentlichen Interesse',
  },
  obligation: {
    redact: 'Personenbezogenes wird vorher aus freiem Text entfernt',
    shorten: 'Nur der nötige Teil wird verwendet',
    'do-not-disclose': 'Niemand sonst entscheidet über die Daten',
    'human-review': 'Ein Mensch sieht das Ergebnis an, bevor es wirkt',
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
  evidence: {
    consent: 'Nachweise Ihrer Entscheidungen',
    request: 'Nachweise Ihrer Anträge und unserer Antworten',
  },
  advisory: {
    'not-reviewed': 'dieses Recht hat für uns noch niemand geprüft',
    'orientation-only': 'was wir über dieses Recht wissen, dient der Orientierung',
  },
  ageBand: {
    'under-13': 'unter 13',
    '13-to-15': '13 bis 15',
    '16-to-17': '16 oder 17',
    adult: '18 oder älter',
  },
  law: {
    gdpr: { name: 'Datenschutz-Grundverordnung (DSGVO)', short: 'DSGVO' },
    'uk-gdpr': {
      name: 'Datenschutz-Grundverordnung des Vereinigten Königreichs',
      short: 'UK-DSGVO',
    },
    'ch-fadp': { name: 'Schweizer Datenschutzgesetz (DSG)', short: 'DSG' },
    ccpa: { name: 'Kalifornisches Verbraucherdatenschutzgesetz (CCPA)', short: 'CCPA' },
  },
  right: {
    access: 'Sie erhalten eine Kopie Ihrer Daten und erfahren, was mit ihnen geschieht.',
    portability:
      'Sie erhalten, was Sie uns gegeben haben, in einer Form, die andere Dienste lesen können.',
    rectification: 'Sie lassen falsche Daten berichtigen und fehlende ergänzen.',
    erasure: 'Sie lassen Daten löschen, soweit uns keine Pflicht zur Aufbewahrung zwingt.',
    restriction: 'Wir bewahren Daten auf, ohne sie zu verwenden.',
    objection:
      'Sie beenden eine Verwendung, die auf unseren Interessen oder einer öffentlichen Aufgabe beruht.',
    'withdraw-consent':
      'Sie nehmen zurück, was Sie erlaubt haben, jederzeit. Was vorher geschah, bleibt rechtmäßig.',
    'opt-out-sale-share': 'Sie beenden den Verkauf Ihrer Daten und ihre Weitergabe für Werbung.',
    'limit-sensitive': 'Sie begrenzen die Nutzung sensibler Daten auf das, was der Dienst braucht.',
    'opt-out-automated-decision':
      'Sie unterliegen keinen Entscheidungen, die Maschinen allein treffen.',
    'human-review':
      'Ein Mensch sieht eine solche Entscheidung an; Sie legen Ihre Sicht dar und fechten sie an.',
    complaint: 'Sie beschweren sich bei einer Aufsichtsbehörde.',
  },
};
