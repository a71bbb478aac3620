import { html } from '../value/html.ts';
import type { Html } from '../value/html.ts';
import { metricNames } from './model/report.ts';
import type { Comparison, GroupFigures, Rate, ShownGroup } from './model/report.ts';
import { calibrationPart } from './page-calibration.ts';
import { intervalChart } from './page-chart.ts';
import { figure, none, table } from './page-table.ts';
import * as words from './page-words.ts';
import type { Titles } from './page-words.ts';

/** A longer chart is hard to read; the table has all groups. */
const chartRows = 40;

/** The groups of one comparison: charts, their table, and the metrics. */
export function comparisonSection(titles: Titles, comparison: Comparison, index: number): Html {
  const title = words.comparisonTitle(titles, comparison);
  const shown = comparison.groups.filter((each) => !each.suppressed);
  const id = `comparison-${index}`;
  const calibrated = shown.flatMap(({ group, calibration }, at) =>
    calibration === undefined
      ? []
      : [{ id: `${id}-${at}`, title: words.groupTitle(titles, group), calibration }],
  );
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">By ${title}</h2>
    <p class="soft">${knownWords(comparison, title)}${suppressedWords(comparison.groups)}.</p>
    ${shown.length === 0 ? [] : charts(titles, comparison, shown, id)}
    ${groupTable(titles, comparison, title)} ${metricTable(comparison, title)}
    ${calibrated.length === 0 ? [] : calibrationPart(title, calibrated)}
  </section>`;
}

const knownWords = ({ missing }: Comparison, title: string): string =>
  missing === 0
    ? `The ${title} is known for all outcomes`
    : `The ${title} is not known for ${words.percent(missing)} of the outcomes`;

function suppressedWords(groups: readonly GroupFigures[]): string {
  const hidden = groups.filter(({ suppressed }) => suppressed).length;
  if (hidden === 0) return '';
  return hidden === 1 ? '; one group is not shown' : `; ${hidden} groups are not shown`;
}

function charts(
  titles: Titles,
  { verdicts }: Comparison,
  all: readonly ShownGroup[],
  id: string,
): Html {
  const shown = all.toSorted((one, other) => other.people - one.people).slice(0, chartRows);
  const rows = all.filter((each) => shown.includes(each));
  const highest = Math.max(...all.map(({ selectionRate }) => selectionRate));
  const ratio = verdicts.find(({ metric }) => metric === 'demographicParityRatio')?.threshold;
  const labelled = rows.flatMap(({ group, labels }) =>
    labels === undefined ? [] : [{ title: words.groupTitle(titles, group), ...labels }],
  );
  const most = all.length > chartRows ? ` The ${chartRows} groups with the most people.` : '';
  return html`<div class="card">
      <h3>Selection rate</h3>
      <p class="soft">Mark: rate. Line: interval of 95%.${most}</p>
      <div class="wide" role="region" aria-label="Chart of selection rates" tabindex="0">
        ${intervalChart({
          id: `${id}-selection`,
          title: 'Selection rate by group',
          description: describe(rows, titles),
          series: ['Selection rate'],
          rows: rows.map(({ group, selectionRate: value, interval }) => ({
            title: words.groupTitle(titles, group),
            rates: [{ value, interval }],
          })),
          ...(ratio !== undefined && {
            limit: {
              at: ratio * highest,
              title: `${words.count(ratio * 100)}% of the highest rate`,
            },
          }),
        })}
      </div>
    </div>
    ${labelled.length === 0 ? [] : labelChart(labelled, id)}`;
}

const labelChart = (
  rows: readonly {
    readonly title: string;
    readonly truePositiveRate: Rate;
    readonly falsePositiveRate: Rate;
  }[],
  id: string,
): Html =>
  html`<div class="card">
    <h3>True and false positive rate</h3>
    <div class="wide" role="region" aria-label="Chart of rates by label" tabindex="0">
      ${intervalChart({
        id: `${id}-labels`,
        title: 'True and false positive rate by group',
        description: rows
          .map(
            ({ title, truePositiveRate, falsePositiveRate }) =>
              `${title}: true positive rate ${words.percent(truePositiveRate.value)}, false positive rate ${words.percent(falsePositiveRate.value)}`,
          )
          .join('; '),
        series: ['True positive rate', 'False positive rate'],
        rows: rows.map(({ title, truePositiveRate, falsePositiveRate }) => ({
          title,
          rates: [truePositiveRate, falsePositiveRate],
        })),
      })}
    </div>
  </div>`;

const describe = (rows: readonly ShownGroup[], titles: Titles): string =>
  rows
    .map(
      ({ group, selectionRate }) =>
        `${words.groupTitle(titles, group)}: ${words.percent(selectionRate)}`,
    )
    .join('; ');

function groupTable(titles: Titles, { by, groups }: Comparison, title: string): Html {
  const withScores = by.length === 1;
  return table({
    label: `Groups by ${title}`,
    caption: 'Rates with their interval of 95%.',
    heads: [
      ...['Group', 'People', 'Outcomes', 'Selection rate', 'True positive rate'],
      'False positive rate',
      ...(withScores ? ['Mean score', 'Calibration error', 'Brier score'] : []),
    ],
    rows: groups.map((each) => [
      words.groupTitle(titles, each.group),
      ...(each.suppressed ? suppressedCells(withScores) : cellsOf(each, withScores)),
    ]),
  });
}

const suppressedCells = (withScores: boolean): readonly Html[] => [
  html`<span class="soft">not shown</span>`,
  ...Array.from({ length: withScores ? 7 : 4 }, () => none),
];

function cellsOf(shown: ShownGroup, withScores: boolean): readonly (string | Html)[] {
  const { people, n, selectionRate, interval, labels, scores, calibration } = shown;
  const rate = (each: Rate | undefined): Html =>
    each === undefined
      ? none
      : figure(words.percent(each.value), words.range(each.interval, words.percent));
  const cells = [
    ...[words.count(people), words.count(n), rate({ value: selectionRate, interval })],
    ...[rate(labels?.truePositiveRate), rate(labels?.falsePositiveRate)],
  ];
  const decimal = (value: number | undefined) =>
    value === undefined ? none : words.decimal(value);
  return withScores
    ? [
        ...cells,
        decimal(scores?.mean),
        ...[decimal(calibration?.expectedCalibrationError), decimal(calibration?.brier)],
      ]
    : cells;
}

function metricTable({ metrics, intervals, pValues, verdicts }: Comparison, title: string): Html {
  const rows = metricNames.flatMap((metric) => {
    const value = metrics[metric];
    if (value === undefined) return [];
    const shown = (each: number): string => words.metricValue(metric, each);
    const [interval, p] = [intervals[metric], pValues[metric]];
    const verdict = verdicts.find((each) => each.metric === metric);
    return [
      [
        words.metricTitles[metric],
        figure(shown(value), interval && words.metricRange(metric, interval)),
        p === undefined ? none : words.pValue(p),
        verdict === undefined ? none : shown(verdict.threshold),
        verdict === undefined ? none : badge(verdict.kind),
      ],
    ];
  });
  if (rows.length === 0) return html`<p>Fewer than two groups are shown: nothing is compared.</p>`;
  return table({
    label: `Metrics by ${title}`,
    caption: 'How far the groups are apart.',
    heads: ['Metric', 'Value', 'p-value', 'Threshold', 'Result'],
    rows,
  });
}

export const badge = (kind: keyof typeof words.verdictWords): Html =>
  html`<span class="badge ${kind}">${words.verdictWords[kind]}</span>`;
