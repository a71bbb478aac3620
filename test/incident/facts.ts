import type { RiskAnswers } from '../../lambda/incident/model/risk.ts';
import { blank } from '../../lambda/incident/model/incident.ts';
import type { Incident } from '../../lambda/incident/model/incident.ts';
import type { IncidentId } from '../../lambda/value/ids.ts';
import type { Rfc3339 } from '../../lambda/value/time.ts';

const time = (text: string) => text as Rfc3339;

/** An incident that was noticed and became certain, as staff record it. */
export const incident = (rest: Partial<Incident> = {}): Incident => ({
  ...blank,
  incidentId: '0193f1c0-6b20-7a11-8c3d-4e5f60718297' as IncidentId,
  source: 'staff',
  awareness: 'recorded',
  title: 'A disk was stolen',
  description: 'From the car of a technician.',
  kinds: ['confidentiality'],
  categories: ['prompt-text'],
  noticedAt: time('2026-11-24T03:00:00.000Z'),
  awareAt: time('2026-11-24T05:00:00.000Z'),
  openedAt: time('2026-11-24T06:00:00.000Z'),
  ...rest,
});

export const mild: RiskAnswers = {
  sensitivity: 'ordinary',
  volume: 'little',
  identification: 'difficult',
  severity: 'negligible',
  likelihood: 'unlikely',
  people: 'no-special',
  controller: 'ordinary',
  number: 'few',
};
export const grave: RiskAnswers = {
  ...mild,
  sensitivity: 'special-category',
  identification: 'easy',
  severity: 'significant',
  likelihood: 'likely',
};
