/** What a game day measures of one incident. */
export interface Score {
  readonly incident: string;
  /** Milliseconds from the first act to the incident; undefined if nothing noticed it. */
  readonly detectedAfter?: number | undefined;
  readonly detection?: string | undefined;
  /** Whether the clock of the authority ends when the law says. */
  readonly clock: Outcome;
  readonly affected: Affected;
  readonly containment: Outcome;
  readonly notices: Outcome;
  /** Milliseconds of the whole incident. */
  readonly took: number;
}

/** What was tried, and what was wrong with it. */
export interface Outcome {
  readonly did: string;
  readonly wrong: readonly string[];
}

export interface Affected {
  /** People that the incident really affects. */
  readonly truth: number;
  readonly found: number;
  /** Share of the people found who are affected. */
  readonly precision: number;
  /** Share of the people affected who were found. */
  readonly recall: number;
}

/** Compares people found with the truth; both by their e-mail addresses. */
export function affectedOf(truth: readonly string[], found: readonly string[]): Affected {
  const [real, named] = [new Set(truth), new Set(found)];
  const right = [...named].filter((person) => real.has(person)).length;
  return {
    truth: real.size,
    found: named.size,
    precision: named.size === 0 ? 0 : right / named.size,
    recall: real.size === 0 ? 1 : right / real.size,
  };
}

/**
 * Here everything is on one machine. In an account a detection is delivered later: seconds by EventBridge,
 * minutes by an alarm.
 */
export const bar = {
  detectedAfterMilliseconds: 60_000,
  // Someone who is left out is not informed; someone too many is.
  recall: 1,
  precision: 0.8,
} as const;

/** What is below the bar; empty if nothing is. */
export function shortfalls(score: Score): string[] {
  const { detectedAfter, affected } = score;
  return [
    ...(detectedAfter === undefined ? ['no incident was opened'] : []),
    ...((detectedAfter ?? 0) > bar.detectedAfterMilliseconds ? ['it was noticed late'] : []),
    ...(affected.recall < bar.recall ? ['affected people were not found'] : []),
    ...(affected.precision < bar.precision ? ['people were found who are not affected'] : []),
    ...[score.clock, score.containment, score.notices].flatMap(({ wrong }) => wrong),
  ];
}
