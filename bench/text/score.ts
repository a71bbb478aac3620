/** A part of a text with a type. */
export interface Span {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export interface Counts {
  readonly found: number;
  readonly gold: number;
  readonly right: number;
  readonly predicted: number;
}

export interface Score extends Counts {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Recall counts four times as much as precision: a missed person is worse than one too many. */
  readonly f2: number;
}

const none: Counts = { found: 0, gold: 0, right: 0, predicted: 0 };

/**
 * A labelled span is found if predictions of its type cover half of it, and a prediction is right if half of
 * it is labelled so: where a name ends is a matter of taste.
 */
export function compare(gold: readonly Span[], predicted: readonly Span[]): Counts {
  const half = (span: Span, by: readonly Span[]): boolean => {
    const covered = by
      .filter(({ type }) => type === span.type)
      .reduce((sum, each) => sum + overlap(span, each), 0);
    return covered * 2 >= span.end - span.start;
  };
  return {
    found: gold.filter((span) => half(span, predicted)).length,
    gold: gold.length,
    right: predicted.filter((span) => half(span, gold)).length,
    predicted: predicted.length,
  };
}

const overlap = (one: Span, other: Span): number =>
  Math.max(0, Math.min(one.end, other.end) - Math.max(one.start, other.start));

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (one, other) => ({
      found: one.found + other.found,
      gold: one.gold + other.gold,
      right: one.right + other.right,
      predicted: one.predicted + other.predicted,
    }),
    none,
  );

export function scoreOf(counts: Counts): Score {
  const precision = counts.predicted === 0 ? 1 : counts.right / counts.predicted;
  const recall = counts.gold === 0 ? 1 : counts.found / counts.gold;
  return {
    ...counts,
    precision,
    recall,
    f1: fOf(1, precision, recall),
    f2: fOf(2, precision, recall),
  };
}

const fOf = (beta: number, precision: number, recall: number): number => {
  const weight = beta * beta;
  const sumOfBoth = weight * precision + recall;
  return sumOfBoth === 0 ? 0 : ((1 + weight) * precision * recall) / sumOfBoth;
};
