import type { Words } from '../../en/centre.ts';

export const notices: Words['notices'] = {
  title: 'Hinweise zum Datenschutz',
  lead: 'Was wir mit Daten tun, warum, und was Sie tun können. Diese Texte gelten.',
  inForce: (day) => `Gilt seit ${day}`,
  otherLanguage: (language) => `Diesen Text gibt es nur auf ${language}.`,
  readIt: (title) => `Alles lesen: ${title}`,
  about: 'Sie gelten für',
  versions: 'Frühere Fassungen',
  noVersions: 'Es gibt keine frühere Fassung.',
  version: (day, published) => `Fassung, die ab ${day} galt, veröffentlicht am ${published}`,
  whole: 'Der ganze Text dieser Fassung',
  sinceAgreed: 'Was sich geändert hat, seit Sie eingewilligt haben',
  agreedOn: (day, purposes) =>
    `Sie haben am ${day} eingewilligt in: ${purposes}. Seitdem haben sich die Hinweise geändert.`,
  stillGood: 'Was Sie erlaubt haben, geht weiter, soweit Sie es nicht geändert haben.',
  notUsed: 'Bis Sie neu entscheiden, verwenden wir Ihre Daten nicht dafür.',
  decideAgain: 'Sehen, was Sie erlauben',
  unchanged: 'Der Text ist derselbe.',
  added: 'Neu',
  removed: 'Nicht mehr enthalten',
  comparedTo: 'Verglichen mit dem Text, der jetzt gilt',
  withdrawn: 'Hinweise, die nicht mehr gelten',
};
