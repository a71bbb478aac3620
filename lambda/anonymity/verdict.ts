import type { Group } from './groups.ts';

/** What each group has to have. */
export interface Requirement {
  /** Rows: k-anonymity (Sweeney 2002). */
  readonly k: number;
  /**
   * Different values in each sensitive column: distinct l-diversity (Machanavajjhala and others 2007).
   *
   * @default 1, which asks for none
   */
  readonly l?: number;
}

export interface Verdict {
  readonly kind: 'met' | 'not-met';
  readonly rows: number;
  readonly groups: number;
  /** Rows of the smallest group; 0 without rows. */
  readonly k: number;
  /**
   * For each sensitive column the fewest different values in one group; values beyond `l` are not
   * counted.
   */
  readonly l: readonly number[];
  /** Groups that do not meet it, those with the fewest rows first. */
  readonly failing: readonly Group[];
  readonly failingRows: number;
}

/** A file without rows meets nothing: there is nothing that was checked. */
export function judge(groups: readonly Group[], requirement: Requirement): Verdict {
  const failing = groups
    .filter((group) => !meets(group, requirement))
    .sort((one, other) => one.rows - other.rows);
  const columns = groups[0]?.distinct ?? [];
  return {
    kind: groups.length > 0 && failing.length === 0 ? 'met' : 'not-met',
    rows: rowsOf(groups),
    groups: groups.length,
    k: least(groups.map(({ rows }) => rows)),
    l: columns.map((_, column) => least(groups.map(({ distinct }) => distinct[column]?.size ?? 0))),
    failing,
    failingRows: rowsOf(failing),
  };
}

export const meets = ({ rows, distinct }: Group, { k, l = 1 }: Requirement): boolean =>
  rows >= k && (l <= 1 || distinct.every(({ size }) => size >= l));

const rowsOf = (groups: readonly Group[]): number =>
  groups.reduce((sum, { rows }) => sum + rows, 0);

/** Not `Math.min(...)`: a file can have more groups than a call may have arguments. */
const least = (numbers: readonly number[]): number =>
  numbers.reduce((smallest, each) => Math.min(smallest, each), numbers[0] ?? 0);
