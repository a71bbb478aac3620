import type { Database } from '../../../platform/dynamo/database.ts';
import { queryPage } from '../../../platform/dynamo/read.ts';
import { conflict, retryOnConflict } from '../../../platform/dynamo/retry.ts';
import type { Key, Statement } from '../../../platform/dynamo/statement.ts';
import { insert, update } from '../../../platform/dynamo/statement.ts';
import { transact } from '../../../platform/dynamo/transact.ts';
import { addPeriod } from '../../../policy/periods.ts';
import type { Policy } from '../../../policy/schema.ts';
import type { RecordId, TrainingSetId } from '../../../value/ids.ts';
import type { Clock, EpochMilliseconds, EpochSeconds } from '../../../value/time.ts';
import { milliseconds, toEpochSeconds, toRfc3339, utcDay } from '../../../value/time.ts';
import type { ExclusionRow } from '../rows.ts';
import { exclusionRow } from '../rows.ts';
import { openSets } from '../store.ts';
import { trainingExclusions, trainingSets } from '../table.ts';
import type { TrainingSet } from '../training-set.ts';

export interface ExclusionDependencies {
  readonly database: Database;
  readonly policy: Policy;
  readonly clock: Clock;
}

/** Records that leave a set together. */
export interface Departure {
  readonly records: readonly RecordId[];
  /** People of whose records none stays in the set. */
  readonly people: number;
}

const attempts = 12;

/**
 * Records in one transaction that records left, and the change that takes them out: each is listed
 * exactly once, however often it is attempted. The row of the set puts departures in an order: none is
 * written before another one with an earlier time, whatever clocks say and however late a write is.
 *
 * @param change takes the records out, under the version that was read with them
 * @returns `changed`: its row has another version by now
 * @throws StoreUnavailableError: whether it was recorded is then unknown
 */
export const recordDeparture = (
  deps: ExclusionDependencies,
  setId: TrainingSetId,
  { records, people }: Departure,
  change: Statement,
): Promise<'recorded' | 'changed'> =>
  retryOnConflict(
    { attempts, longestPauseMilliseconds: 500, exhausted: 'a training set kept changing' },
    async () => {
      const set = await openSets(deps).get(setId);
      if (set === undefined || !remembersDepartures(set)) return 'changed';
      const at = toRfc3339(milliseconds(Math.max(deps.clock(), Date.parse(latestOf(set)))));
      const departures = (set.departures ?? 0) + 1;
      const day = utcDay(milliseconds(Date.parse(at)));
      const before = set.left[day] ?? { records: 0, people: 0 };
      const left = {
        ...set.left,
        [day]: { records: before.records + records.length, people: before.people + people },
      };
      const outcome = await transact(deps.database, [
        change,
        insert(trainingExclusions, {
          ...{ setId, excluded: `${at}#${sequenceOf(departures)}`, at, records: [...records] },
          expiresAt: rememberedUntil(deps.policy, set),
        }),
        update(trainingSets, { setId }, set.version, {
          ...{ left, departures, lastLeftAt: at, firstLeftAt: set.firstLeftAt ?? at },
          changedAt: toRfc3339(deps.clock()),
        }),
      ]);
      if (outcome.kind === 'committed') return 'recorded';
      const isChanged = outcome.kind !== 'contended' && outcome.statement === 0;
      return isChanged ? 'changed' : conflict;
    },
  );

/** Of a set that has ended too: models may have been trained on it. */
const remembersDepartures = ({ state }: TrainingSet): boolean =>
  state !== 'failed' && state !== 'rejected';

/** No departure that is still to be recorded has an earlier time. */
const latestOf = ({ lastLeftAt, requestedAt }: TrainingSet): string => lastLeftAt ?? requestedAt;

/** Digits enough for a departure each millisecond of a year: the times of several can be equal. */
const sequenceOf = (departures: number): string => String(departures).padStart(12, '0');

/** As long as the rows that say whose records the set had. */
function rememberedUntil(
  { trainingSets: rules, controller }: Policy,
  { purpose, requestedAt }: TrainingSet,
): EpochSeconds {
  const lineage = Object.hasOwn(rules, purpose) ? rules[purpose]?.lineage : undefined;
  const from = milliseconds(Date.parse(requestedAt));
  return toEpochSeconds(addPeriod(from, lineage ?? 'P2Y', controller.timeZone));
}

export interface ExclusionPage {
  readonly items: readonly ExclusionRow[];
  /** Whatever is recorded after this page was read has this time or a later one. */
  readonly until: string;
  readonly lastKey?: Key;
}

/** A trainer that asks with the time of its own clock, which may be fast, misses nothing. */
const overlapMilliseconds = 300_000;

/** @throws StoreUnavailableError */
export async function readExclusions(
  database: Database,
  set: TrainingSet,
  asked: { readonly since?: EpochMilliseconds; readonly limit: number; readonly after?: string },
): Promise<ExclusionPage> {
  const { setId } = set;
  const { since = milliseconds(0), limit, after } = asked;
  const from = toRfc3339(milliseconds(Math.max(0, since - overlapMilliseconds)));
  const page = await queryPage(
    database,
    trainingExclusions,
    {
      ...{ partition: { setId }, between: ['excluded', from, '9999'], limit },
      startAfter: after === undefined ? undefined : { setId, excluded: after },
    },
    exclusionRow,
  );
  return {
    ...{ items: page.rows, until: latestOf(set) },
    ...(page.lastKey && { lastKey: page.lastKey }),
  };
}
