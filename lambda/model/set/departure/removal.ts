import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { getRow } from '../../../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../../../platform/dynamo/retry.ts';
import { update } from '../../../platform/dynamo/statement.ts';
import type { Item } from '../../../platform/dynamo/statement.ts';
import { transact } from '../../../platform/dynamo/transact.ts';
import { isObjectName } from '../../../platform/objects/checks.ts';
import type { Objects } from '../../../platform/objects/objects.ts';
import { sha256Hex } from '../../../value/canonical.ts';
import type { TrainingSetId } from '../../../value/ids.ts';
import type { ShardLine } from '../line.ts';
import { fileOf, linesOf, readLine } from '../line.ts';
import { linesType, shardObject } from '../names.ts';
import { shardName, shardRow } from '../rows.ts';
import { trainingShards } from '../table.ts';
import type { TrainingShard } from '../training-set.ts';
import type { Departure, ExclusionDependencies } from './exclusions.ts';
import { recordDeparture } from './exclusions.ts';

export interface RemovalDependencies extends ExclusionDependencies {
  readonly objects: Objects;
}

/** A line of a shard as it is stored. */
export type StoredLine = ShardLine & { readonly line: string };

/** Which lines have to leave; `frozen`: an incident prevents that it is decided. */
export type Choice = ({ readonly kind: 'leaving' } & Departure) | { readonly kind: 'frozen' };

export type Removed =
  /** The object of the shard has no line that had to leave. */
  | { readonly kind: 'current'; readonly shard: TrainingShard }
  | { readonly kind: 'frozen' }
  /** A build is writing it. */
  | { readonly kind: 'unfinished'; readonly shard: TrainingShard }
  /** There is none, or the set has ended. */
  | { readonly kind: 'absent' };

const attempts = 8;

/**
 * Takes lines out of a shard. What stays is written as an object of its own, which takes the place of the
 * one before in the transaction that lists what left; then the one before is deleted. A crash
 * between two of these steps leaves the shard as it was or as it becomes, never a line twice or none.
 *
 * @param choose is asked again about the lines of each attempt
 * @throws StoreUnavailableError, ObjectsUnavailableError
 * @throws ShardAlteredError
 */
export const removeLines = (
  deps: RemovalDependencies,
  setId: TrainingSetId,
  number: number,
  choose: (lines: readonly StoredLine[]) => Promise<Choice>,
): Promise<Removed> =>
  retryOnConflict(
    { attempts, longestPauseMilliseconds: 500, exhausted: 'a shard kept changing' },
    async () => {
      const found = await getShard(deps, setId, number);
      if (found === undefined || found.state === 'deleted') return { kind: 'absent' };
      if (found.state === 'writing') return { kind: 'unfinished', shard: found };
      const shard = await withoutLeftovers(deps, found);
      const lines = shard && (await readLines(deps, shard));
      if (shard === undefined || lines === undefined) return conflict;
      const choice = await choose(lines);
      if (choice.kind === 'frozen') return choice;
      if (choice.records.length === 0) return { kind: 'current', shard };
      const rewritten = await rewrite(deps, shard, lines, choice);
      return rewritten === undefined ? conflict : { kind: 'current', shard: rewritten };
    },
  );

export const getShard = (
  { database }: Pick<RemovalDependencies, 'database'>,
  setId: TrainingSetId,
  number: number,
): Promise<TrainingShard | undefined> =>
  getRow(database, trainingShards, { setId, shard: shardName(number) }, shardRow);

/** @returns the shard with its next version; undefined where it has another one by now */
export async function changeShard(
  { database }: Pick<RemovalDependencies, 'database'>,
  shard: TrainingShard,
  changes: Partial<TrainingShard> & Item,
): Promise<TrainingShard | undefined> {
  const { kind } = await transact(database, [shardChange(shard, changes)]);
  return kind === 'committed' ? { ...shard, ...changes, version: shard.version + 1 } : undefined;
}

const shardChange = ({ setId, number, version }: TrainingShard, changes: Item) =>
  update(trainingShards, { setId, shard: shardName(number) }, version, changes);

/**
 * Deletes what an earlier attempt left. The version is taken first: a call that announced one of these
 * objects cannot make it the shard's any more.
 */
async function withoutLeftovers(
  deps: RemovalDependencies,
  shard: TrainingShard,
): Promise<TrainingShard | undefined> {
  if ((shard.leftovers ?? []).length === 0) return shard;
  const taken = await changeShard(deps, shard, {});
  if (taken === undefined) return undefined;
  for (const name of taken.leftovers ?? []) {
    if (isObjectName(name)) await deps.objects.delete(name);
  }
  return changeShard(deps, taken, { leftovers: [] });
}

/** Undefined where another process has just put an object in the place of this one. */
export async function readLines(
  { objects }: Pick<RemovalDependencies, 'objects'>,
  shard: TrainingShard,
): Promise<readonly StoredLine[] | undefined> {
  const object = await objects.get(shardObject(shard));
  if (object === undefined) return undefined;
  const file = await text(object);
  if (sha256Hex(file) !== shard.sha256) throw new ShardAlteredError();
  return linesOf(file).map((line) => ({ ...readLine(line), line }));
}

async function rewrite(
  deps: RemovalDependencies,
  before: TrainingShard,
  lines: readonly StoredLine[],
  departure: Departure,
): Promise<TrainingShard | undefined> {
  const { objects } = deps;
  const former = shardObject(before);
  const revision = randomUUID();
  const name = shardObject({ ...before, revision });
  // Announced before it is there: a crash leaves no object that no row names.
  const announced = await changeShard(deps, before, { leftovers: [name] });
  if (announced === undefined) return undefined;
  const leaving = new Set(departure.records);
  const staying = lines.filter(({ recordId }) => !leaving.has(recordId));
  const file = fileOf(staying.map(({ line }) => line));
  await objects.put(name, Readable.from([file]), linesType);
  const changes = {
    ...{ revision, leftovers: [former], sha256: sha256Hex(file), bytes: file.length },
    left: (before.left ?? 0) + lines.length - staying.length,
  };
  const change = shardChange(announced, changes);
  if ((await recordDeparture(deps, before.setId, departure, change)) === 'changed') {
    await objects.delete(name);
    return undefined;
  }
  const rewritten = { ...announced, ...changes, version: announced.version + 1 };
  await objects.delete(former);
  // Where this fails, the next call deletes it again.
  return (await changeShard(deps, rewritten, { leftovers: [] })) ?? rewritten;
}

/** The object is not what was written: no one may train on it. */
export class ShardAlteredError extends Error {
  override readonly name = 'ShardAlteredError';

  constructor() {
    super('a shard does not have the hash that was recorded');
  }
}
