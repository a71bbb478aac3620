import type { Words } from '../../en/centre.ts';

export const verify: Words['verify'] = {
  title: 'Bescheinigung prüfen',
  lead: 'Prüfen Sie, ob eine Bescheinigung über eine Löschung oder der Beleg einer Entscheidung von uns stammt und nicht verändert wurde.',
  private: 'Die Datei bleibt in Ihrem Browser: Sie wird nicht an uns gesendet.',
  choose: 'Datei auswählen',
  drop: 'oder hier ablegen',
  checking: 'Die Datei wird geprüft',
  verdicts: {
    genuine: 'Echt: Wir haben das unterschrieben, und es wurde nicht verändert.',
    altered:
      'Nicht echt: Die Unterschrift passt nicht zum Inhalt. Die Datei wurde verändert, oder jemand anderes hat sie erstellt.',
    'unknown-key':
      'Wir kennen den Schlüssel nicht, mit dem das unterschrieben ist. Es ist nicht von uns oder sehr alt.',
  },
  unreadable:
    'Diese Datei ist keine Bescheinigung und kein Beleg. Wählen Sie die Datei, die Sie von uns heruntergeladen haben.',
  kinds: {
    certificate: 'Bescheinigung über eine Löschung',
    'final certificate': 'Bescheinigung, dass eine Löschung endgültig ist',
    'nothing held certificate': 'Bescheinigung, dass wir nichts haben',
    receipt: 'Beleg einer Entscheidung',
  },
  facts: {
    from: 'Von',
    request: 'Antrag',
    issued: 'Ausgestellt',
    keysDestroyed: 'Vernichtete Schlüssel',
    unreadableSince: 'Niemand kann die Daten lesen seit',
    purpose: 'Worüber',
    choice: 'Entscheidung',
    at: 'Getroffen',
    number: 'Nummer',
    key: 'Unterschrieben mit dem Schlüssel',
  },
};
