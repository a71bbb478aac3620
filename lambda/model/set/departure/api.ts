import { decodeCursor, encodeCursor, malformedCursor } from '../../../platform/http/cursor.ts';
import type { Handlers } from '../../../platform/http/handlers.ts';
import { answer } from '../../../platform/http/handlers.ts';
import { problem } from '../../../platform/http/problem.ts';
import type { TrainingSetId } from '../../../value/ids.ts';
import { parseId } from '../../../value/ids.ts';
import { toRfc3339 } from '../../../value/time.ts';
import { shardObject } from '../names.ts';
import { linkEnd, stateAt } from '../state.ts';
import { openSets } from '../store.ts';
import type { TrainingSet, TrainingShard } from '../training-set.ts';
import { isReadable } from '../training-set.ts';
import { decideAgain } from './decide-again.ts';
import { readExclusions } from './exclusions.ts';
import type { RemovalDependencies } from './removal.ts';
import type { shardRoutes } from './routes.ts';

/** GET /v1/training-shards/{id}/{n} and /v1/training-sets/{id}/exclusions */
export function shardHandlers(deps: RemovalDependencies): Handlers<typeof shardRoutes> {
  const { database, policy, objects } = deps;
  const sets = openSets(deps);

  const find = async (id: string): Promise<TrainingSet | undefined> => {
    const setId = parseId<TrainingSetId>(id);
    return setId && sets.get(setId);
  };

  async function linkTo(set: TrainingSet, shard: TrainingShard) {
    const expiresAt = linkEnd(set, deps.clock());
    if (expiresAt === undefined) return problem('not-found');
    const filename = `${shard.setId}.${shard.number}.jsonl`;
    const url = await objects.link(shardObject(shard), filename, expiresAt);
    const rows = shard.rows - (shard.left ?? 0);
    const body = { url, sha256: shard.sha256, rows, expiresAt: toRfc3339(expiresAt) };
    return answer(303, body, { location: url });
  }

  return {
    async openShard({ path, now }) {
      const set = await find(path.trainingSetId);
      const state = set && stateAt(policy, set, now);
      if (set === undefined || state === undefined) return problem('not-found');
      if (state === 'building') return problem('conflict', { detail: 'the set is being built' });
      if (!isReadable(state)) return problem('not-found');
      const decided = await decideAgain(deps, set, Number(path.number));
      switch (decided.kind) {
        case 'current':
          return linkTo(set, decided.shard);
        case 'frozen':
          return problem('processing-frozen');
        case 'unfinished':
        case 'absent':
          return problem('not-found');
      }
    },

    async listExclusions({ path, query }) {
      const set = await find(path.trainingSetId);
      if (set === undefined) return problem('not-found');
      const { limit, since } = query;
      const scope = `exclusions/${set.setId}`;
      const key = query.cursor === undefined ? {} : decodeCursor(scope, query.cursor);
      if (key === undefined) return malformedCursor;
      const after = key['excluded'];
      const page = await readExclusions(database, set, {
        ...{ limit, ...(since !== undefined && { since }), ...(after !== undefined && { after }) },
      });
      const items = page.items.map(({ at, records }) => ({ at, recordIds: records }));
      const last = page.lastKey?.['excluded'];
      return answer(200, {
        ...{ items, until: page.until },
        ...(last !== undefined && { nextCursor: encodeCursor(scope, { excluded: last }) }),
      });
    },
  };
}
