import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { canonicalJson } from '../../value/canonical.ts';
import type { SubjectId, TrainingSetId } from '../../value/ids.ts';
import { valueAt } from '../../value/pointer.ts';
import { meets } from '../../anonymity/verdict.ts';
import { linesOf, readLine } from './line.ts';
import type { ManifestDependencies } from './manifest.ts';
import { shardObject } from './names.ts';
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
 */
export async function failingGroups(
  { database, objects }: ManifestDependencies,
  setId: TrainingSetId,
  { quasi, sensitive, k, l = 1 }: AnonymityDemand,
): Promise<number> {
  const groups = new Map<string, Group>();
  for await (const place of shardsOf(database, setId)) {
    const people = new Map<string, SubjectId>();
    for await (const row of rowsOfShard(database, setId, place.number)) {
      for (const recordId of row.records) people.set(recordId, row.subjectId);
    }
    const shard = await objects.get(shardObject(place));
    for (const line of shard === undefined ? [] : linesOf(await text(shard))) {
      const { recordId, content } = readLine(line);
      const key = hashOf(quasi.map((pointer) => valueAt(content, pointer)));
      const group = groups.get(key) ?? {
        people: new Set(),
        values: sensitive.map(() => new Set<string>()),
      };
      groups.set(key, group);
      if (group.people.size < k) group.people.add(people.get(recordId) ?? '');
      for (const [index, values] of group.values.entries()) {
        // A missing value is no further value: to count it would overstate how diverse the group is.
        const value = valueAt(content, sensitive[index] ?? '') ?? null;
        if (value !== null && values.size < l) values.add(hashOf(value));
      }
    }
  }
  return [...groups.values()].filter(
    ({ people, values }) => !meets({ quasi: [], rows: people.size, distinct: values }, { k, l }),
  ).length;
}

const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(value ?? null))))
    .digest('base64url');
