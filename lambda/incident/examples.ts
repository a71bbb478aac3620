import type { IncidentSummaryView, IncidentView } from './contract.ts';

export const exampleNewIncident = {
  title: 'Service token of the search index used from an unknown network',
  kind: 'confidentiality',
  occurredFrom: '2026-11-24T01:10:00.000Z',
  noticedAt: '2026-11-24T03:40:00.000Z',
  awareAt: '2026-11-24T05:00:00.000Z',
  categories: ['prompt-text'],
  description: 'A token that was stolen from a build log read records for two hours.',
} as const;

export const exampleSummary: IncidentSummaryView = {
  ...exampleNewIncident,
  incidentId: '0193f1c0-6b20-7a11-8c3d-4e5f60718297',
  state: 'open',
  phase: 'preliminary',
  source: 'staff',
  openedAt: '2026-11-24T05:02:00.000Z',
  categories: ['prompt-text'],
};

export const exampleIncident: IncidentView = {
  ...exampleSummary,
  timeline: [
    {
      eventId: '0193f1c0-6b20-7a11-8c3d-4e5f60718298',
      at: '2026-11-24T05:02:00.000Z',
      kind: 'opened',
      by: 'staff',
      codes: { source: 'staff', kinds: ['confidentiality'] },
    },
  ],
};
export const exampleIncidentPath = { incidentId: exampleSummary.incidentId };
