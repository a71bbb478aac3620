import type { Words } from '../../en/console.ts';

export const lists: Words['lists'] = {
  csv: 'Als CSV herunterladen',
  keys: {
    next: 'Nächste Zeile',
    before: 'Vorige Zeile',
    select: 'Die Zeile auswählen oder abwählen',
  },
  due: {
    overdue: (days, shown) => (days === 1 ? `${shown} Tag überfällig` : `${shown} Tage überfällig`),
    today: 'heute fällig',
    left: (days, shown) => (days === 1 ? `noch ${shown} Tag` : `noch ${shown} Tage`),
    paused: 'Frist steht still',
    closed: 'abgeschlossen',
  },
};
