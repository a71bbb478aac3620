import type { Activity } from './activity-list.ts';

/** An item of a list; `times` says how many denials are merged into one. */
export type ListedOnce = Activity & { readonly times?: number };

/**
 * The same denials of one UTC day as one item, which keeps time and ledger entry of the newest: a
 * backend that asks again and again would hide from its person what else was done.
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
