export const workload = {
  title: 'Workload',
  lead: 'How many requests came in, how many are closed, and how long that took.',
  time: 'Time',
  lastWeeks: (weeks: string) => `The last ${weeks} weeks`,
  explained:
    'A request counts in the week in which it was received. Weeks begin on Monday, 00:00 UTC. Closed is what is completed, also in part, denied or cancelled. Overdue is what was not closed in time, also if it is closed now.',
  none: 'No request was received in this time.',
  most: (count: string) => `Only ${count} requests were read: choose a shorter time.`,
  byWeek: 'Requests by week',
  byKind: 'Requests by kind',
  chart: 'Chart of the requests received in each week. The table below has the same figures.',
  week: 'Week from',
  kind: 'Kind',
  received: 'Received',
  closed: 'Closed',
  overdue: 'Overdue',
  median: 'Median days until closed',
};
