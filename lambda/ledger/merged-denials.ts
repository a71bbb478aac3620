import type { Activity } from './activity-list.ts';

/** An item of a list; `times` is the number of denials in it. */
export type ListedOnce = Activity & { readonly times?: number };

/**
 * Merges equal denials of one UTC day into one item, with the time and the ledger entry of the
 * newest: a backend that repeats a call would bury all other activities.
 */
export function mergedDenials(items: readonly Activity[]): readonly ListedOnce[] {
  const merged = new Map<string, ListedOnce>();
  for (const item of items) {
    const key = item.kind === 'decision-denied' ? sameness(item) : item.activityId;
    const newer = merged.get(key);
    merged.set(key, newer ? { ...newer, times: (newer.times ?? 1) + 1 } : item);
  }
  return [...merged.values()];
}

const sameness = ({ at, codes }: Activity): string => `${at.slice(0, 10)} ${JSON.stringify(codes)}`;
