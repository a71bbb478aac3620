import { CorruptRowError } from '../platform/dynamo/errors.ts';
import { firstIdAt, madeAt } from '../value/ids.ts';
import type { SubjectId } from '../value/ids.ts';
import { plusSeconds } from '../value/time.ts';
import { peoplePage } from '../subject/people-page.ts';
import type { PersonPlace, SweepingDependencies } from './sweep-person.ts';
import { startOf, sweepPage } from './sweep-person.ts';
import type { SweepCounts } from './sweep-store.ts';

/** How far a sweep is: over one person, or over everybody. Ids and counts alone. */
export interface SweepPlace {
  /** Whose rows are being swept. */
  readonly open: readonly PersonPlace[];
  /** The person that was read last. */
  readonly after?: string;
  /** Whether no one is left to begin with. */
  readonly isLast: boolean;
  /** Another sweep does the rest. */
  readonly isSuperseded?: boolean;
  /** Whose rows were swept last. */
  readonly last?: PersonPlace;
  /** People with broken rows. */
  readonly broken: number;
  readonly people: number;
  readonly seen: number;
  readonly changed: number;
  readonly deleted: number;
}

const nothing = { broken: 0, people: 0, seen: 0, changed: 0, deleted: 0 };
/** People whose rows are swept at the same time. */
const peoplePerWave = 16;

export const startSweep = (subjectId: SubjectId | undefined): SweepPlace =>
  subjectId === undefined
    ? { ...nothing, open: [], isLast: false }
    : { ...nothing, open: [startOf(subjectId)], isLast: true };

export const isDone = ({ open, isLast, isSuperseded = false }: SweepPlace): boolean =>
  isSuperseded || (isLast && open.length === 0);

/** Longer than a call may take from the id of a record to its row, whatever clocks say. */
const writingSeconds = 30;

/**
 * What was written for the person that was swept last, after it had been looked at: ids are in the
 * order in which they were made, rows come a moment later.
 */
export const resumed = (place: SweepPlace): SweepPlace =>
  place.last === undefined
    ? place
    : {
        ...place,
        open: [
          {
            ...place.last,
            ...(place.last.after !== undefined && {
              after: firstIdAt(plusSeconds(madeAt(place.last.after), -writingSeconds)),
              counted: place.last.after,
            }),
            ...{ round: 1, seen: 0, changed: 0, deleted: 0, isDone: false },
          },
        ],
        people: place.people - 1,
      };

export function countsOf({ open, people, ...place }: SweepPlace): SweepCounts {
  const sum = (count: 'seen' | 'changed' | 'deleted') =>
    open.reduce((total, person) => total + person[count], place[count]);
  return { people, seen: sum('seen'), changed: sum('changed'), deleted: sum('deleted') };
}

/**
 * Goes on from `place` until everything is swept or `isTime`, at least for one page of each person.
 *
 * @throws StoreUnavailableError
 */
export async function sweepOn(
  deps: SweepingDependencies,
  start: SweepPlace,
  isTime: () => boolean,
): Promise<SweepPlace> {
  let place = start;
  while (!isDone(place)) {
    if (place.open.length === 0) place = await nextPeople(deps, place);
    const open = await Promise.all(place.open.map((person) => sweepPerson(deps, person, isTime)));
    place = settled({ ...place, open });
    if (isTime()) break;
  }
  return place;
}

async function sweepPerson(
  deps: SweepingDependencies,
  start: PersonPlace,
  isTime: () => boolean,
): Promise<PersonPlace> {
  let place = start;
  try {
    do place = await sweepPage(deps, place);
    while (!place.isDone && !isTime());
    return place;
  } catch (error) {
    // No one else's rows stay for it. The sweep fails in the end, so that someone looks.
    if (!(error instanceof CorruptRowError)) throw error;
    deps.log.error('FAILED', error, { workflow: 'retention-sweep' });
    return { ...place, isDone: true, isBroken: true };
  }
}

function settled(place: SweepPlace): SweepPlace {
  const done = place.open.filter((person) => person.isDone);
  const last = done.at(-1);
  const broken = done.filter((person) => person.isBroken).length;
  return {
    ...place,
    broken: place.broken + broken,
    ...countsOf({ ...place, open: done, people: place.people + done.length }),
    open: place.open.filter((person) => !person.isDone),
    ...(last && { last }),
  };
}

async function nextPeople(
  { database }: SweepingDependencies,
  place: SweepPlace,
): Promise<SweepPlace> {
  const { ids, last } = await peoplePage(database, {
    after: place.after as SubjectId | undefined,
    limit: peoplePerWave,
  });
  return {
    ...place,
    open: ids.map(startOf),
    ...(last !== undefined && { after: last }),
    isLast: last === undefined,
  };
}
