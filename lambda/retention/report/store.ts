import * as z from 'zod';
import type { HourlyCount } from '../../count/hourly.ts';
import { sumOfHours } from '../../count/hourly.ts';
import { timeColumn } from '../../platform/dynamo/columns.ts';
import { unclassifiedCategory } from '../../policy/categories.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import { queryPage } from '../../platform/dynamo/read.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import type { Log } from '../../platform/log/log.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import { newSweepId } from '../../value/ids.ts';
import type { Clock, EpochMilliseconds } from '../../value/time.ts';
import { plusSeconds, toEpochSeconds, toRfc3339 } from '../../value/time.ts';
import type { Policy } from '../../policy/schema.ts';
import { deletionCounters } from '../store.ts';
import { retentionSweeps } from '../table.ts';
import type { RowsByCategory } from './count.ts';
import { countPages, planSegments, segment } from './scan.ts';
import type { Counted } from './scan.ts';

const day = 86_400;
const retentionSeconds = 2 * 365 * day;
const scope = 'count';

const number = z.int().nonnegative();
const held = z.object({
  ...{ rows: number, due: number, late: number, suspended: number, withheld: number },
});
/** By what deleted them, in the last 30 days. */
const deleted = z.object({ retention: number, sweep: number, person: number, erasure: number });
export type Deleted = z.output<typeof deleted>;

const countRow = z
  .object({
    sweepId: z.string(),
    state: z.enum(['running', 'done']),
    startedAt: timeColumn,
    changedAt: timeColumn,
    segments: z.array(segment).optional(),
    /** How far a count is that began before there were segments. */
    after: segment.shape.after,
    held: z.record(z.string(), held),
    deleted: z.record(z.string(), deleted),
    version: z.int(),
  })
  .transform(({ after, segments, ...row }) => ({
    ...row,
    segments: segments ?? [{ after, isDone: row.state === 'done' }],
  }));
export type Count = z.output<typeof countRow>;

interface CountDependencies {
  readonly database: Database;
  readonly policy: Pick<Policy, 'categories'>;
  readonly clock: Clock;
  /** In how many segments the table is read. @default - by its size */
  readonly plan?: typeof planSegments;
}

/** The newest that is complete, in one query. */
export async function newestCount({
  database,
}: Pick<CountDependencies, 'database'>): Promise<Count | undefined> {
  const { rows } = await newest(database);
  return rows.find(({ state }) => state === 'done');
}

/** A count of the largest table that is planned for takes six days. */
const staleDays = 7;

/** Says when no count has ended for a week. @throws StoreUnavailableError */
export async function reportStale({
  database,
  clock,
  log,
}: Pick<CountDependencies, 'database' | 'clock'> & { readonly log: Log }): Promise<void> {
  const { rows } = await newest(database);
  const ended = rows.find(({ state }) => state === 'done');
  // Before the first has ended: since it began.
  const since = ended?.changedAt ?? rows.at(-1)?.startedAt;
  if (since === undefined) return;
  const days = Math.floor((clock() - Date.parse(since)) / (day * 1000));
  if (days >= staleDays) log.warn('COUNT_STALE', { days });
}

const newest = (database: Database) =>
  queryPage(
    database,
    retentionSweeps,
    { partition: { scope }, newestFirst: true, limit: 2 },
    countRow,
  );

/**
 * Goes on with the count that is under way, or begins one where the last is a day old. A call that is
 * interrupted loses what was counted since the last page that was noted.
 *
 * @param until when to leave the rest to the next call
 * @throws StoreUnavailableError
 */
export async function countOn(
  deps: CountDependencies,
  until: EpochMilliseconds,
): Promise<'done' | 'running' | 'not-due'> {
  const { database, clock } = deps;
  const [last, before] = (await newest(database)).rows;
  const isFresh = last !== undefined && Date.parse(last.startedAt) + day * 1000 > clock();
  if (last?.state === 'done' && isFresh) return 'not-due';
  let count = last?.state === 'running' ? last : await begin(deps);
  while (count.state === 'running') {
    const counted = await countPages(deps, count, until);
    count = await note(deps, count, counted, count === last ? before : last);
    if (clock() >= until) break;
  }
  return count.state;
}

async function begin({ database, clock, plan = planSegments }: CountDependencies): Promise<Count> {
  const number = await plan(database);
  const at = toRfc3339(clock());
  const count: Count = {
    ...{ sweepId: newSweepId(), state: 'running', startedAt: at, changedAt: at },
    ...{ held: {}, deleted: {}, version: 1 },
    segments: Array.from({ length: number }, () => ({ isDone: false })),
  };
  const expiresAt = toEpochSeconds(plusSeconds(clock(), retentionSeconds));
  const { kind } = await transact(database, [
    insert(retentionSweeps, { scope, ...count, expiresAt }),
  ]);
  if (kind !== 'committed') throw new StoreUnavailableError('a count could not be begun');
  return count;
}

async function note(
  deps: CountDependencies,
  count: Count,
  counted: Counted,
  previous: Count | undefined,
): Promise<Count> {
  const isDone = counted.segments.every((each) => each.isDone);
  const next: Count = {
    ...count,
    ...counted,
    changedAt: toRfc3339(deps.clock()),
    state: isDone ? 'done' : 'running',
    deleted: isDone ? await deletedIn(deps, categoriesOf(deps, counted.held, previous)) : {},
    version: count.version + 1,
  };
  const { changedAt, state, segments, held: sums, deleted: gone } = next;
  const { kind } = await transact(deps.database, [
    update(
      retentionSweeps,
      { scope, sweepId: count.sweepId },
      count.version,
      { ...{ changedAt, state, segments, held: sums, deleted: gone } },
      'after',
    ),
  ]);
  if (kind !== 'committed') throw new StoreUnavailableError('a count could not be noted');
  return next;
}

/** Those of which nothing is left, too: under the policy of today, or when it was counted last. */
const categoriesOf = (
  { policy }: CountDependencies,
  heldNow: RowsByCategory,
  previous: Count | undefined,
): ReadonlySet<string> =>
  new Set([
    ...Object.keys(heldNow),
    ...[...Object.keys(policy.categories), unclassifiedCategory],
    ...[...Object.keys(previous?.held ?? {}), ...Object.keys(previous?.deleted ?? {})],
  ]);

/** Leaves out what was not deleted from. */
async function deletedIn(
  { database, clock }: CountDependencies,
  categories: ReadonlySet<string>,
): Promise<Record<string, Deleted>> {
  const lastDays = { from: plusSeconds(clock(), -30 * day), to: clock() };
  const sumOf = (kind: HourlyCount, category: string): Promise<number> =>
    sumOfHours(database, kind, category, lastDays);
  const sums = await Promise.all(
    [...categories].map(async (category) => {
      const [retention, sweep, person, erasure] = await Promise.all([
        sumOf('retention-deletions', category),
        sumOf(deletionCounters.sweep, category),
        sumOf(deletionCounters.subject, category),
        sumOf(deletionCounters.erasure, category),
      ]);
      return [category, { retention, sweep, person, erasure }] as const;
    }),
  );
  return Object.fromEntries(
    sums.filter(([, by]) => Object.values(by).some((number) => number > 0)),
  );
}
