import type { Cell } from '../platform/http/csv.ts';
import type { IncidentSummaryView } from './contract.ts';

/** GDPR Art. 33(5): the facts of each breach, its effects, and the remedial action taken. */
export const registerColumns = [
  'incidentId',
  'state',
  'title',
  'kinds',
  'description',
  'categories',
  'occurredFrom',
  'occurredTo',
  'noticedAt',
  'awareAt',
  'closedAt',
  'risk',
  'people',
  'unknown',
  'effects',
  'measures',
  'duties',
] as const;

export const registerRows = (items: readonly IncidentSummaryView[]): Cell[][] => items.map(rowOf);

const rowOf = (item: IncidentSummaryView): Cell[] => [
  item.incidentId,
  item.state,
  item.title,
  kindsOf(item).join(', '),
  item.description,
  item.categories.join(', '),
  item.occurredFrom ?? '',
  item.occurredTo ?? '',
  item.noticedAt,
  item.awareAt,
  item.closedAt ?? '',
  item.risk ?? '',
  item.affected?.people ?? '',
  item.affected?.unknown ?? '',
  item.effects ?? '',
  measuresOf(item).join('\n'),
  dutiesOf(item).join('\n'),
];

export const kindsOf = ({ kind, alsoKinds = [] }: IncidentSummaryView): readonly string[] => [
  kind,
  ...alsoKinds,
];

export const measuresOf = ({ measures }: IncidentSummaryView): readonly string[] =>
  measures.map(({ text, status }) => `${text} (${status})`);

/** What became of each duty: `gdpr authority: met 2026-11-26T09:00:00.000Z`. */
export const dutiesOf = ({ clocks }: IncidentSummaryView): readonly string[] =>
  clocks.map(({ jurisdiction, duty, state, metAt, dueAt, late }) =>
    [
      `${jurisdiction} ${duty}: ${state}`,
      metAt ?? (dueAt === undefined ? undefined : `due ${dueAt}`),
      late && '(late)',
    ]
      .filter(Boolean)
      .join(' '),
  );
