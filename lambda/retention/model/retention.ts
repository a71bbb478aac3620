import { addPeriod } from '../../policy/periods.ts';
import type { Policy } from '../../policy/schema.ts';
import type { EpochMilliseconds, EpochSeconds } from '../../value/time.ts';
import { toEpochSeconds } from '../../value/time.ts';

export type Expiry =
  | { readonly kind: 'expires'; readonly at: EpochSeconds }
  /** No purpose has a basis any more, or the last period is over. */
  | { readonly kind: 'delete-now' };

/**
 * When a record expires: at the end of the latest retention period among its purposes.
 *
 * @param facts.purposes only those that still have a basis; one that the policy no longer names has none
 */
export function expiresAt(facts: {
  readonly policy: Policy;
  readonly purposes: readonly string[];
  readonly collectedAt: EpochMilliseconds;
  readonly now: EpochMilliseconds;
}): Expiry {
  const { policy, collectedAt, now } = facts;
  const ends = facts.purposes.flatMap((purpose) => {
    const retention = Object.hasOwn(policy.purposes, purpose)
      ? policy.purposes[purpose]?.retention
      : undefined;
    return retention === undefined
      ? []
      : [toEpochSeconds(addPeriod(collectedAt, retention, policy.controller.timeZone))];
  });
  const at = ends.toSorted((one, other) => other - one)[0];
  if (at === undefined || isGone({ expiresAt: at }, now)) return { kind: 'delete-now' };
  return { kind: 'expires', at };
}

/** What keeps a row from deletion until no one knows when: GDPR Art. 17(3)(e), 18(2). */
export const suspenders = ['legal-hold', 'restriction'] as const;
export type Suspender = (typeof suspenders)[number];

/** Whether a row counts as deleted. DynamoDB deletes late, so every read asks. */
export const isGone = (
  row: { readonly expiresAt: EpochSeconds },
  now: EpochMilliseconds,
): boolean => row.expiresAt <= toEpochSeconds(now);

/** What a change of the records table reports, from the images that its stream carries. */
export type RecordChange =
  | { readonly kind: 'written'; readonly recordId: string; readonly category: string }
  | {
      readonly kind: 'deleted';
      readonly by: 'retention' | 'somebody';
      readonly subjectId: string;
      readonly recordId: string;
      readonly category: string;
    }
  | { readonly kind: 'ignored' };

export interface StreamedRow {
  readonly subjectId: string;
  readonly recordId: string;
  readonly category: string;
}

/** Who changed the row, as the stream says; absent for everybody but the service itself. */
export interface StreamIdentity {
  readonly type?: string;
  readonly principalId?: string;
}

/** TTL deletions carry the identity of the service, and no one else can. */
export function changeOf(
  event: 'INSERT' | 'MODIFY' | 'REMOVE' | undefined,
  row: StreamedRow,
  identity: StreamIdentity | undefined,
): RecordChange {
  if (event === 'INSERT') {
    return { kind: 'written', recordId: row.recordId, category: row.category };
  }
  if (event !== 'REMOVE') return { kind: 'ignored' };
  const byService =
    identity?.type === 'Service' && identity.principalId === 'dynamodb.amazonaws.com';
  return { kind: 'deleted', by: byService ? 'retention' : 'somebody', ...row };
}
