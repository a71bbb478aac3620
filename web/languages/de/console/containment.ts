import type { Words } from '../../en/console.ts';

export const containment: Words['containment'] = {
  effects: {
    'everything-denied':
      'Jede Entscheidung lehnt sofort ab. Kein Eintrag wird gespeichert, und kein Dienst liest einen.',
    'no-consent-recorded': 'Keine Einwilligung wird festgehalten.',
    'categories-denied':
      'Entscheidungen über diese Arten von Daten lehnen sofort ab. Einträge davon werden weder gespeichert noch von einem Dienst gelesen.',
    'no-consent-to-their-purposes':
      'Zu Zwecken, die nichts anderes verwenden, wird keine Einwilligung festgehalten.',
    'people-denied':
      'Entscheidungen über diese Personen lehnen sofort ab. Ihre Einträge werden weder gespeichert noch von einem Dienst gelesen.',
    'no-consent-of-people': 'Von ihnen wird keine Einwilligung festgehalten.',
    'rights-go-on':
      'Ablehnen, Widerrufen, Widersprechen, Anträge, Löschungen, Sperren und Vorfälle gehen weiter.',
    'cached-permits-end':
      'Erlaubnisse, die Clients zwischengespeichert haben, enden innerhalb von 300 Sekunden.',
    'keys-replaced':
      'Jeder Schlüssel, mit dem Einträge dieser Personen verschlüsselt sind, wird ersetzt. Die Einträge werden neu verschlüsselt und bleiben die ganze Zeit lesbar.',
    'replaced-keys-destroyed':
      'Die ersetzten Schlüssel werden vernichtet. Das lässt sich nicht rückgängig machen: Ein Aufheben beendet einen laufenden Austausch, und alle Einträge bleiben lesbar.',
    'other-keys-stay':
      'Schlüssel von Nachweisen, des Protokolls, von Identitäten und von Pseudonymen werden nicht ersetzt.',
    'rotation-takes-time': 'Es dauert mindestens etwa 40 Minuten, und länger bei vielen Einträgen.',
    'client-rejected':
      'Jedes Token dieses Clients wird zurückgewiesen, auch ein später ausgestelltes.',
    'cached-results-end':
      'API Gateway verwendet zwischengespeicherte Ergebnisse höchstens 60 Sekunden lang.',
    'other-tokens-stay': 'Token von Menschen und vom Team sind nicht betroffen.',
    'client-not-checked':
      'Custos weiß nicht, welche Clients der Aussteller hat: Vergleichen Sie die Client-Id mit einem Token des Clients.',
    'role-denied':
      'Eine vorbereitete Richtlinie, die alles verbietet, wird an die Rolle dieser Funktion gehängt. Sonst ändert sich nichts.',
    'function-stops':
      'Was die Funktion tut, hört auf. Aufrufe schlagen fehl; Streams und Zeitpläne warten und gehen weiter, wenn es aufgehoben wird.',
    'iam-takes-minutes': 'IAM braucht einige Minuten, bis jeder Aufruf abgelehnt wird.',
  },
  counts: {
    purposes: 'Zwecke, die die Daten verwenden',
    categories: 'Arten von Daten',
    stopped: 'Zwecke, die nichts anderes verwenden',
    people: 'Personen',
    unknown: 'Angaben, zu denen es niemanden gibt',
    keys: 'Schlüssel',
    clients: 'Clients',
    functions: 'Funktionen',
  },
};
