import { metricNames } from './model/report.ts';
import type { Comparison, Interval, Report, ShownGroup } from './model/report.ts';

/** One row for each figure: `group` is empty for a metric, which compares groups. */
export const fairnessColumns = [
  'by',
  'group',
  'figure',
  'value',
  'low',
  'high',
  'n',
  'pValue',
  'threshold',
  'verdict',
] as const;

type Cell = string | number;
interface Figure {
  readonly figure: string;
  readonly value?: Cell | undefined;
  readonly interval?: Interval | undefined;
  readonly rest?: readonly [n: Cell, pValue: Cell, threshold: Cell, verdict: Cell];
}

/** Rates from 0 to 1; a suppressed group has one row without a figure. */
export const fairnessRows = (report: Report): readonly (readonly Cell[])[] =>
  [report, ...report.comparisons].flatMap((comparison) => {
    const by = comparison.by.join(' + ');
    const groups = comparison.groups.flatMap((each) => {
      const group = Object.values(each.group).join(' + ');
      const figures = each.suppressed ? [{ figure: 'suppressed' }] : figuresOf(each);
      return figures.map((figure) => rowOf(by, group, figure));
    });
    return [...groups, ...metricsOf(comparison).map((figure) => rowOf(by, '', figure))];
  });

const rowOf = (by: string, group: string, { figure, value, interval, rest }: Figure): Cell[] => [
  ...[by, group, figure, value ?? '', interval?.[0] ?? '', interval?.[1] ?? ''],
  ...(rest ?? ['', '', '', '']),
];

function figuresOf(shown: ShownGroup): readonly Figure[] {
  const { people, n, selectionRate, interval, labels, scores, calibration } = shown;
  const of = (count: Cell): Figure['rest'] => [count, '', '', ''];
  const figures: readonly Figure[] = [
    { figure: 'people', value: people },
    { figure: 'outcomes', value: n },
    { figure: 'selectionRate', value: selectionRate, interval, rest: of(n) },
    ...(['truePositiveRate', 'falsePositiveRate'] as const).map((figure) => ({
      ...{ figure, value: labels?.[figure].value, interval: labels?.[figure].interval },
    })),
    { figure: 'meanScore', value: scores?.mean, rest: of(scores?.n ?? '') },
    ...(['expectedCalibrationError', 'brier'] as const).map((figure) => ({
      ...{ figure, value: calibration?.[figure], rest: of(calibration?.n ?? '') },
    })),
  ];
  return figures.filter(({ value }) => value !== undefined);
}

const metricsOf = ({
  metrics,
  intervals,
  pValues,
  verdicts,
  missing,
}: Comparison): readonly Figure[] => [
  { figure: 'missing', value: missing },
  ...metricNames.flatMap((figure): readonly Figure[] => {
    const value = metrics[figure];
    if (value === undefined) return [];
    const verdict = verdicts.find(({ metric }) => metric === figure);
    return [
      {
        ...{ figure, value, interval: intervals[figure] },
        rest: ['', pValues[figure] ?? '', verdict?.threshold ?? '', verdict?.kind ?? ''],
      },
    ];
  }),
];
