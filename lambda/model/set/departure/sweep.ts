import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Database } from '../../../platform/dynamo/database.ts';
import { parseRow, sent } from '../../../platform/dynamo/read.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { EpochMilliseconds } from '../../../value/time.ts';
import { toRfc3339 } from '../../../value/time.ts';
import { failingGroups } from '../gate.ts';
import { setRow } from '../rows.ts';
import { discardFrom } from '../shard.ts';
import { stateAt } from '../state.ts';
import { openSets } from '../store.ts';
import { setObject } from '../names.ts';
import { trainingSets } from '../table.ts';
import type { TrainingSet } from '../training-set.ts';
import { decideAgain } from './decide-again.ts';
import { expireSet } from './expire.ts';
import type { RemovalDependencies } from './removal.ts';

export interface SweepDependencies extends RemovalDependencies {
  readonly log: Log;
}

const hour = 3_600_000;
/** What time alone ends, such as a consent, is noticed within a day. */
const roundMilliseconds = 24 * hour;
/** Executions of the build end after 14 days. */
const longestBuildMilliseconds = 15 * 24 * hour;
const shardsAtOnce = 4;

/**
 * Notes which sets are stale, deletes those that have ended and what dead builds left, and decides once a
 * day about every shard of the others again, then about their groups. Goes on the next time where it
 * stopped.
 *
 * @throws StoreUnavailableError, ObjectsUnavailableError, ShardAlteredError: what one set meets keeps no
 * other from its turn
 */
export async function sweepSets(deps: SweepDependencies, until: EpochMilliseconds): Promise<void> {
  const failures: unknown[] = [];
  for await (const set of everySet(deps.database)) {
    try {
      await sweepSet(deps, set, until);
    } catch (error) {
      deps.log.error('FAILED', error, { table: trainingSets.name });
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not every set could be swept');
}

async function sweepSet(
  deps: SweepDependencies,
  set: TrainingSet,
  until: EpochMilliseconds,
): Promise<void> {
  const { policy, clock } = deps;
  const { setId } = set;
  const state = stateAt(policy, set, clock());
  if (state === 'building' && clock() - Date.parse(set.requestedAt) > longestBuildMilliseconds) {
    await openSets(deps).change(setId, (now) =>
      now.state === 'building' ? { state: 'failed' } : undefined,
    );
    await discardFrom(deps, setId, 1);
    await deps.objects.delete(setObject(setId));
  }
  if (state === 'expired' && set.state !== 'expired') await expireSet(deps, setId);
  if (state !== 'ready' && state !== 'stale') return;
  if (state !== set.state) {
    await openSets(deps).change(setId, (now) => (now.state === 'ready' ? { state } : undefined));
  }
  await goRound(deps, set, until);
}

async function goRound(
  deps: SweepDependencies,
  set: TrainingSet,
  until: EpochMilliseconds,
): Promise<void> {
  const { clock } = deps;
  const isInRound = (set.roundShard ?? 0) > 0;
  const latest = Date.parse(set.roundAt ?? set.builtAt ?? set.requestedAt);
  if (!isInRound && clock() - latest < roundMilliseconds) return;
  const roundAt = isInRound ? set.roundAt : toRfc3339(clock());
  let next = set.roundShard ?? 0;
  if (!isInRound) next = 1;
  while (next <= set.shards && clock() < until) {
    const last = Math.min(set.shards, next + shardsAtOnce - 1);
    const numbers = Array.from({ length: last - next + 1 }, (_, index) => next + index);
    await Promise.all(numbers.map((number) => decideAgain(deps, set, number)));
    next = last + 1;
  }
  const isCounted = next > set.shards && (await stayLarge(deps, set, until));
  await openSets(deps).change(set.setId, () => ({ roundAt, roundShard: isCounted ? 0 : next }));
}

/**
 * Counts the groups of a set that declared quasi-identifiers again, once people left it. Where one is too
 * small by now the set ends at once: `expired`, because what was trained on it before fulfilled k and l.
 *
 * @returns false where there is no time left to count
 */
async function stayLarge(
  deps: SweepDependencies,
  { setId, anonymity }: TrainingSet,
  until: EpochMilliseconds,
): Promise<boolean> {
  const { clock } = deps;
  const set = await openSets(deps).get(setId);
  if (anonymity === undefined || set?.firstLeftAt === undefined) return true;
  if (clock() >= until) return false;
  const failing = await failingGroups(deps, setId, anonymity);
  if (failing === 0) return true;
  const endsAt = toRfc3339(clock());
  await openSets(deps).change(setId, () => ({ endsAt, failingGroups: failing }));
  await expireSet(deps, setId);
  return true;
}

async function* everySet(database: Database): AsyncGenerator<TrainingSet, void> {
  let after: Record<string, AttributeValue> | undefined;
  do {
    const from = after;
    const page = await sent(() =>
      database.client.send(
        new ScanCommand({
          TableName: database.physicalName(trainingSets),
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      ),
    );
    for (const item of page.Items ?? []) yield parseRow(trainingSets, item, setRow);
    after = page.LastEvaluatedKey;
  } while (after !== undefined);
}
