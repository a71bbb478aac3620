import { addPeriod } from '../../policy/periods.ts';
import type { Policy } from '../../policy/schema.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { milliseconds, plusSeconds } from '../../value/time.ts';
import type { SetState, TrainingSet } from './training-set.ts';

const timeOf = (text: string): EpochMilliseconds => milliseconds(Date.parse(text));

/**
 * What a set is now. Time alone makes it stale or expired; what is stored follows later, if at all. Of a
 * purpose that the policy does not name any more, every set is stale.
 */
export function stateAt(
  { trainingSets, controller }: Pick<Policy, 'trainingSets' | 'controller'>,
  { state, purpose, endsAt, firstLeftAt }: TrainingSet,
  now: EpochMilliseconds,
): SetState {
  if (state !== 'ready' && state !== 'stale') return state;
  if (timeOf(endsAt) <= now) return 'expired';
  const rules = Object.hasOwn(trainingSets, purpose) ? trainingSets[purpose] : undefined;
  if (rules === undefined) return 'stale';
  if (firstLeftAt === undefined) return state;
  const until = addPeriod(timeOf(firstLeftAt), rules.staleAfter, controller.timeZone);
  return until <= now ? 'stale' : state;
}

const linkSeconds = 300;

/** When a link to a file of a set ends: after five minutes, or with the set. Undefined in its last second. */
export function linkEnd(
  { endsAt }: Pick<TrainingSet, 'endsAt'>,
  now: EpochMilliseconds,
): EpochMilliseconds | undefined {
  const end = milliseconds(Math.min(plusSeconds(now, linkSeconds), timeOf(endsAt)));
  return end < plusSeconds(now, 1) ? undefined : end;
}
