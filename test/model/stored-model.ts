import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { shardIdOf } from '../../lambda/model/set/rows.ts';
import { trainingRows } from '../../lambda/model/set/table.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { openModels } from '../../lambda/model/register/store.ts';
import { newEventId, newRecordId, newTrainingSetId } from '../../lambda/value/ids.ts';
import type { SubjectId, TrainingSetId } from '../../lambda/value/ids.ts';
import { toRfc3339 } from '../../lambda/value/time.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import type { ModelReference, ModelState } from '../../lambda/value/models.ts';

/** Registers a model in a state, past the API and past its approval. */
export async function storeModel(
  deps: {
    readonly database: Database;
    readonly policy: Policy;
    readonly clock: () => EpochMilliseconds;
  },
  { name, version }: ModelReference,
  state: ModelState,
  trainingSets: readonly TrainingSetId[] = [],
): Promise<void> {
  const at = toRfc3339(deps.clock());
  await openModels(deps).register({
    ...{ name, version, state, modelId: newEventId(), revision: 1, title: name },
    ...{ trainingSets: [...trainingSets], systems: [], intendedUse: 'A test.' },
    ...{ registeredAt: at, changedAt: at, history: [{ state, at, by: 'service' }] },
  });
}

/** Writes that a set has one record of a person, as a build does. */
export async function storeRow(database: Database, subjectId: SubjectId): Promise<TrainingSetId> {
  const setId = newTrainingSetId();
  const row = {
    ...{ subjectId, shardId: shardIdOf(setId, 1), version: 1, purpose: 'training' },
    ...{ records: [newRecordId()], contentVersions: [1], addedAt: '2026-11-20T10:00:00.000Z' },
  };
  await transact(database, [insert(trainingRows, row)]);
  return setId;
}
