import type { Area } from '../../lambda/platform/environment.ts';

export const areaTitles: Readonly<Record<Area, string>> = {
  requests: 'Rights requests',
  consent: 'Consent',
  decisions: 'Decisions and records',
  deletions: 'Deletions',
  incidents: 'Incidents',
  retention: 'Counts and retention',
  machinery: 'Machinery',
};
