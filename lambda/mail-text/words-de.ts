import type { MailWords } from './words-en.ts';

export const wordsDe: MailWords = {
  lang: 'de',
  kind: {
    access: 'eine Kopie Ihrer Daten',
    portability: 'Ihre Daten in einer Form, die andere Dienste lesen können',
    rectification: 'die Berichtigung Ihrer Daten',
    erasure: 'die Löschung Ihrer Daten',
    restriction: 'die Einschränkung der Verwendung Ihrer Daten',
    objection: 'Ihren Widerspruch gegen eine Verwendung Ihrer Daten',
    'withdraw-consent': 'den Widerruf Ihrer Einwilligung',
    'opt-out-sale-share': 'Ihren Widerspruch gegen Verkauf und Weitergabe',
    'limit-sensitive': 'eine Begrenzung der Verwendung sensibler Daten',
    'opt-out-automated-decision': 'Ihren Widerspruch gegen automatisierte Entscheidungen',
    'human-review': 'die Überprüfung einer Entscheidung durch einen Menschen',
    complaint: 'Ihre Beschwerde',
    appeal: 'Ihren Einspruch',
  },
  delay: {
    complexity: 'Ihr Antrag ist komplex.',
    'high-volume': 'Uns erreichen gerade viele Anträge.',
    'identity-verification': 'Wir müssen sicherstellen, wer Sie sind.',
    'clarification-needed': 'Wir müssen genauer wissen, worum es Ihnen geht.',
    consultation: 'Wir müssen andere Stellen fragen, bevor wir antworten können.',
    'format-conversion': 'Ihre Daten müssen in eine andere Form gebracht werden.',
    'fee-paid': 'Vor der Antwort ist eine Gebühr zu zahlen.',
    'any-stated': 'Wir brauchen mehr Zeit, um Ihren Antrag sorgfältig zu beantworten.',
  },
  ground: {
    'found-accurate': 'Wir haben es geprüft: Die Daten sind richtig.',
    'identity-not-verified': 'Wir konnten nicht sicherstellen, dass der Antrag von Ihnen kommt.',
    'person-not-identifiable': 'Wir können nicht erkennen, welche Daten Sie betreffen.',
    'manifestly-unfounded': 'Der Antrag ist offenkundig unbegründet.',
    'manifestly-excessive': 'Der Antrag ist exzessiv.',
    'fraudulent-request': 'Wir haben Grund zu der Annahme, dass der Antrag betrügerisch ist.',
    'rights-of-others': 'Die Rechte anderer Personen würden beeinträchtigt.',
    'legal-obligation': 'Ein Gesetz verpflichtet uns, die Daten zu behalten.',
    'legal-claims': 'Die Daten werden für Rechtsansprüche gebraucht.',
    'freedom-of-expression': 'Die Freiheit der Meinungsäußerung und Information überwiegt.',
    'public-interest-task':
      'Die Daten werden für eine Aufgabe im öffentlichen Interesse gebraucht.',
    'public-health': 'Die Daten werden im Interesse der öffentlichen Gesundheit gebraucht.',
    'research-archiving-statistics':
      'Die Daten werden für Archive, Forschung oder Statistik gebraucht.',
    'disproportionate-effort': 'Der Aufwand wäre unverhältnismäßig.',
  },
  otherGround: 'Es gilt ein anderer gesetzlicher Grund. Sie können ihn bei Ihrem Antrag lesen.',
  identity:
    'Wir müssen sicher sein, dass dieser Antrag von Ihnen kommt. Schreiben Sie uns dazu. Wenn Sie ein Konto bei uns haben, können Sie stattdessen diesen Antrag dort zurücknehmen und neu stellen. Schicken Sie uns keine Kopie eines Ausweises.',
  agent:
    'Jemand hat diesen Antrag in Ihrem Namen gestellt. Wenn diese Person nicht für Sie handeln soll, verwenden Sie den Code nicht.',
  clarification: 'Bitte sagen Sie uns genauer, welche Daten oder welche Verwendung Sie meinen.',
  completed: {
    exported: 'Die Daten, um die Sie gebeten haben, liegen bereit.',
    erased:
      'Wir haben Ihre Daten gelöscht. Das bestätigt die Bescheinigung bei Ihrem Antrag. Dort steht auch, was wir als Nachweis behalten, warum und wie lange.',
    restricted:
      'Ab jetzt bewahren wir Ihre Daten auf und verwenden sie nicht mehr für das, worum es in Ihrem Antrag geht.',
    stopped: 'Ab jetzt verwenden wir Ihre Daten nicht mehr für das, worum es in Ihrem Antrag geht.',
    other: 'Wir haben getan, worum Sie gebeten haben.',
  },
  overtaken:
    'Sie haben uns auch gebeten, Ihre Daten zu löschen. Mit der Löschung endet dieser Antrag, denn es bleibt nichts, woran wir ihn ausführen könnten.',
  partly:
    'Wir haben einen Teil dessen getan, worum Sie gebeten haben. Den Rest haben wir aus diesen Gründen nicht getan:',
  notEverywhere:
    'Wir haben einen Teil dessen getan, worum Sie gebeten haben. Andere Systeme von uns haben es noch nicht getan oder können es nicht. Über jedes davon können Sie bei Ihrem Antrag lesen.',
  answered: 'Die Begründung können Sie bei Ihrem Antrag lesen.',
};
