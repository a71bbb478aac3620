import type { EpochMilliseconds } from '../../value/time.ts';
import { plusSeconds } from '../../value/time.ts';

/** What a restriction request restricts, and what became of it. */
export interface Restriction {
  /** Every purpose when absent. */
  readonly purposes?: readonly string[] | undefined;
  /** From when staff lift it; the person was informed. */
  readonly liftsAt?: string | undefined;
  readonly liftedAt?: string | undefined;
}

/** It holds from the request until it is lifted, though the request itself is completed at once. */
export const isInForce = (restriction: Restriction | undefined): restriction is Restriction =>
  restriction !== undefined && restriction.liftedAt === undefined;

/** What the restrictions in force of one person restrict together. */
export function restrictedBy(
  restrictions: readonly Pick<Restriction, 'purposes'>[],
): 'all' | readonly string[] {
  const named = new Set<string>();
  for (const { purposes } of restrictions) {
    if (purposes === undefined) return 'all';
    for (const purpose of purposes) named.add(purpose);
  }
  return [...named].sort();
}

/** GDPR Art. 18(3): the person is informed before the restriction is lifted, in time to ask again. */
const noticeSeconds = 7 * 86_400;
export const liftsAt = (announcedAt: EpochMilliseconds): EpochMilliseconds =>
  plusSeconds(announcedAt, noticeSeconds);

/** The row that says, consistently, that a restriction is in force: `kind` of `open-requests`. */
const prefix = 'restriction/';
export const restrictionLock = (requestId: string): string => `${prefix}${requestId}`;
export const isRestrictionLock = (kind: string): boolean => kind.startsWith(prefix);
