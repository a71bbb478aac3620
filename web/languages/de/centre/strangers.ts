import type { Words } from '../../en/centre.ts';

export const strangers: Words['strangers'] = {
  ask: {
    title: 'Ohne Konto fragen',
    lead: 'Für alle, deren Daten wir haben könnten. Sie brauchen eine E-Mail-Adresse, die Sie lesen können.',
    signIn: 'Haben Sie ein Konto? Dann melden Sie sich an: Sie sehen alles sofort.',
    residence: 'Wo leben Sie?',
    residenceHelp: 'Davon hängt ab, welches Recht Sie schützt.',
    residenceOpen: 'Anderswo, oder ich möchte es nicht sagen',
    place: (country, part) => `${country} (${part})`,
    wish: 'Was möchten Sie?',
    wishMissing: 'Wählen Sie, was Sie möchten.',
    email: 'Ihre E-Mail-Adresse',
    emailHelp:
      'Wir senden einen Code dorthin. Damit bestätigen Sie, dass die Adresse Ihnen gehört.',
    emailOfPerson: 'E-Mail-Adresse der Person, für die Sie fragen',
    emailOfPersonHelp:
      'Wir senden einen Code dorthin. Damit bestätigt die Person, dass Sie fragen dürfen.',
    emailWrong: 'Schreiben Sie eine E-Mail-Adresse, zum Beispiel name@example.com.',
    agent: 'Ich frage für jemand anderen',
    agentName: 'Ihr Name',
    agentContact: 'Wie wir Sie erreichen',
    agentContactHelp: 'Eine E-Mail-Adresse, eine Telefonnummer oder eine Postanschrift.',
    agentMissing: 'Füllen Sie das aus: Wir müssen wissen, wer fragt.',
    mandate: 'Was zeigt, dass Sie fragen dürfen?',
    mandates: {
      'self-declared': 'Nichts Schriftliches: Die Person bestätigt es',
      signed: 'Eine Erlaubnis, die die Person unterschrieben hat',
      'power-of-attorney': 'Eine Vollmacht',
    },
    same: 'Alle erhalten hier dieselbe Antwort, damit niemand daraus erfährt, ob wir eine Adresse kennen.',
    send: 'Antrag senden',
  },
  code: {
    title: 'Code eingeben',
    lead: 'Wir haben einen Code an die Adresse gesendet, die Sie angegeben haben. Er gilt zehn Minuten.',
    agentTitle: 'Die Person erhält einen Code',
    agentLead:
      'Wir machen weiter, sobald die Person damit bestätigt hat, dass Sie fragen dürfen. Sie müssen jetzt nichts tun.',
    label: 'Code aus der E-Mail',
    help: 'Zehn Zeichen, zum Beispiel 7K3QD-X9M2V. Großschreibung, Leerzeichen und Bindestriche sind egal.',
    wrongForm:
      'Das ist kein vollständiger Code: Er hat zehn Zeichen. Kopieren Sie ihn aus der E-Mail.',
    wrong:
      'Dieser Code ist falsch oder gilt nicht mehr. Sie haben drei Versuche innerhalb von zehn Minuten. Danach fragen Sie noch einmal.',
    confirm: 'Bestätigen',
    atOnce:
      'Dafür brauchen wir keinen Code: Wir führen es auf jeden Fall aus. Mit dem Code sehen Sie, was es geändert hat.',
    noMail:
      'Keine E-Mail da? Sehen Sie dort nach, wo unerwünschte E-Mails landen, und prüfen Sie die Adresse.',
    again: 'Noch einmal fragen',
    confirmed: 'Es ist bestätigt, und wir arbeiten daran.',
    follow: 'Verfolgen Sie es mit dem Link oder Token in unserer E-Mail',
    missing: 'Hier gibt es keinen Antrag zu bestätigen.',
  },
  followUp: {
    title: 'Einen Antrag verfolgen',
    lead: 'Mit dem Link, den Sie aufgehoben haben, oder dem Link oder Token aus unseren E-Mails. Sie brauchen kein Konto.',
    label: 'Ihr Link oder Token',
    help: 'Fügen Sie ihn ganz ein, oder das Token aus der E-Mail, das mit cft_ beginnt. Er bleibt auf dieser Seite und wird nur an uns gesendet.',
    wrongForm:
      'Das ist kein vollständiger Link. Er endet auf cft_ und viele Buchstaben und Ziffern.',
    open: 'Antrag zeigen',
    refused:
      'Dieser Link funktioniert nicht. Entweder fehlt ein Teil davon, oder was wir über den Antrag aufbewahren mussten, ist inzwischen gelöscht.',
    other: 'Einen anderen Antrag verfolgen',
  },
};
