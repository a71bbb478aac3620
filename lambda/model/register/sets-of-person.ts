import type { Database } from '../../platform/dynamo/database.ts';
import { queryAll } from '../../platform/dynamo/read.ts';
import type { SubjectId, TrainingSetId } from '../../value/ids.ts';
import { trainingRow } from '../set/rows.ts';
import { trainingRows } from '../set/table.ts';
import type { ModelState } from '../../value/models.ts';
import { showModel } from '../../value/models.ts';
import { modelsOf } from './store.ts';

/** A training set with data of a person. */
export interface SetOfPerson {
  readonly setId: TrainingSetId;
  /** Id of a purpose of the policy. */
  readonly purpose: string;
  /** When the first of their records was put into it. */
  readonly since: string;
  /** What was trained on it, `name/version`. */
  readonly models: readonly { readonly model: string; readonly state: ModelState }[];
}

const setsAtOnce = 25;

/**
 * The training sets in which data of a person is or was, the newest first, as long as that is remembered.
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
  for await (const { setId, purpose, addedAt } of rows) {
    const last = waiting.at(-1);
    // Rows of one set follow each other, its last shard first.
    if (last?.setId === setId) {
      waiting = [...waiting.slice(0, -1), { ...last, since: addedAt }];
      continue;
    }
    if (waiting.length === setsAtOnce) {
      yield* await withModels(database, waiting);
      waiting = [];
    }
    waiting.push({ setId, purpose, since: addedAt });
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
  return sets.map((set) => ({
    ...set,
    models: (models.get(set.setId) ?? []).map((model) => ({
      ...{ model: showModel(model), state: model.state },
    })),
  }));
}
