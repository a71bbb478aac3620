import type { Outcome, PersonOutcomes } from './report.ts';

/** Width of a bin of scores: a tenth. */
export const binCount = 10;

/**
 * Sums are integers, so that their order does not matter: scores in millionths, squared errors in
 * billionths. They are exact up to 2^53, 9 million outcomes of one group.
 */
export const scoreUnit = 1e6;
export const squareUnit = 1e9;

/** Outcomes of a group by what was decided and by label; the last two have none. */
export interface Confusion {
  truePositive: number;
  falsePositive: number;
  falseNegative: number;
  trueNegative: number;
  selectedUnlabelled: number;
  rejectedUnlabelled: number;
}

/** `n` outcomes have a score; the bins are of those that have a label, too. */
export interface ScoreSums {
  people: number;
  n: number;
  sum: number;
  labelledPeople: number;
  squares: number;
  bins: { people: number; n: number; sum: number; positive: number }[];
}

export interface Cell {
  people: number;
  /** People with an outcome whose label is true, and those with one whose label is false. */
  positivePeople: number;
  negativePeople: number;
  confusion: Confusion;
  /** Of single attributes. */
  scores?: ScoreSums;
}

/** Cells by group: the key is a JSON array of values in the order of `by`, null where missing. */
export interface Table {
  readonly by: readonly string[];
  readonly cells: Record<string, Cell>;
}

/**
 * What a report is computed from: JSON, as large as the number of groups and not as the number of
 * outcomes. Small groups are in it: personal data until the report has suppressed them.
 */
export interface Counts {
  readonly tables: readonly Table[];
}

/** Nothing yet: a table for each attribute, then one for each pair. */
export function emptyCounts(attributes: readonly string[]): Counts {
  const pairs = attributes.flatMap((first, index) =>
    attributes.slice(index + 1).map((second) => [first, second]),
  );
  const groupings = [...attributes.map((attribute) => [attribute]), ...pairs];
  return { tables: groupings.map((by) => ({ by, cells: {} })) };
}

/**
 * Adds a person to `counts`, in place. All outcomes of the person in one call: a second call counts
 * the same person as a second one, and a group with too few people may be shown.
 */
export function tally(counts: Counts, { groups, outcomes }: PersonOutcomes): void {
  if (outcomes.length === 0) return;
  for (const { by, cells } of counts.tables) {
    const key = JSON.stringify(by.map((attribute) => groups[attribute] ?? null));
    const cell = (cells[key] ??= emptyCell(by.length === 1));
    cell.people += 1;
    if (outcomes.some(({ label }) => label === true)) cell.positivePeople += 1;
    if (outcomes.some(({ label }) => label === false)) cell.negativePeople += 1;
    for (const outcome of outcomes) cell.confusion[kindOf(outcome)] += 1;
    if (cell.scores !== undefined) tallyScores(cell.scores, outcomes);
  }
}

function kindOf({ favourable, label }: Outcome): keyof Confusion {
  if (label === undefined) return favourable ? 'selectedUnlabelled' : 'rejectedUnlabelled';
  if (favourable) return label ? 'truePositive' : 'falsePositive';
  return label ? 'falseNegative' : 'trueNegative';
}

function tallyScores(sums: ScoreSums, outcomes: readonly Outcome[]): void {
  const seen = new Set<number>();
  let hasScore = false;
  for (const { score, label } of outcomes) {
    if (score === undefined || !(score >= 0 && score <= 1)) continue;
    hasScore = true;
    const units = Math.round(score * scoreUnit);
    sums.n += 1;
    sums.sum += units;
    if (label === undefined) continue;
    const index = Math.min(Math.floor((units * binCount) / scoreUnit), binCount - 1);
    const bin = sums.bins[index];
    if (bin === undefined) continue;
    bin.n += 1;
    bin.sum += units;
    if (label) bin.positive += 1;
    if (!seen.has(index)) bin.people += 1;
    seen.add(index);
    sums.squares += Math.round((score - Number(label)) ** 2 * squareUnit);
  }
  if (hasScore) sums.people += 1;
  if (seen.size > 0) sums.labelledPeople += 1;
}

/** Adds counts of other people to `into`, in place; both have the same attributes. */
export function merge(into: Counts, other: Counts): void {
  for (const [index, { cells }] of other.tables.entries()) {
    const table = into.tables[index];
    for (const [key, cell] of Object.entries(cells)) {
      if (table !== undefined) addCell((table.cells[key] ??= emptyCell('scores' in cell)), cell);
    }
  }
}

function addCell(into: Cell, other: Cell): void {
  into.people += other.people;
  into.positivePeople += other.positivePeople;
  into.negativePeople += other.negativePeople;
  for (const kind of confusionKinds) into.confusion[kind] += other.confusion[kind];
  if (into.scores === undefined || other.scores === undefined) return;
  const { bins, ...sums } = other.scores;
  for (const name of scoreSums) into.scores[name] += sums[name];
  for (const [index, bin] of into.scores.bins.entries()) {
    const added = bins[index];
    if (added === undefined) continue;
    for (const name of binSums) bin[name] += added[name];
  }
}

export const confusionKinds = [
  'truePositive',
  'falsePositive',
  'falseNegative',
  'trueNegative',
  'selectedUnlabelled',
  'rejectedUnlabelled',
] as const satisfies readonly (keyof Confusion)[];
export const noOutcomes: Readonly<Confusion> = {
  ...{ truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 },
  ...{ selectedUnlabelled: 0, rejectedUnlabelled: 0 },
};
const scoreSums = ['people', 'n', 'sum', 'labelledPeople', 'squares'] as const;
const binSums = ['people', 'n', 'sum', 'positive'] as const;

const emptyCell = (withScores: boolean): Cell => ({
  people: 0,
  positivePeople: 0,
  negativePeople: 0,
  confusion: { ...noOutcomes },
  ...(withScores && {
    scores: {
      ...{ people: 0, n: 0, sum: 0, labelledPeople: 0, squares: 0 },
      bins: Array.from({ length: binCount }, () => ({ people: 0, n: 0, sum: 0, positive: 0 })),
    },
  }),
});
