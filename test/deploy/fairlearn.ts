import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { emptyCounts, tally } from '../../lambda/fairness/model/counts.ts';
import { reportOf } from '../../lambda/fairness/model/measure.ts';
import type { Comparison, Report } from '../../lambda/fairness/model/report.ts';
import { dataSets } from '../fairness/model/data-sets.ts';
import type { DataSet } from '../fairness/model/data-sets.ts';
import type { Programs } from './programs.ts';
import type { PythonEnvironment } from './python.ts';
import type { Steps } from './steps.ts';

const attributes = ['region', 'device'];
/** How far a figure may be from that of Fairlearn. */
const tolerance = 1e-9;

const figures = z.record(z.string(), z.number());
const measuredByFairlearn = z.array(
  z.object({
    by: z.array(z.string()),
    metrics: figures,
    groups: z.array(z.object({ values: z.array(z.string()), figures })),
  }),
);
type ByFairlearn = z.output<typeof measuredByFairlearn>[number];

export interface FairlearnParts {
  readonly programs: Programs;
  readonly python: PythonEnvironment;
  readonly directory: string;
}

/** Reports have the figures of Fairlearn, the reference that the metrics are defined by. */
export async function checkFairness(steps: Steps, parts: FairlearnParts): Promise<void> {
  const wanted = await steps.need('Fairlearn measures the data sets', () => fairlearn(parts));
  for (const [index, dataSet] of dataSets.entries()) {
    await steps.check(`a report equals Fairlearn to ${tolerance}: ${dataSet.name}`, () => {
      const report = reportOn(dataSet);
      const byFairlearn = wanted[index] ?? [];
      if (byFairlearn.length !== 3) throw new TypeError('Fairlearn measured something else');
      const comparisons = [report, ...report.comparisons];
      const differences = byFairlearn.flatMap((each) => compare(each, comparisons));
      if (differences.length > 0) throw new FairlearnDifferenceError(differences);
    });
  }
}

function reportOn({ people }: DataSet): Report {
  const counts = emptyCounts(attributes);
  for (const person of people) tally(counts, person);
  // A minimum of 0 and few resamples: what Fairlearn has, is all groups and no intervals.
  return reportOf(counts, {
    ...{ attributes, minimumGroup: 0, thresholds: {}, seed: '', resamples: 10 },
  });
}

/** Of each data set, the comparisons of Fairlearn. */
async function fairlearn({ programs, python, directory }: FairlearnParts) {
  const files = await Promise.all(
    dataSets.map(async ({ people }, index) => {
      const file = join(directory, `outcomes-${index}.csv`);
      const rows = people.flatMap(({ groups, outcomes }) =>
        outcomes.map(({ favourable, label, score }) =>
          [groups['region'], groups['device'], Number(favourable), Number(label), score].join(),
        ),
      );
      await writeFile(file, ['region,device,favourable,label,score', ...rows, ''].join('\n'));
      return file;
    }),
  );
  const script = join(import.meta.dirname, 'fairlearn_metrics.py');
  const output = await programs.succeed([
    python.program('python'),
    '-W',
    'ignore',
    script,
    ...files,
  ]);
  return z.array(measuredByFairlearn).parse(JSON.parse(output));
}

/** Every figure of Fairlearn against the report's: names of those that differ, with both. */
function compare(wanted: ByFairlearn, comparisons: readonly Comparison[]): readonly string[] {
  const name = wanted.by.join(' and ');
  const comparison = comparisons.find(({ by }) => by.join() === wanted.by.join());
  if (comparison === undefined) return [`no comparison by ${name}`];
  const groups = wanted.groups.flatMap(({ values, figures: { brier, ...rates } }) => {
    // The Brier score is of single attributes.
    const theirs = values.length === 1 ? { ...rates, brier } : rates;
    return differing(`${name} ${values.join()}`, figuresOf(comparison, values), theirs);
  });
  return [
    ...differing(name, comparison.metrics, wanted.metrics),
    ...Object.keys(comparison.metrics)
      .filter((metric) => !(metric in wanted.metrics))
      .map((metric) => `${name}: Fairlearn has no ${metric}`),
    ...(comparison.groups.length === wanted.groups.length ? [] : [`other groups by ${name}`]),
    ...groups,
  ];
}

function figuresOf({ groups }: Comparison, values: readonly string[]) {
  const figure = groups.find(({ group }) => Object.values(group).join() === values.join());
  if (figure === undefined || figure.suppressed) return {};
  const { selectionRate, n, labels, calibration } = figure;
  return {
    ...{ selectionRate, n, brier: calibration?.brier },
    truePositiveRate: labels?.truePositiveRate.value,
    falsePositiveRate: labels?.falsePositiveRate.value,
  };
}

type Figures = Readonly<Record<string, number | undefined>>;

const differing = (title: string, ours: Figures, theirs: Figures): readonly string[] =>
  Object.keys(theirs)
    .filter((name) => !(Math.abs((ours[name] ?? Infinity) - (theirs[name] ?? 0)) <= tolerance))
    .map((name) => `${title}: ${name} is ${ours[name]}, of Fairlearn ${theirs[name]}`);

/** A report has other figures than Fairlearn. */
class FairlearnDifferenceError extends Error {
  override readonly name = 'FairlearnDifferenceError';

  constructor(differences: readonly string[]) {
    super(differences.slice(0, 20).join('\n'));
  }
}
