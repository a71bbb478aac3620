import { reservedClasses } from './fields.ts';
import type { MediaType } from '../value/media-types.ts';
import type { Policy } from './schema.ts';

/** Name of what no one has classified; the policy says how it is handled. */
export const unclassifiedCategory = 'unclassified';

/** Category of what systems decided about people; `POST /v1/automated-decisions` alone writes it. */
export const decidedCategory = 'automated-decisions';

/** Category of the values behind pseudonyms in texts; `POST /v1/text/redact` alone keeps them. */
export const pseudonymisedCategory = 'text-pseudonyms';

/** The purposes that have a reserved category; none where the policy does not offer what it is for. */
export const purposesWith = (
  { categories, purposes }: Pick<Policy, 'categories' | 'purposes'>,
  category: string,
): readonly string[] =>
  Object.hasOwn(categories, category)
    ? Object.keys(purposes).filter((id) => purposes[id]?.categories.includes(category))
    : [];

/** The category whose rules apply; undefined for `unclassified` where the policy is silent. */
export const categoryFor = (
  { unclassified }: Pick<Policy, 'unclassified'>,
  category: string,
): string | undefined => (category === unclassifiedCategory ? unclassified?.treatAs : category);

/**
 * The names that a rule for some categories may have for data of one: its own, and for data that no one
 * has classified that of the category whose rules apply.
 */
export const namesFor = (
  policy: Pick<Policy, 'unclassified'>,
  category: string,
): readonly string[] => [category, categoryFor(policy, category) ?? category];

/** Which files a category takes, each of at most so many bytes; undefined where it takes none. */
export function mediaIn(
  policy: Pick<Policy, 'categories' | 'unclassified'>,
  category: string,
): { readonly types: readonly MediaType[]; readonly maximumBytes: number } | undefined {
  const ruled = categoryFor(policy, category);
  const media =
    ruled !== undefined && Object.hasOwn(policy.categories, ruled)
      ? policy.categories[ruled]?.media
      : undefined;
  return media && { types: media.types, maximumBytes: media.maximumMegabytes * 2 ** 20 };
}

/** How many keys a person can have whose erasure withholds nothing: one for each erasure class. */
const keysOfPerson = ({ categories }: Pick<Policy, 'categories'>): number =>
  new Set([
    ...reservedClasses,
    ...Object.entries(categories).map(([id, { erasureClass = id }]) => erasureClass),
  ]).size;

/** How many keys the erasures of an hour destroy at most, before one more person pauses them. */
export const keysPerHour = (policy: Pick<Policy, 'categories' | 'requests'>): number =>
  policy.requests.erasure.peoplePerHour * keysOfPerson(policy);
