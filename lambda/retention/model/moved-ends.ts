import type { StoredState } from '../../consent/model/event.ts';
import { unclassifiedCategory } from '../../policy/categories.ts';
import { milliseconds } from '../../value/time.ts';
import type { Basis, BasisFacts } from './basis.ts';
import { openBases, startsOf } from './basis.ts';
import type { RetentionFactsOfPerson } from './retention-end.ts';

/** What a person said about a purpose, before and after a change. */
export interface StateChange {
  readonly purpose: string;
  /** Absent where nothing was said. */
  readonly before: StoredState | undefined;
  readonly after: StoredState | undefined;
}

/**
 * Whether any data could end at another time, or be retained on another basis, for what was said. Of
 * several changes each has to be asked about, with the facts as they are now: what a person said
 * meanwhile about another purpose decides nothing about this one, and a change of their settings starts
 * a sweep of its own.
 */
export function movesEnds(
  { earlier = [], ...person }: RetentionFactsOfPerson,
  change: StateChange,
): boolean {
  return [person, ...earlier].some(
    (facts) =>
      JSON.stringify(basesUnder(facts, change, change.before)) !==
      JSON.stringify(basesUnder(facts, change, change.after)),
  );
}

/** The basis of all data that is judged alike: by category, by when it was collected and stored. */
function basesUnder(
  person: BasisFacts,
  { purpose, before, after }: StateChange,
  said: StoredState | undefined,
): Basis[] {
  const states = new Map(said === undefined ? [] : [[purpose, said]]);
  const { basisOf } = openBases({ ...person, states });
  const categories = [...Object.keys(person.policy.categories), unclassifiedCategory];
  const collected = [
    ...startsOf(person, purpose).map((start) => milliseconds(start - 1)),
    person.now,
  ];
  const stored = [before?.lapsed?.until, after?.lapsed?.until, undefined];
  return categories.flatMap((category) =>
    collected.flatMap((at) => stored.map((since) => basisOf(purpose, category, at, since))),
  );
}
