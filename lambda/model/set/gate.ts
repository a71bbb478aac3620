import { createHash } from 'node:crypto';
import { canonicalJson } from '../../value/canonical.ts';
import type { SubjectId, TrainingSetId } from '../../value/ids.ts';
import { valueAt } from '../../value/pointer.ts';
import { comparable } from '../../anonymity/groups.ts';
import { meets } from '../../anonymity/verdict.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import { getShard, readLines } from './departure/removal.ts';
import type { StoredLine } from './departure/removal.ts';
import type { ManifestDependencies } from './manifest.ts';
import { rowsOfShard, shardsOf } from './store.ts';
import type { AnonymityDemand } from './training-set.ts';

/** People with the same quasi-identifiers, no more of each kind than decide. */
interface Group {
  readonly people: Set<string>;
  readonly values: readonly Set<string>[];
}

/**
 * How many groups of people with equal quasi-identifiers are smaller than k, or have fewer than l
 * different values of what is sensitive. It counts people: k records of one person hide no one. Memory
 * grows with the number of groups, not of records.
 *
 * @throws StoreUnavailableError, ObjectsUnavailableError
 * @throws ShardAlteredError
 */
export async function failingGroups(
  deps: ManifestDependencies,
  setId: TrainingSetId,
  { quasi, sensitive, k, l = 1 }: AnonymityDemand,
): Promise<number> {
  const { database } = deps;
  const groups = new Map<string, Group>();
  for await (const { number } of shardsOf(database, setId)) {
    const people = new Map<string, SubjectId>();
    for await (const row of rowsOfShard(database, setId, number)) {
      for (const recordId of row.records) people.set(recordId, row.subjectId);
    }
    for (const { recordId, content } of await linesNow(deps, setId, number)) {
      const key = hashOf(quasi.map((pointer) => valueAt(content, pointer)));
      const group = groups.get(key) ?? {
        people: new Set(),
        values: sensitive.map(() => new Set<string>()),
      };
      groups.set(key, group);
      // The person of a line may be unknown while the index lags: that makes no group larger.
      const owner = people.get(recordId);
      if (owner !== undefined && group.people.size < k) group.people.add(owner);
      for (const [index, values] of group.values.entries()) {
        // A missing value is no further value: to count it would overstate how diverse the group is.
        const value = valueAt(content, sensitive[index] ?? '') ?? null;
        if (value !== null && values.size < l) values.add(hashOf(spelled(value)));
      }
    }
  }
  return [...groups.values()].filter(
    ({ people, values }) => !meets({ quasi: [], rows: people.size, distinct: values }, { k, l }),
  ).length;
}

/** People may leave meanwhile: a file that was written again is read again, not passed over. */
const linesNow = (
  deps: ManifestDependencies,
  setId: TrainingSetId,
  number: number,
): Promise<readonly StoredLine[]> =>
  retryOnConflict({ attempts: 8, exhausted: 'a shard kept changing' }, async () => {
    const shard = await getShard(deps, setId, number);
    if (shard === undefined || shard.state === 'deleted') return [];
    return (await readLines(deps, shard)) ?? conflict;
  });

const spelled = (value: unknown): unknown =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? comparable(value)
    : value;

const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(value ?? null))))
    .digest('base64url');
