import { executeEach, statementsPerCall } from '../../../platform/dynamo/batch.ts';
import { conflict, retryOnConflict } from '../../../platform/dynamo/retry.ts';
import type { Statement } from '../../../platform/dynamo/statement.ts';
import { update } from '../../../platform/dynamo/statement.ts';
import type { RecordId, TrainingSetId } from '../../../value/ids.ts';
import { setObject } from '../names.ts';
import { shardIdOf } from '../rows.ts';
import { openSets, rowsOfShard, shardsOf } from '../store.ts';
import { trainingRows } from '../table.ts';
import { without } from './departures.ts';
import type { RemovalDependencies } from './removal.ts';
import { changeShard, getShard, readLines } from './removal.ts';

/**
 * Deletes what a set has, once it has ended. What stays are hashes, counts, the list of what left, and
 * whose records were in it. Repeat it freely.
 *
 * @throws StoreUnavailableError, ObjectsUnavailableError, ShardAlteredError
 */
export async function expireSet(deps: RemovalDependencies, setId: TrainingSetId): Promise<void> {
  for await (const { number, state } of shardsOf(deps.database, setId)) {
    if (state !== 'deleted') await expireShard(deps, setId, number);
  }
  // The manifest, and what a process that died has left.
  await deps.objects.delete(setObject(setId));
  await openSets(deps).change(setId, ({ state }) =>
    state === 'ready' || state === 'stale' ? { state: 'expired' } : undefined,
  );
}

/** From here on the rows of people say what has not left yet: see `departPerson`. */
const expireShard = (
  deps: RemovalDependencies,
  setId: TrainingSetId,
  number: number,
): Promise<void> =>
  retryOnConflict(
    { attempts: 8, longestPauseMilliseconds: 500, exhausted: 'a shard kept changing' },
    async () => {
      const shard = await getShard(deps, setId, number);
      if (shard === undefined || shard.state === 'deleted') return;
      // The bucket may have deleted the object before: then nothing says what left.
      const lines = await readLines(deps, shard);
      if (lines !== undefined) {
        const here = new Set(lines.map(({ recordId }) => recordId));
        if (!(await noteWhatLeft(deps, setId, number, here))) return conflict;
      }
      const deleted = await changeShard(deps, shard, { state: 'deleted' });
      return deleted === undefined ? conflict : undefined;
    },
  );

async function noteWhatLeft(
  { database }: RemovalDependencies,
  setId: TrainingSetId,
  number: number,
  here: ReadonlySet<RecordId>,
): Promise<boolean> {
  const changes: Statement[] = [];
  for await (const row of rowsOfShard(database, setId, number)) {
    const left = new Set(row.records.filter((recordId) => !here.has(recordId)));
    if (left.size === 0) continue;
    const key = { subjectId: row.subjectId, shardId: shardIdOf(setId, number) };
    changes.push(update(trainingRows, key, row.version, without(row, left)));
  }
  for (let start = 0; start < changes.length; start += statementsPerCall) {
    const outcomes = await executeEach(database, changes.slice(start, start + statementsPerCall));
    if (outcomes.includes('changed')) return false;
  }
  return true;
}
