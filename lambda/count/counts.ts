import { randomInt } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { getRows } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, remove, update } from '../platform/dynamo/statement.ts';
import type { EpochSeconds } from '../value/time.ts';
import { toEpochSeconds } from '../value/time.ts';
import { requestEvidenceEnd } from '../policy/evidence.ts';
import type { Policy } from '../policy/schema.ts';
import { subjects } from '../subject/table.ts';
import type { CountRow } from './model/buckets.ts';
import { collected, countRow, daily, totalOf } from './model/buckets.ts';
import type { CountingDependencies } from './count-once.ts';
import { countOnce } from './count-once.ts';
import type { PersonChange } from './person-change.ts';
import { recordCounts } from './table.ts';

export interface CountsDependencies extends CountingDependencies {
  readonly policy: Pick<Policy, 'evidence' | 'controller'>;
}

/** With a note, a day, a total and a daily count for each change, within 100 statements and keys. */
const perTransaction = 25;
const rowsAtOnce = 100;

/**
 * Counts changes of the records table for the people whose records they are, each once however often
 * the stream delivers it: what is held, what was stored and what retention deleted.
 *
 * @throws StoreUnavailableError
 */
export async function countForPeople(
  deps: CountsDependencies,
  changes: readonly PersonChange[],
): Promise<void> {
  const { database, policy, clock } = deps;
  // Kept as long as what else was done with the data of the person: see the table `activity`.
  const countsExpireAt = toEpochSeconds(requestEvidenceEnd(policy, clock()));
  await countOnce(deps, await ofActivePeople(database, changes), {
    keyOf: ({ eventId }) => `held#${eventId}`,
    sumsOf: (pending) => sumsOf(database, pending, countsExpireAt),
    perTransaction,
  });
}

/** Nothing is counted of who is being erased: the counts go, and must not come back. */
async function ofActivePeople(
  database: Database,
  changes: readonly PersonChange[],
): Promise<readonly PersonChange[]> {
  const people = [...new Set(changes.map(({ subjectId }) => subjectId))];
  const row = z.object({ subjectId: z.string(), status: z.string() });
  const active = new Set<string>();
  for (let start = 0; start < people.length; start += rowsAtOnce) {
    const keys = people.slice(start, start + rowsAtOnce).map((subjectId) => ({ subjectId }));
    for (const { subjectId, status } of await getRows(database, subjects, keys, row)) {
      if (status === 'active') active.add(subjectId);
    }
  }
  return changes.filter(({ subjectId }) => active.has(subjectId));
}

interface Place {
  readonly subjectId: string;
  readonly bucket: string;
}
interface Sum {
  readonly place: Place;
  by: number;
}
type Sums = Map<string, Sum>;

const nameOf = ({ subjectId, bucket }: Place): string => `${subjectId} ${bucket}`;

function add(sums: Sums, place: Place, by: number): void {
  const sum = sums.get(nameOf(place)) ?? { place, by: 0 };
  sum.by += by;
  sums.set(nameOf(place), sum);
}

async function sumsOf(
  database: Database,
  changes: readonly PersonChange[],
  countsExpireAt: EpochSeconds,
): Promise<Statement[]> {
  const days: Sums = new Map();
  const totals: Sums = new Map();
  const dailies: Sums = new Map();
  const totalOfDay = new Map<string, Place>();
  for (const { subjectId, category, day, by, endedOn, storedOn } of changes) {
    const place = { subjectId, bucket: collected(category, day) };
    const total = { subjectId, bucket: totalOf(category) };
    add(days, place, by);
    add(totals, total, 0);
    totalOfDay.set(nameOf(place), total);
    if (endedOn !== undefined) {
      add(dailies, { subjectId, bucket: daily('ended', endedOn, category) }, 1);
    }
    if (storedOn !== undefined) {
      add(dailies, { subjectId, bucket: daily('stored', storedOn, category) }, 1);
    }
  }
  const places = [days, totals, dailies].flatMap((sums) => [...sums.values()]);
  const keys = places.map(({ place }) => ({ ...place }));
  const rows = await getRows(database, recordCounts, keys, countRow);
  const known = new Map(rows.map((row) => [nameOf(row), row]));

  for (const [name, sum] of days) {
    // A deletion of what was never counted takes nothing away.
    sum.by = Math.max(sum.by, -(known.get(name)?.count ?? 0));
    const total = totalOfDay.get(name);
    if (total !== undefined) add(totals, total, sum.by);
  }
  return [
    ...[...days, ...totals].flatMap(([name, { place, by }]) =>
      changeBy(known.get(name), place, by, {}),
    ),
    ...[...dailies].flatMap(([name, { place, by }]) =>
      changeBy(known.get(name), place, by, { expiresAt: countsExpireAt }),
    ),
  ];
}

/** An empty bucket goes, so that the first and the last that are left are the oldest and the newest. */
function changeBy(
  row: CountRow | undefined,
  { subjectId, bucket }: Place,
  by: number,
  more: { readonly expiresAt?: EpochSeconds },
): Statement[] {
  if (by === 0) return [];
  const key = { subjectId, bucket };
  // A random first version: one that comes back must not pass for the one that went.
  if (row === undefined) {
    return [insert(recordCounts, { ...key, ...more, count: by, version: randomInt(2 ** 40) })];
  }
  const count = row.count + by;
  return count === 0
    ? [remove(recordCounts, key, row.version)]
    : [update(recordCounts, key, row.version, { ...more, count })];
}
