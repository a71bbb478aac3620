import type { Words } from '../../en/console.ts';

export const holds: Words['holds'] = {
  title: 'Sperren',
  lead: 'Eine Sperre setzt die Löschung für einen Rechtsanspruch aus: nach Frist, durch die Person, durch einen Löschantrag.',
  recorded:
    'Um wen es geht, wird gezeigt, wenn Sie es verlangen. Das wird protokolliert, und die Personen sehen es in ihren Aktivitäten.',
  show: 'Zeigen, um wen es geht',
  caption: 'Sperren, die neuesten zuerst',
  state: 'Stand',
  states: { open: 'Offen', released: 'Aufgehoben' },
  person: 'Person',
  hidden: 'nicht gezeigt',
  categories: 'Daten',
  everything: 'alles',
  matter: 'Wofür',
  noMatter: 'beendet',
  placed: 'Gesetzt',
  releasedAt: 'Aufgehoben',
  act: 'Was Sie tun können',
  none: 'Es gibt keine Sperre.',
  place: 'Sperre setzen',
  placeHappens:
    'Von dieser Person wird nichts von diesen Daten gelöscht, bis die Sperre aufgehoben ist.',
  placedNow: 'Die Sperre ist gesetzt.',
  identifier: 'Art der Kennung',
  identifiers: {
    email: 'E-Mail',
    phone: 'Telefon',
    'user-id': 'Benutzerkennung',
    'device-id': 'Gerätekennung',
  },
  value: 'Kennung der Person',
  issuer: 'Aussteller der Benutzerkennung (freiwillig)',
  matterHelp:
    'Zum Beispiel das Aktenzeichen. Verschlüsselt gespeichert, nur für das Team sichtbar.',
  categoriesHelp: 'Wählen Sie nichts aus, um alles zu behalten.',
  release: 'Aufheben',
  releaseOf: (matter) => `Aufheben: ${matter}`,
  releaseHappens:
    'Was inzwischen zu löschen war, wird gelöscht, auch was eine Löschung für diese Sperre übrig ließ. Das lässt sich nicht rückgängig machen.',
  released: 'Die Sperre ist aufgehoben.',
  deleted: (category, count) => `${category}: ${count} Einträge werden gelöscht.`,
  nothingDeleted: 'Deswegen wird nichts gelöscht.',
};
