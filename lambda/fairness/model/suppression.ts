import { isFew, smallSums } from './derivable.ts';
import type { Sizes, Term } from './derivable.ts';

/** Groups of one comparison: the key is a JSON array of values, null where a person has none. */
export interface SizedTable {
  readonly by: readonly string[];
  /** People by group: of each kind that has to be many, such as those with a true label. */
  readonly sizes: ReadonlyMap<string, Sizes>;
}

/** A group in a table, as one text. */
const idOf = ({ by }: Pick<SizedTable, 'by'>, key: string): string => JSON.stringify([by, key]);
const valuesOf = (key: string): readonly (string | null)[] =>
  JSON.parse(key) as readonly (string | null)[];

/** Groups whose people add up to those of another group or, `of` absent, to everybody. */
interface Line {
  readonly members: readonly string[];
  readonly of?: string;
}

/**
 * Groups that a report may not show: those with fewer people than `minimum`, then the smallest
 * others until no such group, and no few people together, can be computed from what is shown. What
 * adds up: an attribute's groups to everybody, a row or column of two attributes to its group.
 * Secondary suppression: Federal Committee on Statistical Methodology, Statistical Policy Working
 * Paper 22 (2005), chapter II.
 *
 * @param already groups by `idOf` that are not shown for another reason
 * @returns tests whether a group may be shown
 */
export function showable(
  tables: readonly SizedTable[],
  minimum: number,
  already: (by: readonly string[], key: string) => boolean = () => false,
): (by: readonly string[], key: string) => boolean {
  const sizes = new Map<string, Sizes>();
  const shown = new Set<string>();
  for (const table of tables) {
    for (const [key, people] of table.sizes) {
      const id = idOf(table, key);
      sizes.set(id, people);
      const isGroup = !valuesOf(key).includes(null);
      if (isGroup && fewestOf(people) >= minimum && !already(table.by, key)) shown.add(id);
    }
  }
  const lines = linesOf(tables);
  const sizeOf = (id: string): Sizes => sizes.get(id) ?? [Infinity];
  const hide = (candidates: readonly string[]): void => {
    const [smallest] = candidates
      .filter((id) => shown.has(id))
      .toSorted(
        (one, other) => fewestOf(sizeOf(one)) - fewestOf(sizeOf(other)) || (one < other ? -1 : 1),
      );
    shown.delete(smallest ?? [...shown][0] ?? '');
  };
  while (shown.size > 0) {
    const line = lines.find((each) => isOpen(each, shown, sizeOf, minimum));
    if (line !== undefined) {
      hide(groupsIn(line));
      continue;
    }
    const [sum] = smallSums(equationsOf(lines, shown), sizeOf, minimum);
    if (sum === undefined) break;
    hide(around(lines, sum));
  }
  return (by, key) => shown.has(idOf({ by }, key));
}

function linesOf(tables: readonly SizedTable[]): readonly Line[] {
  const lines = new Map<string, { members: string[]; of?: string }>();
  for (const table of tables) {
    const { by } = table;
    // Sorted, so that equal counts have one report, in whichever order they came.
    for (const key of [...table.sizes.keys()].toSorted()) {
      for (const [index, value] of valuesOf(key).entries()) {
        const attribute = by[index] ?? '';
        const of = by.length === 1 ? undefined : idOf({ by: [attribute] }, JSON.stringify([value]));
        const name = JSON.stringify([by, of ?? null]);
        const line = lines.get(name) ?? { members: [], ...(of !== undefined && { of }) };
        line.members.push(idOf(table, key));
        lines.set(name, line);
      }
    }
  }
  return [...lines.values()];
}

const isMissing = (id: string): boolean => {
  const [, key] = JSON.parse(id) as [unknown, string];
  return valuesOf(key).includes(null);
};

/**
 * Whether what is not shown in a line is few people, or one group that then follows from the
 * others. The report says how many have no value: these are no part of the few.
 */
function isOpen(
  line: Line,
  shown: ReadonlySet<string>,
  sizeOf: (id: string) => Sizes,
  minimum: number,
): boolean {
  const hidden = groupsIn(line).filter((id) => !shown.has(id));
  if (hidden.length === groupsIn(line).length) return false;
  const [only] = hidden;
  if (line.of !== undefined && only !== undefined && hidden.length === 1 && !isMissing(only)) {
    return true;
  }
  if (line.of !== undefined && !shown.has(line.of)) return false;
  const rest = hidden.filter((id) => !isMissing(id)).map((id): Term => [id, 1]);
  return isFew(rest, sizeOf, minimum);
}

const groupsIn = ({ members, of }: Line): readonly string[] =>
  of === undefined ? members : [...members, of];

/** What adds up, without what is shown: the right-hand side does not matter. */
const equationsOf = (lines: readonly Line[], shown: ReadonlySet<string>) =>
  lines.map(({ members, of = 'everybody' }): readonly Term[] =>
    [...members.map((id): Term => [id, 1]), [of, -1] as Term].filter(([id]) => !shown.has(id)),
  );

/** Groups in a line with one of these: one more that is not shown is as unknown as they are. */
function around(lines: readonly Line[], ids: readonly string[]): readonly string[] {
  const wanted = new Set(ids);
  return lines
    .map(groupsIn)
    .filter((members) => members.some((id) => wanted.has(id)))
    .flat();
}

const fewestOf = (sizes: Sizes): number => Math.min(...sizes);
