import { parseDuration } from '../value/duration.ts';
import type { JurisdictionId } from './fields.ts';
import type { LegalClock } from './law.ts';
import type { LegalSpan } from './spans.ts';

/** By jurisdiction and clock: P30D. */
export type Targets = Readonly<Partial<Record<JurisdictionId, Readonly<Record<string, string>>>>>;

/**
 * The last day that the operator sets where the law says "without undue delay": the policy's own,
 * else the usual one of `jurisdictions.yaml`. Undefined where neither says one: then at once.
 */
export function spanOf(
  targets: Targets,
  jurisdiction: JurisdictionId,
  name: string,
  { target }: Pick<LegalClock, 'target'>,
): LegalSpan | undefined {
  const declared = targets[jurisdiction]?.[name];
  return declared === undefined ? target : spanIn(declared);
}

/** P30D, P2W or P1M as a span of days or months. */
function spanIn(period: string): LegalSpan | undefined {
  const { month, week = 0, day = 0 } = parseDuration(period) ?? {};
  if (month !== undefined) return { amount: month, unit: 'calendar-months' };
  const amount = week * 7 + day;
  return amount === 0 ? undefined : { amount, unit: 'calendar-days' };
}
