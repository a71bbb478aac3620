import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { CorruptRowError } from '../platform/dynamo/errors.ts';
import type { TableFacts } from '../platform/dynamo/facts.ts';
import { getRows } from '../platform/dynamo/read.ts';
import { counters } from '../retention/table.ts';
import type { Policy } from '../policy/schema.ts';
import { subjects } from '../subject/table.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { toEpochSeconds, utcDay } from '../value/time.ts';
import type { CountingDependencies } from './count-once.ts';
import type { CountingRow, Once } from './exactly-once.ts';
import { changeIdOf, countExactly } from './exactly-once.ts';
import type { HourlyCount } from './hourly.ts';
import { hourKey } from './hourly.ts';
import { counted, emptyMonth, month, monthBucket, monthOf } from './model/month.ts';
import type { PersonChange } from './model/month.ts';
import { shownUntil } from './shown-until.ts';
import { recordCounts } from './table.ts';

export interface CountsDependencies extends CountingDependencies {
  readonly policy: Pick<Policy, 'evidence' | 'controller'>;
}

/** A change of the records table, and what it counts for. */
export interface CountedChange {
  /** Of the stream: the same however often it delivers the change. */
  readonly eventId: string;
  /** As the stream says; absent where it does not. */
  readonly happenedAt?: EpochMilliseconds | undefined;
  /** Absent for what counts for a person only. */
  readonly hourly?: {
    readonly count: Exclude<HourlyCount, 'permits'>;
    readonly category: string;
    readonly at: EpochMilliseconds;
  };
  /** Absent for a row that is not of this program. */
  readonly person?: PersonChange | undefined;
}

const rowsAtOnce = 100;

/**
 * Counts changes of the records table by category and hour, and for the people whose records they are:
 * what is held, what was stored and what retention deleted. Each once, however often the stream delivers
 * it.
 *
 * @param changes at most 100
 * @throws StoreUnavailableError
 */
export async function countChanges(
  deps: CountsDependencies,
  changes: readonly CountedChange[],
): Promise<void> {
  const people = changes.flatMap(({ person }) => person?.subjectId ?? []);
  const active = await activeOf(deps.database, [...new Set(people)]);
  const all = changes.map((change) => ({
    ...change,
    changeId: changeIdOf(change.eventId, change.happenedAt),
  }));
  await countExactly<Identified>(deps, [...hoursOf(all), ...monthsOf(deps, all, active)]);
}

type Identified = CountedChange & Once;

/** Nothing is counted of who is being erased: the counts go, and must not come back. */
async function activeOf(
  database: Database,
  people: readonly string[],
): Promise<ReadonlySet<string>> {
  const row = z.object({ subjectId: z.string(), status: z.string() });
  const active = new Set<string>();
  for (let start = 0; start < people.length; start += rowsAtOnce) {
    const keys = people.slice(start, start + rowsAtOnce).map((subjectId) => ({ subjectId }));
    for (const { subjectId, status } of await getRows(database, subjects, keys, row)) {
      if (status === 'active') active.add(subjectId);
    }
  }
  return active;
}

const hour = z.object({ count: z.int() });

function hoursOf(changes: readonly Identified[]): CountingRow<Identified>[] {
  const keyOf = ({ hourly, person, changeId }: Identified) =>
    hourly &&
    hourKey(hourly.count, hourly.category, hourly.at, seedOf(person?.subjectId ?? changeId));
  return grouped(changes, keyOf).map(({ key, of }) => ({
    ...{ table: counters, key, changes: of },
    counted: (row, fresh) => ({
      set: { count: (row === undefined ? 0 : parsed(counters, hour, row).count) + fresh.length },
    }),
  }));
}

/** The same for all records of a person, which often come together. */
const seedOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE();

function monthsOf(
  { policy, clock }: CountsDependencies,
  changes: readonly Identified[],
  active: ReadonlySet<string>,
): CountingRow<Identified>[] {
  const now = clock();
  const until = shownUntil(policy);
  const keyOf = ({ person }: Identified) =>
    person && active.has(person.subjectId)
      ? { subjectId: person.subjectId, bucket: monthBucket(person.category, person.day) }
      : undefined;
  return grouped(changes, keyOf).map(({ key, of }) => ({
    ...{ table: recordCounts, key, changes: of },
    counted: (row, fresh) => {
      const after = counted(
        row === undefined ? emptyMonth : parsed(recordCounts, month, row),
        monthOf(key.bucket).first,
        fresh.flatMap(({ person }) => person ?? []),
        (day) => until(day) > toEpochSeconds(now),
      );
      // The row goes with what can be looked up, but not before the last record.
      const isEmpty = Object.keys(after.present).length === 0;
      return isEmpty
        ? { set: { ...after, expiresAt: until(utcDay(now)) } }
        : { set: { ...after }, remove: 'expiresAt' };
    },
  }));
}

/** Without a cause: an error of zod repeats what it rejects. */
function parsed<Row>(table: TableFacts, schema: z.ZodType<Row>, row: object): Row {
  const result = schema.safeParse(row);
  if (!result.success) throw new CorruptRowError(table.name);
  return result.data;
}

function grouped<Key extends object>(
  changes: readonly Identified[],
  keyOf: (change: Identified) => Key | undefined,
): { readonly key: Key; readonly of: readonly Identified[] }[] {
  const groups = new Map<string, { key: Key; of: Identified[] }>();
  for (const change of changes) {
    const key = keyOf(change);
    if (key === undefined) continue;
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { key, of: [] };
    // One event counts once, also where a batch has it twice.
    if (!group.of.some(({ changeId }) => changeId === change.changeId)) group.of.push(change);
    groups.set(name, group);
  }
  return [...groups.values()];
}
