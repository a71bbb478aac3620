/**
 * What people notice when something fails, most direct impact first; the order of the dashboard.
 */
export const areas = [
  'requests',
  'consent',
  'decisions',
  'deletions',
  'retention',
  'machinery',
] as const;
export type Area = (typeof areas)[number];
