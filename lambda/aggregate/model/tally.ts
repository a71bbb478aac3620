import type { Cell, GroupSum, MeasureFacts } from './measure.ts';
import { tablesOf } from './published-tables.ts';

/** A contribution exceeds what its measure declares, so the noise would not cover it. */
export class ContributionUnboundedError extends Error {
  override readonly name = 'ContributionUnboundedError';
}

/**
 * Adds people to the exact figures of every published table.
 *
 * A person is added once per period, with all of their cells: that is how people are counted who have
 * events in several cells of one group.
 *
 * @param before the figures so far; groups without people may be absent
 * @param people the cells of each person
 * @throws ContributionUnboundedError where a cell is not of the measure or exceeds its bounds
 */
export function addPeople(
  measure: MeasureFacts,
  before: readonly GroupSum[],
  people: Iterable<readonly Cell[]>,
): readonly GroupSum[] {
  const tables = tablesOf(measure);
  const groups = new Map(before.map((group) => [JSON.stringify(group.key), group]));
  for (const cells of people) {
    requireBounded(measure, cells);
    const seen = new Set<string>();
    for (const { key, count, sum } of cells) {
      if (count === 0) continue;
      for (const table of tables) {
        const of = key.map((value, place) => (table.includes(place) ? value : null));
        const name = JSON.stringify(of);
        const group = groups.get(name) ?? { key: of, people: 0, count: 0, sum: 0 };
        groups.set(name, {
          key: of,
          people: group.people + (seen.has(name) ? 0 : 1),
          count: group.count + count,
          sum: group.sum + sum,
        });
        seen.add(name);
      }
    }
  }
  return [...groups.values()];
}

function requireBounded({ dimensions, contribution }: MeasureFacts, cells: readonly Cell[]): void {
  const values = Object.values(dimensions);
  const { minimum, maximum } = contribution.value ?? { minimum: 0, maximum: 0 };
  const known = ({ key, count, sum }: Cell) =>
    key.length === values.length &&
    key.every((value, place) => values[place]?.includes(value)) &&
    Number.isSafeInteger(count) &&
    count >= 0 &&
    Number.isSafeInteger(sum) &&
    sum >= count * minimum &&
    sum <= count * maximum;
  const count = cells.reduce((total, cell) => total + cell.count, 0);
  if (!cells.every(known) || count > contribution.count) {
    throw new ContributionUnboundedError('A contribution exceeds the bounds of its measure.');
  }
}
