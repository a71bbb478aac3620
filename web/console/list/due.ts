import type { Words } from '../../languages/en/console.ts';

const day = 86_400_000;

export type Due =
  | { readonly kind: 'overdue' | 'left'; readonly days: number }
  | { readonly kind: 'today' | 'paused' | 'closed' };

/** A request is due until the end of a day. */
export function dueOf(dueAt: string, clock: 'running' | 'paused' | 'stopped', now: number): Due {
  if (clock === 'stopped') return { kind: 'closed' };
  if (clock === 'paused') return { kind: 'paused' };
  const days = (Date.parse(dueAt) - now) / day;
  if (days < 0) return { kind: 'overdue', days: Math.ceil(-days) };
  return days < 1 ? { kind: 'today' } : { kind: 'left', days: Math.floor(days) };
}

/** Within a week. */
export const isSoon = (due: Due): boolean =>
  due.kind === 'today' || (due.kind === 'left' && due.days < 7);

export function dueWords(
  due: Due,
  words: Words['lists']['due'],
  number: (value: number) => string,
): string {
  switch (due.kind) {
    case 'overdue':
      return words.overdue(due.days, number(due.days));
    case 'left':
      return words.left(due.days, number(due.days));
    case 'today':
    case 'paused':
    case 'closed':
      return words[due.kind];
  }
}
