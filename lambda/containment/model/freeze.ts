import { namesFor } from '../../policy/categories.ts';
import type { Policy } from '../../policy/schema.ts';

/** One order to freeze the processing of everything, or of some categories. */
export interface FreezeOrder {
  readonly containmentId: string;
  readonly categories: 'all' | readonly string[];
}

/** All orders that are in force. Freezes of single people are on the rows of the people. */
export type Freeze = readonly FreezeOrder[];

/**
 * Whether data of a category is frozen. What no one has classified is treated as the policy says,
 * so that it is frozen with that category too.
 */
export function isFrozen(
  freeze: Freeze,
  policy: Pick<Policy, 'unclassified'>,
  category: string,
): boolean {
  const names = namesFor(policy, category);
  return freeze.some(
    ({ categories }) => categories === 'all' || names.some((name) => categories.includes(name)),
  );
}

/** Whether nothing could be used for the purpose: a consent to it would permit nothing. */
export function isPurposeFrozen(
  freeze: Freeze,
  policy: Pick<Policy, 'unclassified' | 'purposes'>,
  purpose: string,
): boolean {
  const used = policy.purposes[purpose]?.categories ?? [];
  return (
    freeze.some(({ categories }) => categories === 'all') ||
    (used.length > 0 && used.every((category) => isFrozen(freeze, policy, category)))
  );
}

/** The orders after one more; repeating it changes nothing. */
export const withOrder = (freeze: Freeze, order: FreezeOrder): Freeze => [
  ...withoutOrder(freeze, order.containmentId),
  order,
];

export const withoutOrder = (freeze: Freeze, containmentId: string): Freeze =>
  freeze.filter((order) => order.containmentId !== containmentId);
