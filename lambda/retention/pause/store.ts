import * as z from 'zod';
import { countOnce } from '../../count/count-once.ts';
import type { CountingDependencies } from '../../count/count-once.ts';
import { entry } from '../../ledger/store.ts';
import type { Database } from '../../platform/dynamo/database.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import { getRow } from '../../platform/dynamo/read.ts';
import type { Statement } from '../../platform/dynamo/statement.ts';
import { insert, update } from '../../platform/dynamo/statement.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Policy } from '../../policy/schema.ts';
import { sha256Hex } from '../../value/canonical.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { plusSeconds, toEpochSeconds, toRfc3339 } from '../../value/time.ts';
import { endOfResume, erasurePause, isCovered, isPaused } from '../model/pause.ts';
import type { ErasurePause } from '../model/pause.ts';
import { erasureLimit } from '../table.ts';

/*
 * People who lost keys are counted from the stream, by a role that destroys none: it counts rows that
 * are gone, whatever ordered it. Roles that destroy keys can only read this table.
 */

export interface PauseDependencies extends CountingDependencies {
  readonly policy: Pick<Policy, 'version' | 'requests'>;
  readonly log: Log;
}

/** A person who lost a key. */
export interface KeyLoss {
  readonly subjectId: string;
  readonly at: EpochMilliseconds;
}

const pauseKey = { entry: 'pause' };
const hourKey = (at: EpochMilliseconds) => ({ entry: `hour#${toRfc3339(at).slice(0, 13)}` });
const hourRow = z.object({ people: z.int(), version: z.int() });
const hoursRetainedSeconds = 35 * 86_400;
/** With one note and one hour each at worst, within 100 statements. */
const perTransaction = 40;
const attempts = 10;

/** @throws StoreUnavailableError, CorruptRowError */
export const readPause = (database: Database): Promise<ErasurePause | undefined> =>
  getRow(database, erasureLimit, pauseKey, erasurePause);

/** People who lost keys in the hour of `at`, as far as the stream has reported. */
export async function peopleInHour(database: Database, at: EpochMilliseconds): Promise<number> {
  return (await getRow(database, erasureLimit, hourKey(at), hourRow))?.people ?? 0;
}

/**
 * Counts people who lost keys, each once in three days, in the hour in which the first key went. One
 * more than the policy's number pauses erasures, in the transaction that counts them.
 *
 * @throws StoreUnavailableError
 */
export async function countLosses(
  deps: PauseDependencies,
  losses: readonly KeyLoss[],
): Promise<void> {
  if (losses.length === 0) return;
  await countOnce(deps, losses, {
    keyOf: ({ subjectId }) => `${sha256Hex(subjectId)}#keys`,
    sumsOf: (pending) => hoursAndPause(deps, pending),
    perTransaction,
  });
  // Asked each time: the batch comes again when this function dies after it paused erasures, and a
  // key that goes during a pause is worth another alarm.
  const pause = await readPause(deps.database);
  if (pause !== undefined && isPaused(pause)) {
    deps.log.warn('ERASURES_PAUSED', { count: pause.people, expected: pause.limit });
  }
}

async function hoursAndPause(
  deps: PauseDependencies,
  losses: readonly KeyLoss[],
): Promise<Statement[]> {
  const { database, policy } = deps;
  const pause = await readPause(database);
  const limit = policy.requests.erasure.peoplePerHour;
  const statements: Statement[] = [];
  let tooMany = 0;
  for (const [hour, inHour] of Map.groupBy(losses, ({ at }) => hourKey(at).entry)) {
    const known = await getRow(database, erasureLimit, { entry: hour }, hourRow);
    const people = (known?.people ?? 0) + inHour.length;
    statements.push(hourStatement(deps, hour, known, people));
    const isOrdered = isPaused(pause) || inHour.every(({ at }) => isCovered(pause, at));
    if (people > limit && !isOrdered) tooMany = Math.max(tooMany, people);
  }
  return tooMany === 0
    ? statements
    : [...statements, ...(await pausing(deps, pause, tooMany, limit))];
}

const hourStatement = (
  { clock }: PauseDependencies,
  hour: string,
  known: z.output<typeof hourRow> | undefined,
  people: number,
): Statement =>
  known === undefined
    ? insert(erasureLimit, {
        entry: hour,
        people,
        version: 1,
        expiresAt: toEpochSeconds(plusSeconds(clock(), hoursRetainedSeconds)),
      })
    : update(erasureLimit, { entry: hour }, known.version, { people });

async function pausing(
  deps: PauseDependencies,
  pause: ErasurePause | undefined,
  people: number,
  limit: number,
): Promise<Statement[]> {
  const facts = { state: 'paused', pausedAt: toRfc3339(deps.clock()), people, limit };
  return [
    pause === undefined
      ? insert(erasureLimit, { ...pauseKey, ...facts, version: 1 })
      : update(erasureLimit, pauseKey, pause.version, facts),
    await entry(deps, 'erasures.paused', { people, limit }),
  ];
}

export type Resumed =
  | { readonly kind: 'resumed'; readonly pause: ErasurePause }
  | { readonly kind: 'not-paused' };

/**
 * Lets erasures go on: for `hours` the number of the policy pauses none, then it applies again.
 *
 * @throws StoreUnavailableError
 */
export const resumeErasures = (
  deps: Pick<PauseDependencies, 'database' | 'clock'> & {
    readonly policy: Pick<Policy, 'version'>;
  },
  hours: number,
): Promise<Resumed> =>
  retryOnConflict(
    { attempts, exhausted: 'the pause of erasures kept changing while it was ended' },
    async () => {
      const { database, clock } = deps;
      const pause = await readPause(database);
      if (pause === undefined || !isPaused(pause)) return { kind: 'not-paused' };
      const now = clock();
      const resumedUntil = toRfc3339(endOfResume(now, hours));
      const resumed = { state: 'resumed', resumedAt: toRfc3339(now), resumedUntil } as const;
      const outcome = await transact(database, [
        update(erasureLimit, pauseKey, pause.version, resumed),
        await entry(deps, 'erasures.resumed', { hours }),
      ]);
      return outcome.kind === 'committed'
        ? { kind: 'resumed', pause: { ...pause, ...resumed, version: pause.version + 1 } }
        : conflict;
    },
  );
