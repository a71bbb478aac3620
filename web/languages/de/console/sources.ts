import type { Words } from '../../en/console.ts';

export const sources: Words['sources'] = {
  title: 'Daten von anderen',
  lead: 'Menschen, deren Daten von jemand anderem kommen und die davon noch nicht informiert wurden: Art. 14 DSGVO. Die dringendsten zuerst.',
  caption: 'Wer zu informieren ist',
  none: 'Alle wurden informiert.',
  person: 'Person, mit zufälliger Kennung',
  from: 'Erhalten von',
  by: 'Zu informieren bis',
  act: 'Information festhalten',
  actOf: (person) => `Information festhalten: ${person}`,
  happens:
    'Informieren Sie die Person zuerst, außerhalb von Custos oder mit eigener Mail. Hier halten Sie fest, wann: im Protokoll und für die Person.',
  at: 'Wann (jetzt, wenn Sie es leer lassen)',
  categories: 'Von welchen Daten',
  categoriesHelp: 'Wählen Sie nichts für alle, die bis dahin erhalten waren.',
  done: 'Es ist festgehalten, dass die Person informiert wurde.',
};
