import { conflict, retryOnConflict } from '../../../platform/dynamo/retry.ts';
import { getRow, queryAll } from '../../../platform/dynamo/read.ts';
import { update } from '../../../platform/dynamo/statement.ts';
import type { RecordId, SubjectId } from '../../../value/ids.ts';
import { judgeMembers } from '../judge.ts';
import { shardIdOf, trainingRow } from '../rows.ts';
import { rowsOfPerson } from '../store.ts';
import { trainingRows } from '../table.ts';
import type { TrainingRow } from '../training-set.ts';
import { isFrozen } from './decide-again.ts';
import { recordDeparture } from './exclusions.ts';
import { countPeople } from './people.ts';
import type { RemovalDependencies } from './removal.ts';
import { changeShard, getShard, removeLines } from './removal.ts';

/**
 * Takes out of every set what a person does not permit any more, and what is deleted. Repeat it freely:
 * what has left a set leaves it no second time.
 *
 * @returns in how many shards something was to be taken out
 * @throws StoreUnavailableError, ObjectsUnavailableError, ShardAlteredError
 */
export async function departPerson(
  deps: RemovalDependencies,
  subjectId: SubjectId,
): Promise<number> {
  const leaving: TrainingRow[] = [];
  for await (const row of rowsOfPerson(deps.database, subjectId)) {
    const records = await notPermitted(deps, row);
    if (records.length > 0) leaving.push({ ...row, records });
  }
  // A build that is writing a shard decides about it, or the next read.
  await departRows(deps, leaving);
  return leaving.length;
}

/**
 * Takes everything of a person out of every set, before the rows that say where it is are deleted.
 *
 * @throws StoreUnavailableError, ObjectsUnavailableError, ShardAlteredError
 */
export async function departErased(deps: RemovalDependencies, subjectId: SubjectId): Promise<void> {
  let rows: readonly TrainingRow[] = await readableRows(deps, subjectId);
  while (rows.length > 0) {
    const unfinished = await departRows(deps, rows);
    const outcomes = await Promise.all(unfinished.map((row) => supersede(deps, row)));
    rows = unfinished.filter((_, index) => outcomes[index] === 'written');
  }
}

/** A row that nothing here wrote is of no shard, and keeps no one from being erased. */
async function readableRows(
  { database }: RemovalDependencies,
  subjectId: SubjectId,
): Promise<TrainingRow[]> {
  const readable = trainingRow.optional().catch(undefined);
  const rows = queryAll(database, trainingRows, { partition: { subjectId } }, readable);
  return (await Array.fromAsync(rows)).filter((row) => row !== undefined);
}

async function notPermitted(
  deps: RemovalDependencies,
  { subjectId, purpose, records, contentVersions }: TrainingRow,
): Promise<readonly RecordId[]> {
  const members = records.map((recordId, index) => ({
    ...{ subjectId, recordId, contentVersion: contentVersions[index] ?? 0 },
  }));
  const judgements = await judgeMembers(deps, purpose, members);
  return records.filter((_, index) => {
    const judgement = judgements[index];
    return judgement?.kind === 'excluded' && !isFrozen(judgement);
  });
}

/** @returns those whose shard is being written */
async function departRows(
  deps: RemovalDependencies,
  rows: readonly TrainingRow[],
): Promise<readonly TrainingRow[]> {
  const unfinished: TrainingRow[] = [];
  for (const row of rows) {
    const leaving = new Set(row.records);
    const removed = await removeLines(deps, row.setId, row.number, async (lines) => {
      const all = lines.map(({ recordId }) => recordId);
      const records = all.filter((recordId) => leaving.has(recordId));
      return { kind: 'leaving', records, people: await peopleIn(deps, row, all, records) };
    });
    if (removed.kind === 'unfinished') unfinished.push(row);
    if (removed.kind === 'absent') await departRow(deps, row);
  }
  return unfinished;
}

/** One, where nothing of the person stays: what else they have in the shard is in their row. */
async function peopleIn(
  { database }: RemovalDependencies,
  place: TrainingRow,
  lines: readonly RecordId[],
  leaving: readonly RecordId[],
): Promise<number> {
  if (leaving.length === 0) return 0;
  const { subjectId, setId, number } = place;
  const key = { subjectId, shardId: shardIdOf(setId, number) };
  const row = await getRow(database, trainingRows, key, trainingRow);
  const owners = new Map((row ?? place).records.map((recordId) => [recordId, subjectId]));
  return countPeople(database, place, owners, lines, new Set(leaving));
}

const attempts = 8;

/**
 * Of a set that has ended there is no file, but models may have been trained on it: the row of the person
 * says what of them has not left yet.
 */
const departRow = (
  deps: RemovalDependencies,
  { subjectId, setId, number, records }: TrainingRow,
): Promise<void> =>
  retryOnConflict({ attempts, exhausted: 'a row of a training set kept changing' }, async () => {
    const { database } = deps;
    const key = { subjectId, shardId: shardIdOf(setId, number) };
    const row = await getRow(database, trainingRows, key, trainingRow);
    // Of a set that failed or was rejected there is no shard at all.
    if (row === undefined || (await getShard(deps, setId, number)) === undefined) return;
    const leaving = new Set(records.filter((recordId) => row.records.includes(recordId)));
    if (leaving.size === 0) return;
    const owners = new Map(row.records.map((recordId) => [recordId, subjectId]));
    const people = await countPeople(database, row, owners, row.records, leaving);
    const change = update(trainingRows, key, row.version, without(row, leaving));
    const departure = { records: [...leaving], people };
    const outcome = await recordDeparture(deps, setId, departure, change);
    return outcome === 'recorded' ? undefined : conflict;
  });

export const without = (row: TrainingRow, leaving: ReadonlySet<RecordId>) => {
  const stays = (_: unknown, index: number) => !leaving.has(row.records[index] ?? ('' as RecordId));
  return {
    records: row.records.filter(stays),
    contentVersions: row.contentVersions.filter(stays),
  };
};

/**
 * A build may have decided before the person was erased, and write the shard after. It cannot any more:
 * it finds another version, and begins again with people as they are by then.
 *
 * @returns `written`: the build was faster
 */
const supersede = (
  deps: RemovalDependencies,
  { setId, number }: TrainingRow,
): Promise<'superseded' | 'written'> =>
  retryOnConflict({ attempts, exhausted: 'a shard kept changing' }, async () => {
    const shard = await getShard(deps, setId, number);
    if (shard === undefined) return 'superseded';
    if (shard.state !== 'writing') return 'written';
    return (await changeShard(deps, shard, {})) === undefined ? conflict : 'superseded';
  });
