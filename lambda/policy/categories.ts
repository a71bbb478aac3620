import type { Policy } from './schema.ts';

/** Name of what no one has classified; the policy says how it is handled. */
export const unclassifiedCategory = 'unclassified';

/** The category whose rules apply; undefined for `unclassified` where the policy is silent. */
export const categoryFor = (
  { unclassified }: Pick<Policy, 'unclassified'>,
  category: string,
): string | undefined => (category === unclassifiedCategory ? unclassified?.treatAs : category);
