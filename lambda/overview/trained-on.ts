import type { SetOfPerson } from '../model/register/sets-of-person.ts';
import { setsOfPerson } from '../model/register/sets-of-person.ts';
import { setRow } from '../model/set/rows.ts';
import { trainingSets } from '../model/set/table.ts';
import type { SetState } from '../model/set/training-set.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRows } from '../platform/dynamo/read.ts';
import type { SubjectId, TrainingSetId } from '../value/ids.ts';

/** A training set that had data of a person, and the models that were trained on it. */
export interface TrainedOn extends Omit<SetOfPerson, 'setId'> {
  readonly trainingSetId: TrainingSetId;
  /** Absent where the register of sets has none any more. */
  readonly state?: SetState | undefined;
}

const keysPerRead = 100;

/**
 * In which sets data of a person was, the newest first, and which models used them.
 *
 * @throws StoreUnavailableError
 */
export async function trainedOn(
  database: Database,
  subjectId: SubjectId,
): Promise<readonly TrainedOn[]> {
  const found = await Array.fromAsync(setsOfPerson(database, subjectId));
  const states = await statesOf(
    database,
    found.map(({ setId }) => setId),
  );
  return found.map(({ setId, ...set }) => ({
    ...{ trainingSetId: setId, state: states.get(setId) },
    ...set,
  }));
}

async function statesOf(
  database: Database,
  setIds: readonly TrainingSetId[],
): Promise<ReadonlyMap<TrainingSetId, SetState>> {
  const states = new Map<TrainingSetId, SetState>();
  for (let from = 0; from < setIds.length; from += keysPerRead) {
    const keys = setIds.slice(from, from + keysPerRead).map((setId) => ({ setId }));
    for (const { setId, state } of await getRows(database, trainingSets, keys, setRow)) {
      states.set(setId, state);
    }
  }
  return states;
}
