import { isRatio } from './model/report.ts';
import type { Comparison, Interval, MetricName, Verdict } from './model/report.ts';

/** Names that people read, of what the report has as ids; an id is its own name where none is. */
export interface Titles {
  readonly system: string;
  readonly period: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** By attribute and value. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const metricTitles: Readonly<Record<MetricName, string>> = {
  demographicParityDifference: 'Demographic parity, difference',
  demographicParityRatio: 'Demographic parity, ratio',
  equalOpportunityDifference: 'Equal opportunity, difference',
  equalOpportunityRatio: 'Equal opportunity, ratio',
  equalizedOddsDifference: 'Equalised odds, difference',
  equalizedOddsRatio: 'Equalised odds, ratio',
};

export const verdictWords: Readonly<Record<Verdict['kind'], string>> = {
  established: 'Breached, established',
  possible: 'Breached, may be chance',
  unclear: 'Within, not certain',
  within: 'Within the threshold',
};

/** What each result means, in the order of the page. */
export const terms: readonly (readonly [string, string])[] = [
  ['Selection rate', 'Share of the outcomes of a group that were favourable.'],
  ['True positive rate', 'Share of outcomes with a true label that were favourable.'],
  ['False positive rate', 'Share of outcomes with a false label that were favourable.'],
  [
    'Demographic parity',
    'Compares the highest and the lowest selection rate: their difference, and the lowest divided by the highest. The four-fifths rule is a ratio of 0.8.',
  ],
  ['Equal opportunity', 'Compares the highest and the lowest true positive rate.'],
  [
    'Equalised odds',
    'The larger difference, and the smaller ratio, of true positive rates and of false positive rates.',
  ],
  [
    'Interval',
    '95% confidence. Of a rate: Wilson score interval. Of a metric: percentiles of a bootstrap, which takes each outcome as independent of the others.',
  ],
  [
    'p-value',
    'Share of samples in which groups with equal rates and these sizes are as far apart by chance.',
  ],
  [
    'Breached, established',
    'The value and its whole interval are beyond the threshold, and the p-value is below 0.05.',
  ],
  [
    'Breached, may be chance',
    'The value is beyond the threshold; chance cannot be ruled out with so few outcomes.',
  ],
  ['Within, not certain', 'The value is within the threshold, but its interval reaches beyond.'],
  [
    'Calibration',
    'Whether scores agree with what happened: of outcomes with a score of 0.7, the label of 70% should be true. The calibration error is the mean distance over ten bins; the Brier score is the mean squared difference of score and label.',
  ],
];

const whole = new Intl.NumberFormat('en-GB');
const percents = new Intl.NumberFormat('en-GB', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const decimals = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});

export const count = (value: number): string => whole.format(value);
export const percent = (value: number): string => percents.format(value);
export const decimal = (value: number): string => decimals.format(value);
export const pValue = (value: number): string => (value < 0.001 ? '< 0.001' : decimal(value));

/** A difference of rates in percentage points, a ratio as a number. */
export const metricValue = (metric: MetricName, value: number): string =>
  isRatio(metric) ? decimal(value) : `${(value * 100).toFixed(1)} points`;

export const range = ([low, high]: Interval, shown: (value: number) => string): string =>
  `${shown(low)} to ${shown(high)}`;

export const metricRange = (metric: MetricName, [low, high]: Interval): string =>
  isRatio(metric)
    ? range([low, high], decimal)
    : `${(low * 100).toFixed(1)} to ${metricValue(metric, high)}`;

export const attributeTitle = ({ attributes }: Titles, id: string): string =>
  attributes?.[id] ?? id;

export const comparisonTitle = (titles: Titles, { by }: Pick<Comparison, 'by'>): string =>
  by.map((id) => attributeTitle(titles, id)).join(' and ');

export const groupTitle = (titles: Titles, group: Readonly<Record<string, string>>): string =>
  Object.entries(group)
    .map(([id, value]) => titles.values?.[id]?.[value] ?? value)
    .join(', ');
