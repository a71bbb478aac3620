import type { Words } from '../../en/console.ts';

export const careful: Words['careful'] = {
  newer: (codes) =>
    `Der Dienst ist neuer als diese Konsole, die keine Worte hat für: ${codes}. Laden Sie die Seite neu; bleibt es dabei, bitten Sie den Betrieb, die Konsole zu aktualisieren.`,
  paused: {
    title: 'Löschungen sind angehalten',
    text: (people, peoplePerHour, time) =>
      `Seit ${time}: Die Schlüssel von ${people} Menschen wurden in einer Stunde vernichtet, die Policy erlaubt ${peoplePerHour}. Nichts wird gelöscht, bis Sie fortsetzen. Fristen ändern sich nicht.`,
    before:
      'Sehen Sie zuerst die laufenden Anträge an: Haben diese Menschen gefragt? Viele aus einer Minute, aus einem Kanal oder von einer Person freigegeben sind ein Grund zu warten.',
    resume: 'Löschungen fortsetzen',
    happens:
      'Wartende Anträge werden ausgeführt, binnen zehn Minuten. Was gelöscht ist, lässt sich nicht zurückholen. Für die Stunden, die Sie angeben, hält die Zahl der Policy nichts an.',
    hours: 'Für wie viele Stunden',
    resumed: (time) => `Löschungen laufen wieder. Bis ${time} hält die Zahl der Policy nichts an.`,
    look: 'Laufende Anträge',
  },
  read: {
    act: 'Zurückbehaltenes lesen',
    title: 'Zurückbehaltenes lesen, für seinen Grund',
    ground: 'Für welchen Grund Sie es lesen',
    happens:
      'Sie dürfen es allein für diesen Grund lesen. Das steht im Protokoll, und die Person sieht es in ihrem Verlauf.',
    content: 'Inhalt',
    from: 'Erhoben',
    none: 'Aus diesem Grund wird nichts mehr zurückbehalten.',
    more: 'Es gibt mehr, als hier steht.',
  },
  keptAs: {
    legend: 'Oder die Daten sind von Änderungen ausgenommen',
    help: 'Als Beleg bleiben sie, wie sie waren: Art. 17 Abs. 3 Buchst. b, e DSGVO. Der Dienst lehnt einen Grund ab, aus dem dieser Eintrag nicht bleibt.',
    hold: 'eine Sperre, oder was die Policy dafür behält',
  },
  means: {
    'found-accurate':
      'Sie haben es geprüft, und die Daten sind richtig: Art. 16, 18 Abs. 1 Buchst. a DSGVO; 11 CCR 7023.',
    'identity-not-verified':
      'Sie haben verlangt, was Sie brauchen, um sicher zu sein, und es nicht bekommen.',
    'person-not-identifiable':
      'Sie können nicht erkennen, welche Daten von dieser Person sind, und können das belegen: Art. 11 Abs. 2, 12 Abs. 2 DSGVO.',
    'manifestly-unfounded':
      'Der Antrag hat erkennbar keine Grundlage. Sie müssen das nachweisen: Art. 12 Abs. 5 DSGVO.',
    'manifestly-excessive':
      'Besonders, weil er sich wiederholt. Sie müssen das nachweisen: Art. 12 Abs. 5 DSGVO.',
    'fraudulent-request': 'Sie glauben und können begründen, dass jemand Sie täuschen will.',
    'rights-of-others':
      'Eine Kopie würde Rechte und Freiheiten anderer beeinträchtigen. Lassen Sie zuerst weg, was anderen gehört: Art. 15 Abs. 4 DSGVO.',
    'legal-obligation':
      'Ein Gesetz verpflichtet Sie zur Verarbeitung: Art. 17 Abs. 3 Buchst. b DSGVO.',
    'legal-claims':
      'Es wird für die Geltendmachung, Ausübung oder Abwehr von Rechtsansprüchen gebraucht: Art. 17 Abs. 3 Buchst. e DSGVO.',
    'freedom-of-expression':
      'Es wird für die freie Meinungsäußerung und Information gebraucht: Art. 17 Abs. 3 Buchst. a DSGVO.',
    'public-interest-task':
      'Es wird für eine Aufgabe im öffentlichen Interesse gebraucht: Art. 17 Abs. 3 Buchst. b DSGVO.',
    'public-health':
      'Es wird im öffentlichen Interesse der Gesundheit gebraucht: Art. 17 Abs. 3 Buchst. c DSGVO.',
    'research-archiving-statistics':
      'Eine Löschung macht Forschung, Archive oder Statistik voraussichtlich unmöglich: Art. 17 Abs. 3 Buchst. d DSGVO.',
    'disproportionate-effort':
      'Der Aufwand steht in keinem Verhältnis zu dem, was die Person davon hat: 11 CCR 7001.',
  },
};
