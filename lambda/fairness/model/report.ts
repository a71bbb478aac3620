/**
 * Metrics of a report, with the definitions of Fairlearn (`fairlearn.metrics`, method
 * `between_groups`, equalised odds in the worst case). Differences are 0 and ratios 1 where all
 * groups have the same rates.
 */
export const metricNames = [
  'demographicParityDifference',
  'demographicParityRatio',
  'equalOpportunityDifference',
  'equalOpportunityRatio',
  'equalizedOddsDifference',
  'equalizedOddsRatio',
] as const;
export type MetricName = (typeof metricNames)[number];

export const isRatio = (metric: MetricName): boolean => metric.endsWith('Ratio');

/** What a system decided about a person; `label` is what was true, where that became known. */
export interface Outcome {
  readonly favourable: boolean;
  /** Probability, 0 to 1, that the label is true. Other scores do not enter the calibration. */
  readonly score?: number | undefined;
  readonly label?: boolean | undefined;
}

/** All outcomes of one person in one period. An attribute that is not known has no value. */
export interface PersonOutcomes {
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly outcomes: readonly Outcome[];
}

export interface Settings {
  /** The first is compared at the top of the report, then the others, then each pair of them. */
  readonly attributes: readonly string[];
  /** People. A group with fewer has no figures; 0 shows all groups. */
  readonly minimumGroup: number;
  /** A ratio is breached below its threshold, a difference above it. */
  readonly thresholds: Readonly<Partial<Record<MetricName, number>>>;
  /** Any text: reports of the same counts and seed are equal. */
  readonly seed: string;
  /** Samples of the bootstrap; 1,000 when absent. */
  readonly resamples?: number;
}

/** Lower and upper end with a confidence of 95 %. */
export type Interval = readonly [low: number, high: number];

/** A proportion, 0 to 1, with its Wilson interval. */
export interface Rate {
  readonly value: number;
  readonly interval: Interval;
}

/** Outcomes whose mean score is in one range. Ranges with too few people are joined. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly meanScore: number;
  /** Share of true labels. */
  readonly observed: number;
}

/** How far scores agree with labels; `n` outcomes have both. */
export interface Calibration {
  readonly n: number;
  readonly meanScore: number;
  readonly observed: number;
  /** Mean squared difference of score and label. */
  readonly brier: number;
  /** Over ten bins of equal width: mean distance of score and observed share, weighted by n. */
  readonly expectedCalibrationError: number;
  readonly bins: readonly ReliabilityBin[];
}

/** Figures of one group; `n` are outcomes. `interval` is that of the selection rate. */
export interface ShownGroup {
  /** Value of each attribute of the comparison. */
  readonly group: Readonly<Record<string, string>>;
  readonly suppressed: false;
  readonly people: number;
  readonly n: number;
  readonly selectionRate: number;
  readonly interval: Interval;
  /** Absent where too few people have a label of either kind. */
  readonly labels?: {
    readonly truePositiveRate: Rate;
    readonly falsePositiveRate: Rate;
  };
  /** Of single attributes: `n` outcomes have a score. Absent where too few people have one. */
  readonly scores?: { readonly n: number; readonly mean: number };
  readonly calibration?: Calibration;
}

/** A group with too few people, or one from which such a group could be computed. */
export interface SuppressedGroup {
  readonly group: Readonly<Record<string, string>>;
  readonly suppressed: true;
}

export type GroupFigures = ShownGroup | SuppressedGroup;

/**
 * A metric against its threshold. `established`: it is beyond the threshold, so is its whole
 * interval, and chance alone sets groups as far apart in fewer than 5 of 100 samples. `possible`: it
 * is beyond, but not established. `unclear`: it is within, but its interval includes the threshold.
 * `within`: it and its interval are within.
 */
export interface Verdict {
  readonly metric: MetricName;
  readonly value: number;
  readonly threshold: number;
  readonly kind: 'established' | 'possible' | 'unclear' | 'within';
}

/** The groups of one attribute, or of two together, and how far they are apart. */
export interface Comparison {
  readonly by: readonly string[];
  /** Share of outcomes, 0 to 1, without a value of one of the attributes. */
  readonly missing: number;
  /** Sorted by value. */
  readonly groups: readonly GroupFigures[];
  /** Over the groups that are shown; absent where fewer than two have the rate, or all rates are 0. */
  readonly metrics: Readonly<Partial<Record<MetricName, number>>>;
  /** Percentile intervals of the bootstrap. */
  readonly intervals: Readonly<Partial<Record<MetricName, Interval>>>;
  /** Share of samples, 0 to 1, in which groups with equal rates are as far apart by chance. */
  readonly pValues: Readonly<Partial<Record<MetricName, number>>>;
  readonly verdicts: readonly Verdict[];
}

/** The comparison by the first attribute, with those by the other attributes and by pairs. */
export interface Report extends Comparison {
  /** Outcomes of the period. */
  readonly n: number;
  readonly comparisons: readonly Comparison[];
  /** Metrics beyond their threshold in any comparison, each once. */
  readonly breached: readonly MetricName[];
  readonly minimumGroup: number;
  readonly seed: string;
  readonly resamples: number;
}
