import type { Words } from '../../en/console.ts';

export const activity: Words['activity'] = {
  title: 'Tätigkeit des Teams',
  lead: 'Wie oft das Datenschutzteam gelesen und gehandelt hat, wie es im Protokoll steht.',
  nobody: 'Das Protokoll nennt keine Beschäftigten, daher gibt es keine Zahlen je Person.',
  from: 'Von',
  to: 'Bis (ausschließlich)',
  show: 'Zeigen',
  tooLong: (days) =>
    `Wählen Sie einen Zeitraum von höchstens ${days} Tagen, der nach seinem Beginn endet.`,
  none: 'In dieser Zeit hat niemand gelesen oder gehandelt.',
  entries: 'Die Einträge im Protokoll',
  byDay: 'Nach Tag, in UTC',
  day: 'Tag',
  reads: 'Gelesen',
  people: 'Davon mit Daten von Menschen',
  acts: 'Gehandelt',
  byOperation: 'Nach Operation, die häufigste zuerst',
  operation: 'Operation der API',
  kind: 'Art',
  kinds: { read: 'gelesen', acted: 'gehandelt' },
  shown: 'Was von Menschen gezeigt wurde',
  shownWords: { identity: 'Identität', content: 'Inhalt' },
  onlyFacts: 'Codes und Anzahlen',
  times: 'Anzahl',
};
