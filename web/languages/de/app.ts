import type { Widened } from '../../app/app-words.ts';
import type { app as english } from '../en/app.ts';

export const app: Widened<typeof english> = {
  skip: 'Zum Hauptinhalt springen',
  menu: 'Menü',
  language: 'Sprache',
  loading: 'Wird geladen',
  signIn: 'Anmelden',
  signInAs: (name) => `Als ${name} anmelden`,
  signInAgain: 'Erneut anmelden',
  signOut: 'Abmelden',
  signedInAs: (name) => `Angemeldet als ${name}`,
  elsewhere: {
    text: 'Was Sie geschrieben haben, bleibt auf dieser Seite. Melden Sie sich in einem neuen Tab an, kommen Sie hierher zurück und senden Sie es noch einmal.',
    open: 'In einem neuen Tab anmelden',
    done: 'Ich habe mich angemeldet',
    signedIn: 'Sie sind wieder angemeldet. Inzwischen wurde nichts gesendet: Senden Sie es jetzt.',
    notYet:
      'Sie sind dort noch nicht angemeldet oder als jemand anderes. Melden Sie sich als dieselbe Person an. Hilft das nicht, kopieren Sie, was Sie geschrieben haben, und laden Sie diese Seite neu.',
  },
  sending: 'Es wird gesendet. Warten Sie auf die Antwort.',
  stillSending:
    'Es wird noch gesendet, und nichts doppelt. Kommt nichts, prüfen Sie Ihre Verbindung.',
  demo: 'Das ist ein Versuch auf Ihrem eigenen Rechner. Melden Sie sich als eine seiner Personen an:',
  tryAgain: 'Noch einmal versuchen',
  close: 'Schließen',
  cancel: 'Abbrechen',
  more: 'Mehr anzeigen',
  table: 'Tabelle',
  months: {
    caption: (title) => `${title}: Einträge nach Monat der Erhebung`,
    month: 'Monat',
    entries: 'Einträge',
  },
  notFound: {
    title: 'Seite nicht gefunden',
    text: 'Unter dieser Adresse gibt es keine Seite.',
    home: 'Zur ersten Seite',
  },
  trouble: {
    signedOut:
      'Sie sind nicht angemeldet, oder Ihre Sitzung ist beendet. Es wurde nichts geändert.',
    again:
      'Zum Schutz Ihrer Daten müssen Sie sich dafür vor Kurzem angemeldet haben. Melden Sie sich erneut an: Sie kommen auf diese Seite zurück.',
    offline:
      'Der Dienst hat nicht geantwortet. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    busy: 'Der Dienst ist ausgelastet. Warten Sie eine Minute und versuchen Sie es erneut.',
    fault:
      'Bei uns ist etwas schiefgegangen. Versuchen Sie es später erneut; hilft das nicht, wenden Sie sich an uns.',
    notShown: 'Diese Seite lässt sich nicht zeigen',
    reference: (requestId) => `Nennen Sie diese Nummer, wenn Sie sich an uns wenden: ${requestId}`,
    refused: {
      'not-found': 'Das ist nicht mehr da.',
      conflict: 'Das hat sich inzwischen geändert. Laden Sie die Seite neu.',
      'precondition-failed': 'Das hat sich inzwischen geändert. Laden Sie die Seite neu.',
      'request-already-open':
        'Sie haben bereits einen solchen Antrag. Sie finden ihn unter Ihren Anträgen.',
      'notice-superseded':
        'Die Datenschutzhinweise haben sich geändert. Lesen Sie die neuen, bevor Sie das erlauben.',
      'subject-erased':
        'Ihre Daten wurden gelöscht. Folgen Sie Ihrem Antrag mit dem Link oder Token in unserer E-Mail.',
      'deletion-suspended':
        'Das kann jetzt nicht gelöscht werden, weil eine Rechtssache oder eine Einschränkung es bewahrt.',
      'processing-frozen':
        'Wir haben das angehalten, während wir einen Vorfall untersuchen. Versuchen Sie es später erneut.',
      'formal-request-required':
        'Das lässt sich nicht direkt ändern. Stellen Sie einen Antrag, und wir sehen es uns an.',
      'invalid-input': 'Eine Eingabe stimmt nicht. Prüfen Sie sie und versuchen Sie es erneut.',
      'payload-too-large': 'Das ist zu groß. Kürzen Sie es und versuchen Sie es erneut.',
    },
    refusedOther: 'Das können wir nicht tun. Wenden Sie sich an uns, wenn Sie es brauchen.',
  },
};
