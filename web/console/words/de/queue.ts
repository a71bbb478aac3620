import type { Words } from '../en.ts';

export const queue: Words['queue'] = {
  title: 'Anträge',
  lead: 'Worum Menschen gebeten haben, das Dringendste zuerst.',
  caption: 'Anträge nach Frist',
  columns: {
    request: 'Antrag',
    due: 'Frist',
    law: 'Gesetz',
    state: 'Worauf er wartet',
    received: 'Eingegangen',
  },
  csv: {
    requestId: 'Antrag',
    kind: 'Art',
    status: 'Stand',
    waitingFor: 'Wartet auf',
    law: 'Gesetz',
    receivedAt: 'Eingegangen am',
    dueAt: 'Fällig am',
    clock: 'Frist',
  },
  summary: (shown, overdue, soon) =>
    `${shown} angezeigt, ${overdue} überfällig, ${soon} in einer Woche fällig`,
  none: 'Kein Antrag passt.',
  more: (count) =>
    `Es gibt mehr. Von jedem Stand sind die ${count} dringendsten aufgeführt: Wählen Sie einen Stand oder eine Art, um die anderen zu sehen.`,
  filters: 'Filter',
  status: 'Stand',
  open: 'Offen',
  waits: 'Wartet auf uns',
  kind: 'Art',
  law: 'Gesetz',
  all: 'Alle',
  savedAs: 'Gespeicherte Filter',
  saveName: 'Diesen Filter speichern als',
  save: 'Speichern',
  remove: (name) => `Den Filter ${name} entfernen`,
  nameHelp: 'Er bleibt in diesem Browser. Nennen Sie keine Person.',
  selectAll: 'Alle auswählen, die auf Freigabe warten',
  select: (name) => `${name} auswählen`,
  selected: (count, shown) =>
    count === 1 ? `${shown} Antrag ausgewählt` : `${shown} Anträge ausgewählt`,
  approve: 'Freigeben',
  nothing: 'wird ausgeführt',
  approvals: (given, needed) => `Freigabe ${given + 1} von ${needed}`,
  keys: { search: 'Zu den Filtern', approve: 'Die ausgewählten freigeben' },
};
