import { canonicalJson } from '../../value/canonical.ts';
import { calibrationOf } from './calibration.ts';
import { scoreUnit } from './counts.ts';
import type { Cell, Counts, Table } from './counts.ts';
import { bootstrap } from './bootstrap.ts';
import { pValuesOf } from './chance.ts';
import { rateOf } from './rate.ts';
import { metricsOf, negatives, outcomesIn, positives, selected } from './metrics.ts';
import type { Sizes } from './derivable.ts';
import { metricNames } from './report.ts';
import type { Comparison, GroupFigures, MetricName, Report, Settings } from './report.ts';
import { showable } from './suppression.ts';
import { beyond, verdictsOf } from './verdicts.ts';

const defaultResamples = 1_000;

type Shows = (by: readonly string[], key: string) => boolean;

/** Whether a group has figures, and which. */
interface Visible {
  readonly group: Shows;
  readonly labels: Shows;
  readonly scores: Shows;
  readonly calibration: Shows;
}

/** The report of a period, from the counts of all its pages. */
export function reportOf(counts: Counts, settings: Settings): Report {
  const visible = visibleIn(counts, settings.minimumGroup);
  const all = counts.tables.map((table) => comparisonOf(table, visible, settings));
  const [first, ...comparisons] = all;
  if (first === undefined) throw new TypeError('a report compares by one attribute at least');
  const { minimumGroup, seed, resamples = defaultResamples } = settings;
  const breached = metricNames.filter((name) => all.some((each) => isBreached(name, each)));
  const n = outcomesOf(Object.values(counts.tables[0]?.cells ?? {}));
  return { ...first, ...{ n, comparisons, breached, minimumGroup, seed, resamples } };
}

/**
 * Of single attributes a metric beyond its threshold counts; the four-fifths rule knows no interval
 * (29 CFR 1607.4(D)). Pairs have many small groups, some of which are far apart by chance: theirs
 * counts where it is established.
 */
const isBreached = (name: MetricName, { by, verdicts }: Comparison): boolean =>
  verdicts.some(
    ({ metric, kind }) =>
      metric === name && (by.length === 1 ? beyond.includes(kind) : kind === 'established'),
  );

function visibleIn({ tables }: Counts, minimum: number): Visible {
  const shows = (
    peopleOf: (cell: Cell) => Sizes,
    within?: Shows,
    which: readonly Table[] = tables,
  ): Shows =>
    showable(
      which.map(({ by, cells }) => ({
        by,
        sizes: new Map(Object.entries(cells).map(([key, cell]) => [key, peopleOf(cell)])),
      })),
      minimum,
      within && ((by, key) => !within(by, key)),
    );
  const single = tables.filter(({ by }) => by.length === 1);
  const group = shows(({ people }) => [people]);
  // With a total of both kinds, the rate of one follows from that of the other.
  const labels = shows(
    ({ positivePeople, negativePeople }) => [positivePeople, negativePeople],
    group,
  );
  const scores = shows(({ scores: sums }) => [sums?.people ?? 0], group, single);
  const calibration = shows(({ scores: sums }) => [sums?.labelledPeople ?? 0], labels, single);
  return { group, labels, scores, calibration };
}

function comparisonOf({ by, cells }: Table, visible: Visible, settings: Settings): Comparison {
  const known = Object.entries(cells)
    .map(([key, cell]) => ({ key, cell, values: JSON.parse(key) as (string | null)[] }))
    .filter(({ values }) => !values.includes(null))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const all = outcomesOf(Object.values(cells));
  const missing = all - outcomesOf(known.map(({ cell }) => cell));
  const compared = known
    .filter(({ key }) => visible.group(by, key))
    .map(({ key, cell: { confusion } }) => ({ confusion, labels: visible.labels(by, key) }));
  const metrics = metricsOf(compared);
  // Each comparison has numbers of its own, whichever others the policy adds.
  const seed = canonicalJson([settings.seed, ...by]);
  const resamples = settings.resamples ?? defaultResamples;
  const intervals = bootstrap(compared, seed, resamples);
  const pValues = pValuesOf(compared, metrics, `${seed} equal`, resamples);
  return {
    by,
    missing: all === 0 ? 0 : missing / all,
    groups: known.map(({ key, cell, values }) =>
      figuresOf({ by, key, cell, values }, visible, settings.minimumGroup),
    ),
    ...{ metrics, intervals, pValues },
    verdicts: verdictsOf({ metrics, intervals, pValues }, settings.thresholds),
  };
}

interface KnownGroup {
  readonly by: readonly string[];
  readonly key: string;
  readonly cell: Cell;
  readonly values: readonly (string | null)[];
}

function figuresOf(
  { by, key, cell, values }: KnownGroup,
  visible: Visible,
  minimum: number,
): GroupFigures {
  const group = Object.fromEntries(by.map((attribute, index) => [attribute, values[index] ?? '']));
  if (!visible.group(by, key)) return { group, suppressed: true };
  const { confusion, people, scores } = cell;
  const n = outcomesIn(confusion);
  const { value: selectionRate, interval } = rateOf(selected(confusion), n);
  const hasLabels = positives(confusion) + negatives(confusion) > 0 && visible.labels(by, key);
  const calibration =
    scores !== undefined && visible.calibration(by, key)
      ? calibrationOf(scores, minimum)
      : undefined;
  return {
    ...{ group, suppressed: false, people, n, selectionRate, interval },
    ...(hasLabels && {
      labels: {
        truePositiveRate: rateOf(confusion.truePositive, positives(confusion)),
        falsePositiveRate: rateOf(confusion.falsePositive, negatives(confusion)),
      },
    }),
    ...(scores !== undefined &&
      scores.n > 0 &&
      visible.scores(by, key) && {
        scores: { n: scores.n, mean: scores.sum / scoreUnit / scores.n },
      }),
    ...(calibration !== undefined && { calibration }),
  };
}

const outcomesOf = (cells: readonly Cell[]): number =>
  cells.reduce((sum, { confusion }) => sum + outcomesIn(confusion), 0);
