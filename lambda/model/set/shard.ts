import { Readable } from 'node:stream';
import { executeEach, statementsPerCall } from '../../platform/dynamo/batch.ts';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import { getRow } from '../../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Item, Statement } from '../../platform/dynamo/statement.ts';
import { insert, remove, replace, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { Objects } from '../../platform/objects/objects.ts';
import type { SubjectId } from '../../value/ids.ts';
import { countUses } from '../../retention/uses.ts';
import { sha256Hex } from '../../value/canonical.ts';
import type { EpochSeconds } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import type { Candidate } from './find.ts';
import type { JudgeDependencies } from './judge.ts';
import { judgeMembers } from './judge.ts';
import { fileOf, manifestLine } from './line.ts';
import { linesType, shardManifest, shardObject, shardParts } from './names.ts';
import { shardIdOf, shardName, trainingRow } from './rows.ts';
import { rowsOfShard, shardsOf } from './store.ts';
import { trainingRows, trainingShards } from './table.ts';
import type { ExclusionReason, TrainingRow, TrainingSet } from './training-set.ts';

export interface ShardDependencies extends JudgeDependencies {
  readonly objects: Objects;
}

export interface WritingSet extends Pick<TrainingSet, 'setId' | 'purpose'> {
  /** When the rows of people, and those of shards, may go. */
  readonly rememberedUntil: EpochSeconds;
}

export interface WrittenShard {
  /** In the order in which they were found. */
  readonly included: readonly Candidate[];
  readonly excluded: readonly ExclusionReason[];
}

/**
 * Writes a shard. Whose records are in it is written first, then everything that decides is read again:
 * a person who withdraws before that is left out, and one who withdraws later has a row by which the set
 * is found. The object comes last, so that no line is ever of a person without a row.
 *
 * @param number from 1; of a shard that is not there, or was discarded
 * @throws StoreUnavailableError, ObjectsUnavailableError
 */
export async function writeShard(
  deps: ShardDependencies,
  set: WritingSet,
  number: number,
  candidates: readonly Candidate[],
): Promise<WrittenShard> {
  const { database, objects } = deps;
  const { setId, purpose } = set;
  const key = { setId, shard: shardName(number) };
  const beginning = insert(trainingShards, {
    ...{ ...key, version: 1, state: 'writing', rows: 0, bytes: 0 },
    expiresAt: set.rememberedUntil,
  });
  if ((await transact(database, [beginning])).kind !== 'committed') {
    throw new StoreUnavailableError('a shard is there already');
  }
  await claim(deps, set, number, candidates);

  const judgements = await judgeMembers(deps, purpose, candidates);
  const isIncluded = (_: Candidate, index: number) => judgements[index]?.kind === 'permitted';
  const included = candidates.filter(isIncluded);
  const excluded = judgements.flatMap((one) => (one.kind === 'excluded' ? [one.reason] : []));
  if (excluded.length > 0) await giveUp(deps, set, number, candidates, included);
  if (included.length === 0) {
    await changed(database, remove(trainingShards, key, 1));
    return { included, excluded };
  }

  await countUses(
    deps,
    [...byPerson(included).keys()].map((subjectId) => ({ subjectId, purpose })),
  );
  const file = fileOf(included.map(({ line }) => line));
  const manifest = fileOf(included.map(({ recordId, line }) => manifestLine(recordId, line)));
  await put(objects, shardManifest(setId, number), manifest);
  await put(objects, shardObject({ setId, number }), file);
  const written = { state: 'written', rows: included.length, bytes: file.length };
  await changed(database, update(trainingShards, key, 1, { ...written, sha256: sha256Hex(file) }));
  return { included, excluded };
}

const put = (objects: Objects, name: Parameters<Objects['put']>[0], bytes: Buffer) =>
  objects.put(name, Readable.from([bytes]), linesType);

/** By person, in the order of the records. */
const byPerson = (candidates: readonly Candidate[]): ReadonlyMap<SubjectId, Candidate[]> =>
  Map.groupBy(candidates, ({ subjectId }) => subjectId);

const membersOf = (some: readonly Candidate[]) => ({
  records: some.map(({ recordId }) => recordId),
  contentVersions: some.map(({ contentVersion }) => contentVersion),
});

async function claim(
  { database, clock }: ShardDependencies,
  { setId, purpose, rememberedUntil }: WritingSet,
  number: number,
  candidates: readonly Candidate[],
): Promise<void> {
  const shardId = shardIdOf(setId, number);
  const addedAt = toRfc3339(clock());
  const rows = [...byPerson(candidates)].map(
    ([subjectId, some]): Item & { subjectId: SubjectId } => ({
      ...{ subjectId, shardId, version: 1, purpose, addedAt, ...membersOf(some) },
      expiresAt: rememberedUntil,
    }),
  );
  const outcomes = await executeAll(
    database,
    rows.map((row) => insert(trainingRows, row)),
  );
  // Left by an attempt that died, where the index did not show it yet.
  const left = rows.filter((_, index) => outcomes[index] === 'changed');
  await Promise.all(
    left.map((row) =>
      changeRow(database, { subjectId: row.subjectId, shardId }, ({ version }) =>
        replace(trainingRows, { subjectId: row.subjectId, shardId }, version, {
          ...row,
          version: version + 1,
        }),
      ),
    ),
  );
}

/** Takes back what was claimed for records that are left out. */
async function giveUp(
  { database }: ShardDependencies,
  { setId }: WritingSet,
  number: number,
  claimed: readonly Candidate[],
  included: readonly Candidate[],
): Promise<void> {
  const shardId = shardIdOf(setId, number);
  const includedOf = byPerson(included);
  await Promise.all(
    [...byPerson(claimed)].map(async ([subjectId, some]) => {
      const left = includedOf.get(subjectId) ?? [];
      if (left.length === some.length) return;
      const key = { subjectId, shardId };
      await changeRow(database, key, ({ version }) =>
        left.length === 0
          ? remove(trainingRows, key, version)
          : update(trainingRows, key, version, membersOf(left)),
      );
    }),
  );
}

const attempts = 8;

const changeRow = (
  database: ShardDependencies['database'],
  key: { readonly subjectId: SubjectId; readonly shardId: string },
  change: (row: TrainingRow) => Statement,
): Promise<void> =>
  retryOnConflict(
    { attempts, exhausted: 'a row of a training set included changing' },
    async () => {
      const row = await getRow(database, trainingRows, key, trainingRow);
      if (row === undefined) return;
      const { kind } = await transact(database, [change(row)]);
      return kind === 'committed' ? undefined : conflict;
    },
  );

async function executeAll(
  database: ShardDependencies['database'],
  statements: readonly Statement[],
): Promise<readonly ('done' | 'changed')[]> {
  const batches: Statement[][] = [];
  for (let start = 0; start < statements.length; start += statementsPerCall) {
    batches.push(statements.slice(start, start + statementsPerCall));
  }
  return (await Promise.all(batches.map((batch) => executeEach(database, batch)))).flat();
}

/**
 * Deletes what there is of a set from one shard on: the objects, then whose records they had. What an
 * attempt that died has left would else be there twice.
 *
 * @throws StoreUnavailableError, ObjectsUnavailableError
 */
export async function discardFrom(
  { database, objects }: Pick<ShardDependencies, 'database' | 'objects'>,
  setId: TrainingSet['setId'],
  first: number,
): Promise<void> {
  for await (const shard of shardsOf(database, setId, first)) {
    const { number } = shard;
    const key = { setId, shard: shardName(number) };
    // From here on no one takes it for a shard that is whole.
    await changed(database, update(trainingShards, key, shard.version, { state: 'writing' }));
    await objects.delete(shardParts(setId, number));
    const shardId = shardIdOf(setId, number);
    const rows = await Array.fromAsync(rowsOfShard(database, setId, number));
    await executeAll(
      database,
      rows.map((row) => remove(trainingRows, { subjectId: row.subjectId, shardId }, row.version)),
    );
    await changed(database, remove(trainingShards, key, shard.version + 1));
  }
}

/**
 * Changes the row of a shard.
 *
 * @throws StoreUnavailableError where the erasure of a person took its version meanwhile: the step begins
 * again, with people as they are by then
 */
async function changed(database: ShardDependencies['database'], row: Statement): Promise<void> {
  if ((await transact(database, [row])).kind === 'committed') return;
  throw new StoreUnavailableError('the row of a shard was changed meanwhile');
}
