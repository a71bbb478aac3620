/**
 * What people notice when something fails, most direct impact first; the order of the dashboard.
 */
export const areas = [
  'requests',
  'consent',
  'decisions',
  'deletions',
  'incidents',
  'retention',
  'machinery',
] as const;
export type Area = (typeof areas)[number];
