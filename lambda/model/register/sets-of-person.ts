import type { Database } from '../../platform/dynamo/database.ts';
import { queryAll } from '../../platform/dynamo/read.ts';
import type { SubjectId, TrainingSetId } from '../../value/ids.ts';
import type { ModelState } from '../../value/models.ts';
import { trainingRow } from '../set/rows.ts';
import { trainingRows } from '../set/table.ts';
import type { Model } from './row.ts';
import { modelsOf } from './store.ts';

/** A training set with data of a person. */
export interface SetOfPerson {
  readonly setId: TrainingSetId;
  /** Id of a purpose of the policy. */
  readonly purpose: string;
  /** Records of the person in it, as it was built. */
  readonly records: number;
  /** When the first of their records was put into it. */
  readonly since: string;
  /** What was trained on it. */
  readonly models: readonly ModelOfPerson[];
}

/** A model that was trained on data of a person. */
export interface ModelOfPerson {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly state: ModelState;
  readonly trainedAt: string;
}

const setsAtOnce = 25;

/**
 * The training sets in which data of a person is or was, the newest first, as long as that is remembered:
 * also after the person has left a set, because a model that was trained on it stays as it is.
 *
 * @throws StoreUnavailableError
 */
export async function* setsOfPerson(
  database: Database,
  subjectId: SubjectId,
): AsyncGenerator<SetOfPerson, void> {
  let waiting: Omit<SetOfPerson, 'models'>[] = [];
  const rows = queryAll(
    database,
    trainingRows,
    { partition: { subjectId }, newestFirst: true },
    trainingRow,
  );
  for await (const { setId, purpose, records, addedAt } of rows) {
    const last = waiting.at(-1);
    // Rows of one set follow each other, its last shard first.
    if (last?.setId === setId) {
      const both = { ...last, records: last.records + records.length, since: addedAt };
      waiting = [...waiting.slice(0, -1), both];
      continue;
    }
    if (waiting.length === setsAtOnce) {
      yield* await withModels(database, waiting);
      waiting = [];
    }
    waiting.push({ setId, purpose, records: records.length, since: addedAt });
  }
  yield* await withModels(database, waiting);
}

async function withModels(
  database: Database,
  sets: readonly Omit<SetOfPerson, 'models'>[],
): Promise<SetOfPerson[]> {
  const models = await modelsOf(
    database,
    sets.map(({ setId }) => setId),
  );
  return sets.map((set) => ({ ...set, models: (models.get(set.setId) ?? []).flatMap(trained) }));
}

/** A model that is planned has used nothing yet. */
function trained({ name, version, title, state, history }: Model): readonly ModelOfPerson[] {
  const trainedAt = history.find((step) => step.state === 'trained')?.at;
  return trainedAt === undefined ? [] : [{ name, version, title, state, trainedAt }];
}
