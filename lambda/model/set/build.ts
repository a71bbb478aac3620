import type { Candidate, FindingDependencies, Found, Place } from './find.ts';
import { findRecords } from './find.ts';
import type { ShardDependencies, WritingSet } from './shard.ts';
import { discardFrom, writeShard } from './shard.ts';
import type { ExclusionReason, TrainingSet } from './training-set.ts';
import { maximumBytesOfShard, maximumShards } from './training-set.ts';

export interface BuildDependencies extends FindingDependencies, ShardDependencies {
  /** At most 1,000. */
  readonly rowsPerShard: number;
}

/** How far a build is. Random ids, ids of the policy and counts alone: it is checkpointed. */
export interface BuildPlace {
  readonly after?: Place;
  /** No one is left. */
  readonly isDone: boolean;
  readonly shards: number;
  readonly people: number;
  /** The person whose record was put into the set last. */
  readonly last?: string;
  readonly counts: Readonly<Partial<Record<string, number>>>;
  readonly excludedBy: Readonly<Partial<Record<ExclusionReason, number>>>;
}

export const startOfBuild: BuildPlace = {
  ...{ isDone: false, shards: 0, people: 0, counts: {}, excludedBy: {} },
};

/**
 * Goes on from `place` until everybody was looked at or `isTime`, at least by one record or person. Begins
 * with what an attempt left behind `place`. Holds one shard and two waves of people.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError, ObjectsUnavailableError
 * @throws SetTooLargeError
 */
export async function buildOn(
  deps: BuildDependencies,
  set: WritingSet & TrainingSet,
  start: BuildPlace,
  isTime: () => boolean,
): Promise<BuildPlace> {
  await discardFrom(deps, set.setId, start.shards + 1);
  let place = start;
  let waiting: Candidate[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (waiting.length > 0) place = await withShard(deps, set, place, waiting);
    [waiting, bytes] = [[], 0];
  };
  for await (const found of findRecords(deps, set, start.after)) {
    if (found.kind === 'candidate') {
      const size = Buffer.byteLength(found.candidate.line) + 1;
      if (bytes + size > maximumBytesOfShard) await flush();
      waiting.push(found.candidate);
      bytes += size;
    }
    place = passed(place, found);
    if (waiting.length === deps.rowsPerShard) await flush();
    if (isTime()) {
      await flush();
      return place;
    }
  }
  await flush();
  return { ...place, isDone: true };
}

const passed = (place: BuildPlace, found: Found): BuildPlace => ({
  ...place,
  after: found.at,
  ...(found.kind === 'excluded' && { excludedBy: counted(place.excludedBy, found.reason) }),
});

async function withShard(
  deps: BuildDependencies,
  set: WritingSet,
  place: BuildPlace,
  candidates: readonly Candidate[],
): Promise<BuildPlace> {
  const number = place.shards + 1;
  if (number > maximumShards) throw new SetTooLargeError();
  const { included, excluded } = await writeShard(deps, set, number, candidates);
  let { people, last, counts, excludedBy } = place;
  for (const { subjectId, category } of included) {
    if (subjectId !== last) people += 1;
    last = subjectId;
    counts = counted(counts, category);
  }
  for (const reason of excluded) excludedBy = counted(excludedBy, reason);
  return {
    ...place,
    ...{ people, counts, excludedBy },
    shards: included.length > 0 ? number : place.shards,
    ...(last !== undefined && { last }),
  };
}

const counted = <Name extends string>(
  counts: Readonly<Partial<Record<Name, number>>>,
  name: Name,
): Readonly<Partial<Record<Name, number>>> => ({ ...counts, [name]: (counts[name] ?? 0) + 1 });

/** More shards than one answer can list. */
export class SetTooLargeError extends Error {
  override readonly name = 'SetTooLargeError';

  constructor() {
    super(`a training set has at most ${maximumShards} shards: ask for fewer categories or days`);
  }
}
