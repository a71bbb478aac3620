import type { Words } from '../../en/console.ts';

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
  none: 'Zu dieser Auswahl gibt es keinen Antrag.',
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
  select: (name) => `${name} auswählen`,
  selected: (count, shown) =>
    count === 1 ? `${shown} Antrag ausgewählt` : `${shown} Anträge ausgewählt`,
  approve: 'Freigeben',
  bulk: {
    title: (count, shown) =>
      count === 1 ? `${shown} Antrag freigeben` : `${shown} Anträge freigeben`,
    happens:
      'Jeder dieser Anträge wird freigegeben. Wo es die letzte Freigabe war, wird er sofort ausgeführt; eine Löschung lässt sich nicht rückgängig machen.',
    yours: 'Sie geben frei',
    others: 'Nicht durch Sie',
    none: 'Sie können keinen davon freigeben.',
    gone: 'Er wartet nicht mehr auf Freigabe.',
    erased: (shown) => `${shown} Einträge werden gelöscht`,
    last: 'die letzte Freigabe',
    notLast: 'es folgt noch eine Freigabe',
    done: (done, all) => `${done} von ${all} freigegeben.`,
    failed: 'Diese wurden nicht freigegeben:',
  },
  nothing: 'wird ausgeführt',
  approvals: (given, needed) => `Freigabe ${given + 1} von ${needed}`,
  keys: { search: 'Zu den Filtern', approve: 'Die ausgewählten freigeben' },
};
