import type { EpochMilliseconds } from '../platform/time.ts';
import type { ClockOptions } from '../policy/jurisdictions.ts';
import { anyGives, clockForAll } from '../policy/protective.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type { OfferedKind } from './request.ts';
import { isGated } from './request.ts';

export interface Dates {
  readonly acknowledgeBy?: EpochMilliseconds;
  readonly dueAt: EpochMilliseconds;
}

/**
 * When a request is to be acknowledged and answered: the earliest date among the laws that give the
 * right. We carry out more than some laws give: then the clock of access counts, and what executes
 * at once is due at once.
 */
export function datesOf(
  policy: Policy,
  jurisdictions: readonly [JurisdictionId, ...JurisdictionId[]],
  kind: OfferedKind,
  receivedAt: EpochMilliseconds,
  options: ClockOptions = {},
): Dates {
  const right = [kind, ...(isGated(kind) ? (['access'] as const) : [])].find((each) =>
    anyGives(policy, jurisdictions, each),
  );
  return right === undefined
    ? { dueAt: receivedAt }
    : clockForAll(jurisdictions, right, receivedAt, policy, options);
}
