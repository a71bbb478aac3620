/** Of every list, and of every clock. */
export const lists = {
  csv: 'Download as CSV',
  keys: {
    next: 'Next row',
    before: 'Row before',
    select: 'Select the row, or not any more',
  },
  due: {
    overdue: (days: number, shown: string) =>
      days === 1 ? `${shown} day overdue` : `${shown} days overdue`,
    today: 'due today',
    left: (days: number, shown: string) =>
      days === 1 ? `${shown} day left` : `${shown} days left`,
    paused: 'clock stands still',
    closed: 'closed',
  },
};
