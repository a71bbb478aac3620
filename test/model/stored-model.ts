import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { openModels } from '../../lambda/model/register/store.ts';
import { newEventId } from '../../lambda/value/ids.ts';
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
): Promise<void> {
  const at = toRfc3339(deps.clock());
  await openModels(deps).register({
    ...{ name, version, state, modelId: newEventId(), revision: 1, title: name },
    ...{ trainingSets: [], systems: [], intendedUse: 'A test.' },
    ...{ registeredAt: at, changedAt: at, history: [{ state, at, by: 'service' }] },
  });
}
