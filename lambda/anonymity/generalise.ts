import { Groups } from './groups.ts';
import type { Group, Scalar } from './groups.ts';
import type { Hierarchy } from './hierarchy.ts';
import { judge, meets } from './verdict.ts';
import type { Requirement } from './verdict.ts';

export interface GeneraliseSettings extends Requirement {
  /** One for each quasi-identifier, in their order. */
  readonly hierarchies: readonly Hierarchy[];
  /** Rows that may be left out instead, as a share of all: 0.05. */
  readonly suppress: number;
}

/** One level for each quasi-identifier; 0 is exact. */
export type Levels = readonly number[];

export type Generalisation =
  | {
      readonly kind: 'found';
      readonly levels: Levels;
      readonly suppressedRows: number;
      /** Whether a row with these exact quasi-identifiers stays, and how they read then. */
      readonly apply: (quasi: readonly Scalar[]) => readonly Scalar[] | undefined;
    }
  /** Not even rows of which nothing but `*` is left meet it. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'too-many-combinations'; readonly combinations: number };

const mostCombinations = 20_000;

/**
 * Finds the least general levels with which all rows meet the requirement, but for those that may be
 * suppressed: full-domain generalisation (Samarati 2001). Of all combinations that do, the one whose
 * levels are on average the lowest share of their hierarchies; of equal ones, the one that suppresses the
 * fewest rows. It works on groups: rows are not read again for a combination.
 */
export function generalise(groups: readonly Group[], settings: GeneraliseSettings): Generalisation {
  const { hierarchies, suppress } = settings;
  const combinations = hierarchies.reduce((product, { length }) => product * length, 1);
  if (combinations > mostCombinations) return { kind: 'too-many-combinations', combinations };
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  const mostSuppressed = Math.floor(rows * suppress);
  const least = hierarchies.map((_, column) =>
    leastLevel(groups, settings, { column, mostSuppressed }),
  );
  let best:
    | { readonly levels: Levels; readonly cost: number; readonly suppressed: number }
    | undefined;
  for (const { levels, cost } of byCost(hierarchies, least)) {
    if (best !== undefined && cost > best.cost) break;
    const suppressed = judge(rollUp(groups, settings, levels), settings).failingRows;
    if (suppressed > mostSuppressed || suppressed === rows) continue;
    if (best === undefined || suppressed < best.suppressed) best = { levels, cost, suppressed };
  }
  if (best === undefined) return { kind: 'not-found' };
  const { levels } = best;
  const staying = new Set(
    rollUp(groups, settings, levels)
      .filter((group) => meets(group, settings))
      .map(({ quasi }) => JSON.stringify(quasi)),
  );
  return {
    kind: 'found',
    levels,
    suppressedRows: best.suppressed,
    apply: (quasi) => {
      const general = atLevels(hierarchies, levels, quasi);
      return staying.has(JSON.stringify(general)) ? general : undefined;
    },
  };
}

const atLevels = (
  hierarchies: readonly Hierarchy[],
  levels: Levels,
  quasi: readonly Scalar[],
): readonly Scalar[] =>
  quasi.map((value, column) => hierarchies[column]?.[levels[column] ?? 0]?.(value) ?? null);

function rollUp(
  groups: readonly Group[],
  { hierarchies, l = 1 }: GeneraliseSettings,
  levels: Levels,
): readonly Group[] {
  const merged = new Groups(Math.max(l, 1));
  for (const group of groups) merged.merge(atLevels(hierarchies, levels, group.quasi), group);
  return merged.all;
}

/**
 * The lowest level of one column with which that column alone meets the requirement: with others beside
 * it, groups only get smaller, so no lower level can do (LeFevre and others 2005, Incognito).
 */
function leastLevel(
  groups: readonly Group[],
  settings: GeneraliseSettings,
  { column, mostSuppressed }: { readonly column: number; readonly mostSuppressed: number },
): number {
  const { hierarchies } = settings;
  const last = (hierarchies[column]?.length ?? 1) - 1;
  const top = hierarchies.map(({ length }) => length - 1);
  for (let level = 0; level < last; level += 1) {
    const rolledUp = rollUp(groups, settings, top.with(column, level));
    if (judge(rolledUp, settings).failingRows <= mostSuppressed) return level;
  }
  return last;
}

/** Every combination from these levels up, the least general first. */
function byCost(hierarchies: readonly Hierarchy[], least: Levels) {
  const all = least.reduce<readonly Levels[]>(
    (before, from, column) =>
      before.flatMap((levels) =>
        Array.from({ length: (hierarchies[column]?.length ?? 1) - from }, (_, step) => [
          ...levels,
          from + step,
        ]),
      ),
    [[]],
  );
  const cost = (levels: Levels): number =>
    levels.reduce(
      (sum, level, column) => sum + level / ((hierarchies[column]?.length ?? 2) - 1),
      0,
    );
  return all
    .map((levels) => ({ levels, cost: cost(levels) }))
    .sort((one, other) => one.cost - other.cost);
}
