import type { Database } from '../platform/dynamo/database.ts';
import { everyPending, waitsSince } from '../finality/pending.ts';
import type { Pending } from '../finality/pending.ts';
import { milliseconds, parseRfc3339, plusSeconds, toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds, Rfc3339 } from '../value/time.ts';

/**
 * An erasure is looked for by a pass that begins this long after it was concluded, or after it waits again. By then no function runs
 * that began before (AWS Lambda quotas, Function timeout), clocks agree, and an eventually consistent read
 * sees what was written (Amazon DynamoDB developer guide, Read consistency).
 */
export const settleSeconds = 1_200;
/** Erasures that one pass looks for; what it saw of each is in checkpoints, which have a limit. */
export const maximumCovered = 10_000;

/** An erasure that no pass has verified lately, by the hash of the random id of the person. */
export type Waiting = Pending & { readonly subjectSha256: string };

export const isWaiting = (pending: Pending): pending is Waiting =>
  pending.subjectSha256 !== undefined &&
  pending.verified === undefined &&
  pending.residue === undefined;

/** Erasures that wait since `until` or longer. Their number does not grow while a pass runs. */
export async function waitingUntil(database: Database, until: Rfc3339): Promise<Waiting[]> {
  const found: Waiting[] = [];
  for await (const pending of everyPending(database)) {
    if (isWaiting(pending) && waitsSince(pending) <= until) found.push(pending);
  }
  return found;
}

/**
 * Since when an erasure has to wait to be looked for by a pass that begins now.
 *
 * @returns undefined when none waits; an earlier time when too many do
 */
export async function cutOff(
  database: Database,
  now: EpochMilliseconds,
  maximum = maximumCovered,
): Promise<Rfc3339 | undefined> {
  const settled = toRfc3339(plusSeconds(now, -settleSeconds));
  const waiting = await waitingUntil(database, settled);
  if (waiting.length <= maximum) return waiting.length === 0 ? undefined : settled;
  const times = waiting.map(waitsSince).toSorted();
  const last = times[maximum - 1] ?? settled;
  // Those of the same moment as the first that is left out wait with it.
  const next = times[maximum] ?? settled;
  return last < next ? last : before(next);
}

const before = (time: Rfc3339): Rfc3339 =>
  toRfc3339(milliseconds((parseRfc3339(time) ?? milliseconds(0)) - 1));
