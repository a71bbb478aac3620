import { modelsOf } from '../model/register/store.ts';
import type { Model } from '../model/register/row.ts';
import { setRow } from '../model/set/rows.ts';
import { rowsOfPerson } from '../model/set/store.ts';
import { trainingSets } from '../model/set/table.ts';
import type { SetState } from '../model/set/training-set.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRows } from '../platform/dynamo/read.ts';
import type { SubjectId, TrainingSetId } from '../value/ids.ts';
import type { ModelState } from '../value/models.ts';

/** A training set that had data of a person, and the models that were trained on it. */
export interface TrainedOn {
  readonly trainingSetId: TrainingSetId;
  readonly purpose: string;
  /** Records of the person in it, as it was built. */
  readonly records: number;
  readonly since: string;
  /** Absent where the register of sets has none any more. */
  readonly state?: SetState | undefined;
  readonly models: readonly {
    readonly name: string;
    readonly version: string;
    readonly title: string;
    readonly state: ModelState;
    readonly trainedAt: string;
  }[];
}

const keysPerRead = 100;

/**
 * In which sets data of a person was, the newest first, and which models used them: also after the
 * person has left a set, because a model that was trained on it stays as it is.
 *
 * @throws StoreUnavailableError
 */
export async function trainedOn(
  database: Database,
  subjectId: SubjectId,
): Promise<readonly TrainedOn[]> {
  const found = new Map<TrainingSetId, Omit<TrainedOn, 'models' | 'state'>>();
  for await (const { setId, purpose, records, addedAt } of rowsOfPerson(database, subjectId)) {
    const before = found.get(setId);
    found.set(setId, {
      ...{ trainingSetId: setId, purpose, records: (before?.records ?? 0) + records.length },
      since: before !== undefined && before.since < addedAt ? before.since : addedAt,
    });
  }
  const setIds = [...found.keys()];
  if (setIds.length === 0) return [];
  const [states, models] = await Promise.all([
    statesOf(database, setIds),
    modelsOf(database, setIds),
  ]);
  return [...found.values()]
    .map((set) => ({
      ...set,
      state: states.get(set.trainingSetId),
      models: (models.get(set.trainingSetId) ?? []).flatMap(usedBy),
    }))
    .sort((one, other) => (one.since < other.since ? 1 : -1));
}

/** A model that is planned has used nothing yet. */
function usedBy({ name, version, title, state, history }: Model): TrainedOn['models'] {
  const trainedAt = history.find((step) => step.state === 'trained')?.at;
  return trainedAt === undefined ? [] : [{ name, version, title, state, trainedAt }];
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
