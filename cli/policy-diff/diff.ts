import { categoryChanges } from './categories.ts';
import { gateChanges, lawChanges } from './law.ts';
import { noticeChanges } from './notices.ts';
import { peopleChanges } from './people.ts';
import { recipientChanges } from './recipients.ts';
import { retentionChanges } from './retention.ts';
import { reviewChanges } from './reviews.ts';
import { useChanges } from './uses.ts';
import type { PolicyChange } from './change.ts';
import type { LocatedChange } from './moved.ts';
import { issuerChanges, issuersByName } from './issuers.ts';
import { leafDifferences } from '../../lib/policy/leaves.ts';
import { wideningOf } from './widening.ts';
import type { Widening } from './widening.ts';
import type { Policy } from '../../lambda/policy/schema.ts';

export type { PolicyChange } from './change.ts';
export type { Widening } from './widening.ts';

export type JudgedChange = PolicyChange & {
  /** Set where the change takes something from the people concerned. */
  readonly widening?: Widening;
};

export interface PolicyDiff {
  /** Versions of the two policies. */
  readonly from: string;
  readonly to: string;
  /** Empty exactly when the versions are equal. */
  readonly changes: readonly JudgedChange[];
}

/**
 * What the second policy says otherwise. Every rule names the places that it accounts for; what
 * differs beside them is reported as a detail, so that nothing is left out.
 */
export function diffPolicies(from: Policy, to: Policy): PolicyDiff {
  const located: readonly LocatedChange<PolicyChange>[] = [
    ...useChanges(from, to),
    ...categoryChanges(from, to),
    ...retentionChanges(from, to),
    ...noticeChanges(from, to),
    ...recipientChanges(from, to),
    ...gateChanges(from, to),
    ...lawChanges(from, to),
    ...reviewChanges(from, to),
    ...peopleChanges(from, to),
    ...issuerChanges(from, to),
  ];
  const accounted = located.flatMap(({ at }) => at);
  const details = leafDifferences(comparable(from, to), comparable(to, from))
    .filter(({ pointer }) => !accounted.some((place) => isWithin(pointer, place)))
    .map((difference): PolicyChange => ({ kind: 'detail-changed', ...difference }));
  return {
    from: from.version,
    to: to.version,
    changes: [...located.map(({ change }) => change), ...details].map(judged),
  };
}

function judged(change: PolicyChange): JudgedChange {
  const widening = wideningOf(change);
  return { ...change, ...(widening && { widening }) };
}

const isWithin = (pointer: string, place: string): boolean =>
  pointer === place || pointer.startsWith(`${place}/`);

/**
 * Issuers by name and their order apart; published notices without what `notices` says already; laws
 * that are named nowhere only of places that both name nowhere: the others are reported by `residences`.
 */
function comparable(policy: Policy, other: Policy): object {
  const byName = issuersByName(policy.issuers);
  const theirs = issuersByName(other.issuers);
  return {
    ...policy,
    version: undefined,
    issuers: byName,
    issuerOrder: Object.keys(byName).filter((name) => Object.hasOwn(theirs, name)),
    elsewhere: Object.fromEntries(
      Object.entries(policy.elsewhere).filter(([place]) => Object.hasOwn(other.elsewhere, place)),
    ),
    published: Object.fromEntries(
      Object.entries(policy.published).map(([id, { version, texts }]) => [id, { version, texts }]),
    ),
  };
}
