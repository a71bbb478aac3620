import type { IncidentSummaryView } from './contract.ts';
import { page, section } from './printed-page.ts';
import { dutiesOf, kindsOf, measuresOf } from './register.ts';

const notKnown = 'Not known.';

/** The record of personal-data breaches, to print for an authority (GDPR Art. 33(5)). */
export const registerPage = (items: readonly IncidentSummaryView[]): string =>
  page(
    'Record of personal-data breaches',
    items.map((item) =>
      section(item.title, [
        ['Incident', `${item.incidentId} (${item.state})`],
        ['Kind', kindsOf(item).join(', ')],
        ['What happened', item.description],
        ['Began', item.occurredFrom ?? notKnown],
        ...(item.occurredTo === undefined ? [] : [['Ended', item.occurredTo] as const]),
        ['Noticed', item.noticedAt],
        ['Aware of it', item.awareAt],
        ['Categories of data', item.categories.join(', ') || notKnown],
        ['People', item.affected?.people ?? notKnown],
        ['Risk', item.risk ?? notKnown],
        ['Effects', item.effects ?? notKnown],
        ['Measures', measuresOf(item).join('\n') || notKnown],
        ['Duties', dutiesOf(item).join('\n')],
      ]),
    ),
  );
