import type { Database } from '../platform/dynamo/database.ts';
import { update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { milliseconds, parseRfc3339, plusSeconds, toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { Standing } from './barriers.ts';
import type { Pending, Verified } from './pending.ts';
import { pendingFinality } from './table.ts';

/** A verification pass begins once a day at most. */
export const passIntervalSeconds = 86_400;
/**
 * A FINAL certificate rests on a pass that ended this long before, at most: a restore or a late write since
 * then would go unseen. One interval for the pass to come, one for the sweep, which may fail for hours. Counted
 * from the end, because a pass over large tables may itself take three days.
 */
const recentSeconds = 2 * passIntervalSeconds;

export const isRecent = ({ endedAt }: Verified, at: EpochMilliseconds): boolean =>
  at <= plusSeconds(parseRfc3339(endedAt) ?? milliseconds(0), recentSeconds);

/**
 * Whether another pass has to look for the person: everything else that keeps the certificate off is over before
 * that pass is, and the last one will be too old by then. Not before: where something has no end, whole tables
 * would be read every other day for nothing.
 */
export function needsAnotherPass(
  standing: readonly Standing[],
  verified: Verified,
  now: EpochMilliseconds,
): boolean {
  const others = standing.filter(({ barrier }) => barrier !== 'verification-pending');
  const ends = others.map(({ endsAt }) => endsAt ?? Infinity);
  const over = milliseconds(Math.max(now, ...ends));
  return over <= plusSeconds(now, passIntervalSeconds) && !isRecent(verified, over);
}

/**
 * Waits for the next pass. One that is under way has read tables without looking for the person: it is too late
 * for it.
 */
export async function awaitAnotherPass(
  database: Database,
  { certificateId, version }: Pending,
  now: EpochMilliseconds,
): Promise<void> {
  const waitsSince = toRfc3339(now);
  await transact(database, [
    update(pendingFinality, { certificateId }, version, { waitsSince }, 'verified'),
  ]);
}
