import { performance } from 'node:perf_hooks';

/** One measured ratio to a baseline of the platform, in the same run. */
export interface Ratio {
  readonly name: string;
  /** Medians, in `unit`. */
  readonly ours: number;
  readonly limit: number;
  readonly unit:
    | 'calls'
    | 'units'
    | 'ms'
    | 's'
    | 'MB'
    | 'kB'
    | 'MB/s'
    | 'rows/s'
    | 'requests/s'
    | 'F1'
    | 'F2'
    | 'per MB'
    | 'units/s';
  /** `ours / limit`. */
  readonly ratio: number;
  readonly goal: Goal;
  readonly holds: boolean;
  /** The baseline. */
  readonly against: string;
}

export interface Goal {
  readonly kind: 'at-most' | 'at-least';
  readonly ratio: number;
}

export const atMost = (ratio: number): Goal => ({ kind: 'at-most', ratio });
export const atLeast = (ratio: number): Goal => ({ kind: 'at-least', ratio });

/** One line of progress; replaced by the next one. */
export type ReportProgress = (what: string) => void;

export interface Benchmark {
  readonly name: string;
  readonly about: string;
  readonly run: (progress: ReportProgress) => Promise<readonly Ratio[]>;
}

export function ratioOf(
  measured: Pick<Ratio, 'name' | 'ours' | 'limit' | 'unit' | 'against'>,
  goal: Goal,
): Ratio {
  const ratio = measured.ours / measured.limit;
  const holds = goal.kind === 'at-most' ? ratio <= goal.ratio : ratio >= goal.ratio;
  return { ...measured, ratio, goal, holds };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 1 ? middle : middle - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('nothing was measured');
  return (lower + upper) / 2;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => unknown): Promise<number> {
  const since = performance.now();
  await work();
  return performance.now() - since;
}

/**
 * Medians in milliseconds of two ways to do the same. They alternate, so that a slow machine slows
 * both. The first `warmUps` rounds are discarded; `before` each round is not measured.
 */
export async function alternate(
  ways: {
    readonly before?: (round: number) => unknown;
    readonly ours: (round: number) => unknown;
    readonly limit: (round: number) => unknown;
  },
  { rounds, warmUps }: { readonly rounds: number; readonly warmUps: number },
): Promise<{ readonly ours: number; readonly limit: number }> {
  const ours: number[] = [];
  const limit: number[] = [];
  for (let round = 0; round < warmUps + rounds; round += 1) {
    await ways.before?.(round);
    const [own, other] = [
      await timed(() => ways.ours(round)),
      await timed(() => ways.limit(round)),
    ];
    if (round < warmUps) continue;
    ours.push(own);
    limit.push(other);
  }
  return { ours: median(ours), limit: median(limit) };
}
