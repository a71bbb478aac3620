/** The numbers of `N passed, N failed`. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

const line = /^(\d+) passed, (\d+) failed$/;

export const tallyLine = ({ passed, failed }: Tally): string =>
  `${passed} passed, ${failed} failed`;

/**
 * The result of a run, from its output and exit code. A run that does not end with its own count,
 * or that contradicts it, has failed at least once, whatever its tests report.
 */
export function tallyOf(output: string, code: number | null): Tally {
  const last = output.trimEnd().split(/\r?\n/).at(-1) ?? '';
  const [, passed, failed] = line.exec(last) ?? [];
  if (passed === undefined || failed === undefined) return { passed: 0, failed: 1 };
  const counted = { passed: Number(passed), failed: Number(failed) };
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

export const sumOf = (tallies: readonly Tally[]): Tally => ({
  passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
  failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
});

/** 0 only if something passed and nothing failed. */
export const exitCodeOf = ({ passed, failed }: Tally): 0 | 1 =>
  failed > 0 || passed === 0 ? 1 : 0;
