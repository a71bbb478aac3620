import type { Database } from '../../platform/dynamo/database.ts';
import { getRow, queryAll } from '../../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import type { Item, Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { SubjectId, TrainingSetId } from '../../value/ids.ts';
import type { Clock } from '../../value/time.ts';
import { toRfc3339 } from '../../value/time.ts';
import { setRow, shardIdOf, shardName, shardRow, trainingRow } from './rows.ts';
import { trainingRows, trainingSets, trainingShards } from './table.ts';
import type { TrainingRow, TrainingSet, TrainingShard } from './training-set.ts';
import { maximumShards } from './training-set.ts';

export interface SetsDependencies {
  readonly database: Database;
  readonly clock: Clock;
}

export type SetChanges = Partial<Omit<TrainingSet, 'setId' | 'version' | 'changedAt'>>;

/** @throws StoreUnavailableError from every method */
export interface Sets {
  create(set: TrainingSet, extra?: readonly Statement[]): Promise<'created' | 'duplicate'>;
  get(setId: TrainingSetId): Promise<TrainingSet | undefined>;
  /**
   * Reads, decides and writes again until nothing else changed the set meanwhile.
   *
   * @param decide returns undefined where nothing is to be changed
   * @returns the set as it is then; undefined where there is none
   */
  change(
    setId: TrainingSetId,
    decide: (set: TrainingSet) => SetChanges | undefined,
    extra?: (set: TrainingSet) => Promise<readonly Statement[]>,
  ): Promise<TrainingSet | undefined>;
}

const attempts = 12;

export function openSets({ database, clock }: SetsDependencies): Sets {
  const get: Sets['get'] = (setId) => getRow(database, trainingSets, { setId }, setRow);
  return {
    get,

    async create(set, extra = []) {
      const outcome = await transact(database, [insert(trainingSets, stored(set)), ...extra]);
      return outcome.kind === 'committed' ? 'created' : 'duplicate';
    },

    change: (setId, decide, extra) =>
      retryOnConflict(
        {
          ...{ attempts, longestPauseMilliseconds: 500 },
          exhausted: 'a training set kept changing',
        },
        async () => {
          const set = await get(setId);
          const changes = set && decide(set);
          if (set === undefined || changes === undefined) return set;
          const changed = { ...changes, changedAt: toRfc3339(clock()) };
          const { kind } = await transact(database, [
            update(trainingSets, { setId }, set.version, stored(changed)),
            ...((await extra?.(set)) ?? []),
          ]);
          return kind === 'committed' ? { ...set, ...changed, version: set.version + 1 } : conflict;
        },
      ),
  };
}

/** Interfaces as plain maps and lists. */
const stored = ({
  categories,
  anonymity,
  counts,
  excludedBy,
  left,
  ...set
}: Partial<TrainingSet>): Item => ({
  ...set,
  categories: categories && [...categories],
  anonymity: anonymity && {
    ...anonymity,
    quasi: [...anonymity.quasi],
    sensitive: [...anonymity.sensitive],
  },
  counts: counts && { ...counts },
  excludedBy: excludedBy && { ...excludedBy },
  left: left && Object.fromEntries(Object.entries(left).map(([day, some]) => [day, { ...some }])),
});

/** The shards of a set in their order, from the first or a later one on. */
export const shardsOf = (
  database: Database,
  setId: TrainingSetId,
  first = 1,
): AsyncGenerator<TrainingShard, void> =>
  queryAll(
    database,
    trainingShards,
    {
      partition: { setId },
      between: ['shard', shardName(first), shardName(maximumShards)],
    },
    shardRow,
  );

/** In which sets a person has records, by set and shard, as long as that is remembered. */
export const rowsOfPerson = (
  database: Database,
  subjectId: SubjectId,
): AsyncGenerator<TrainingRow, void> =>
  queryAll(database, trainingRows, { partition: { subjectId } }, trainingRow);

/** Whose records a shard has: by the index, which follows the rows within moments. */
export const rowsOfShard = (
  database: Database,
  setId: TrainingSetId,
  number: number,
): AsyncGenerator<TrainingRow, void> =>
  queryAll(
    database,
    trainingRows,
    { index: 'by-shard', partition: { shardId: shardIdOf(setId, number) } },
    trainingRow,
  );
