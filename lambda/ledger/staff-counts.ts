import type { LedgerEntry, StaffShown } from './model/ledger.ts';

/** How often staff called one operation on one day. Entries name no person, so it is of the team. */
export interface StaffCount {
  /** Of UTC: `2026-11-24`. */
  readonly day: string;
  readonly kind: 'read' | 'acted';
  readonly operation: string;
  readonly shown?: StaffShown | undefined;
  readonly times: number;
}

/** Of the entries of staff, in the order of their first. */
export function staffCounts(entries: readonly LedgerEntry[]): readonly StaffCount[] {
  const counts = new Map<string, StaffCount>();
  for (const { type, at, codes } of entries) {
    if (type !== 'staff.read' && type !== 'staff.acted') continue;
    const { route, shown } = codes as { readonly route: string; readonly shown?: StaffShown };
    const day = at.slice(0, 10);
    const key = [day, type, route, shown].join(' ');
    const times = (counts.get(key)?.times ?? 0) + 1;
    const kind = type === 'staff.read' ? 'read' : 'acted';
    counts.set(key, { day, kind, operation: route, shown, times });
  }
  return [...counts.values()];
}
