import type { EpochMilliseconds, EpochSeconds } from '../../value/time.ts';
import { plusSeconds, toEpochSeconds } from '../../value/time.ts';
import { isGone } from '../model/retention.ts';

/** What is stored in one category. */
export interface StoredRows {
  readonly rows: number;
  /** End within 30 days. */
  readonly due: number;
  /** Past their end and still there: DynamoDB deletes late, and no one can read them. */
  readonly late: number;
  /** A hold or a restriction keeps them from deletion. */
  readonly suspended: number;
  /** Kept through an erasure, on a ground of the policy or for a claim. */
  readonly withheld: number;
}

export type RowsByCategory = Readonly<Record<string, StoredRows>>;

export interface CountedRow {
  readonly category: string;
  readonly expiresAt: EpochSeconds;
  readonly suspended: boolean;
  readonly withheld?: string | undefined;
}

const soonSeconds = 30 * 86_400;
export const nothing: StoredRows = { rows: 0, due: 0, late: 0, suspended: 0, withheld: 0 };

export function addRows(
  counts: RowsByCategory,
  rows: readonly CountedRow[],
  now: EpochMilliseconds,
): RowsByCategory {
  const sums = new Map(Object.entries(counts));
  const soon = toEpochSeconds(plusSeconds(now, soonSeconds));
  for (const row of rows) {
    const sum = sums.get(row.category) ?? nothing;
    const isOver = isGone(row, now);
    const ages = !row.suspended;
    sums.set(row.category, {
      rows: sum.rows + 1,
      due: sum.due + Number(ages && !isOver && row.expiresAt <= soon),
      late: sum.late + Number(ages && isOver),
      suspended: sum.suspended + Number(row.suspended),
      withheld: sum.withheld + Number(row.withheld !== undefined),
    });
  }
  return Object.fromEntries(sums);
}
