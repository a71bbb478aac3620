import { exampleContainment } from './containment/examples.ts';
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

const answers = {
  sensitivity: 'revealing',
  volume: 'much',
  identification: 'easy',
  severity: 'significant',
  likelihood: 'possible',
  people: 'no-special',
  controller: 'ordinary',
  number: 'many',
} as const;
const reasons = 'Prompts of about 400 people were read by someone unknown.';

export const exampleChange = {
  assessment: { answers, risk: 'high-risk', reasons },
  decisions: [{ jurisdiction: 'gdpr', duty: 'subjects', outcome: 'notify', reasons }],
  measures: [{ text: 'The token is revoked.', status: 'taken' }],
} as const;

export const exampleSummary: IncidentSummaryView = {
  ...exampleNewIncident,
  incidentId: '0193f1c0-6b20-7a11-8c3d-4e5f60718297',
  state: 'notifying',
  phase: 'preliminary',
  source: 'staff',
  awareness: 'recorded',
  openedAt: '2026-11-24T05:02:00.000Z',
  categories: ['prompt-text'],
  risk: 'high-risk',
  effects: 'Prompts of people were read.',
  measures: [{ text: 'The token is revoked.', status: 'taken' }],
  clocks: [
    {
      jurisdiction: 'gdpr',
      duty: 'authority',
      state: 'running',
      startedAt: '2026-11-24T05:00:00.000Z',
      dueAt: '2026-11-27T05:00:00.000Z',
      reference: 'art. 33(1)',
    },
  ],
};

const at = '2026-11-24T06:00:00.000Z';
export const exampleIncident: IncidentView = {
  ...exampleSummary,
  clocks: exampleSummary.clocks.map((clock) => ({
    ...clock,
    grounds: [{ code: 'no-risk', reference: 'art. 33(1)' }],
  })),
  jurisdictions: [],
  containments: { inForce: 1, failed: 0, undone: 0, items: [exampleContainment] },
  notices: [],
  assessment: { answers, proposed: 'high-risk', risk: 'high-risk', reasons, at },
  decisions: [{ jurisdiction: 'gdpr', duty: 'subjects', outcome: 'notify', reasons, at }],
  informed: [],
  delays: [],
  complaints: [],
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
