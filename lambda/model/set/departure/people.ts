import { queryPage } from '../../../platform/dynamo/read.ts';
import type { Database } from '../../../platform/dynamo/database.ts';
import type { RecordId, SubjectId, TrainingSetId } from '../../../value/ids.ts';
import { shardIdOf, trainingRow } from '../rows.ts';
import { trainingRows } from '../table.ts';
import { maximumShards } from '../training-set.ts';

/** Whose record is on which line. */
export type Owners = ReadonlyMap<RecordId, SubjectId>;

/**
 * How many people have no record left in a set. Those whose records are in several shards count when the
 * last one leaves the first of these: once, whatever comes in which order.
 *
 * @throws StoreUnavailableError
 */
export async function countPeople(
  database: Database,
  { setId, number }: { readonly setId: TrainingSetId; readonly number: number },
  owners: Owners,
  lines: Iterable<RecordId>,
  leaving: ReadonlySet<RecordId>,
): Promise<number> {
  const staying = new Set<SubjectId>();
  const gone = new Set<SubjectId>();
  for (const recordId of lines) {
    const owner = owners.get(recordId);
    if (owner !== undefined) (leaving.has(recordId) ? gone : staying).add(owner);
  }
  const first = await Promise.all(
    [...gone]
      .filter((subjectId) => !staying.has(subjectId))
      .map((subjectId) => firstShard(database, subjectId, setId)),
  );
  return first.filter((shard) => shard === number).length;
}

async function firstShard(
  database: Database,
  subjectId: SubjectId,
  setId: TrainingSetId,
): Promise<number | undefined> {
  const between = ['shardId', shardIdOf(setId, 1), shardIdOf(setId, maximumShards)] as const;
  const options = { partition: { subjectId }, between, limit: 1 };
  const { rows } = await queryPage(database, trainingRows, options, trainingRow);
  return rows[0]?.number;
}
