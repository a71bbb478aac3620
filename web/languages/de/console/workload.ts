import type { Words } from '../../en/console.ts';

export const workload: Words['workload'] = {
  title: 'Arbeitslast',
  lead: 'Wie viele Anträge eingegangen und abgeschlossen sind, und wie lange das gedauert hat.',
  time: 'Zeit',
  lastWeeks: (weeks) => `Die letzten ${weeks} Wochen`,
  explained:
    'Ein Antrag zählt in der Woche, in der er eingegangen ist. Wochen beginnen am Montag um 00:00 Uhr UTC. Abgeschlossen ist, was erledigt, teilweise erledigt, abgelehnt oder zurückgezogen ist. Überfällig ist, was nicht rechtzeitig abgeschlossen wurde, auch wenn es inzwischen abgeschlossen ist.',
  none: 'In dieser Zeit ist kein Antrag eingegangen.',
  most: (count) => `Nur ${count} Anträge wurden gelesen: Wählen Sie eine kürzere Zeit.`,
  byWeek: 'Anträge nach Woche',
  byKind: 'Anträge nach Art',
  chart: 'Diagramm der eingegangenen Anträge je Woche. Die Tabelle darunter hat dieselben Zahlen.',
  week: 'Woche ab',
  kind: 'Art',
  received: 'Eingegangen',
  closed: 'Abgeschlossen',
  overdue: 'Überfällig',
  median: 'Tage bis zum Abschluss (Median)',
};
