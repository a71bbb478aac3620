/** What is done about a model that was trained on data of people who left. It is never called deleted. */
export const measureKinds = ['retrain-by', 'filter', 'none-possible'] as const;
export type MeasureKind = (typeof measureKinds)[number];

export interface Measure {
  readonly kind: MeasureKind;
  /** Last day of a `retrain-by`: `2026-12-31`. */
  readonly date?: string | undefined;
  readonly reason?: string | undefined;
  readonly plannedAt: string;
  /** How many people had left each set by then. */
  readonly people: Readonly<Record<string, number>>;
}

/** How many people left a set, by UTC day. */
export interface Departures {
  readonly setId: string;
  readonly people: Readonly<Record<string, number>>;
}

/** People whose data a model was trained on and who left, of one set. Never which people. */
export interface Affected {
  readonly trainingSetId: string;
  /** UTC day on which the first of them left. */
  readonly since: string;
  readonly people: number;
  /** Absent for those who left after the last measure was planned. */
  readonly measure?: Measure;
}

/**
 * @param from UTC day up to which the training left out what the set excluded: those who left before are
 * not affected
 */
export function affectedBy(
  sets: readonly Departures[],
  measure: Measure | undefined,
  from = '',
): readonly Affected[] {
  return sets.flatMap(({ setId, people }) => {
    const days = Object.entries(people)
      .filter(([day, count]) => day >= from && count > 0)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    const covered = measure?.people[setId] ?? 0;
    const parts = split(days, covered);
    return [
      ...parts.covered.map((part) => ({ trainingSetId: setId, ...part, measure })),
      ...parts.left.map((part) => ({ trainingSetId: setId, ...part })),
    ];
  });
}

/** How many people left each set: what a measure that is planned now is about. */
export const peopleBySet = (
  sets: readonly Departures[],
  from?: string,
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    affectedBy(sets, undefined, from).map(({ trainingSetId, people }) => [trainingSetId, people]),
  );

/**
 * How many people of each set a measure is planned for, once the training is said to have left out those
 * who left up to a later day: they are affected no longer, and it is not for others in their place.
 *
 * @param before the day that was said before
 */
export const stillPlanned = (
  planned: Measure['people'],
  sets: readonly Departures[],
  { before = '', until }: { readonly before?: string | undefined; readonly until: string },
): Record<string, number> => {
  const leftOut = sets.map(({ setId, people }) => {
    const days = Object.entries(people).filter(([day]) => day >= before && day < until);
    return [setId, days.reduce((sum, [, count]) => sum + count, 0)] as const;
  });
  const people = { ...planned };
  for (const [setId, count] of leftOut) {
    if (people[setId] !== undefined) people[setId] = Math.max(0, people[setId] - count);
  }
  return people;
};

type Part = Pick<Affected, 'since' | 'people'>;

/** The first `covered` people, and those after them. */
function split(
  days: readonly (readonly [day: string, count: number])[],
  covered: number,
): { readonly covered: readonly Part[]; readonly left: readonly Part[] } {
  let seen = 0;
  let before: Part | undefined;
  let after: Part | undefined;
  for (const [day, count] of days) {
    const within = Math.min(count, Math.max(0, covered - seen));
    if (within > 0)
      before = { since: before?.since ?? day, people: (before?.people ?? 0) + within };
    const beyond = count - within;
    if (beyond > 0) after = { since: after?.since ?? day, people: (after?.people ?? 0) + beyond };
    seen += count;
  }
  return { covered: before ? [before] : [], left: after ? [after] : [] };
}
