import { categoryFor } from '../../policy/categories.ts';
import type { Policy } from '../../policy/schema.ts';
import type { RecordSource } from './record.ts';

/** Where data comes from: given by the person, seen while the service is used, or made from other data. */
export type Origin = 'provided' | 'observed' | 'inferred';

/**
 * Whose statement a record is. The policy says it of the category; a record that names itself
 * observed or inferred, or is made from another one, is no statement of the person whatever its
 * category. Of a category that the policy no longer knows no one can say that the person provided it.
 */
export function originOf(
  policy: Pick<Policy, 'categories' | 'unclassified'>,
  {
    category,
    source,
    derivedFrom,
  }: {
    readonly category: string;
    readonly source?: RecordSource | undefined;
    readonly derivedFrom?: string | undefined;
  },
): Origin {
  const ruled = categoryFor(policy, category);
  const declared =
    ruled !== undefined && Object.hasOwn(policy.categories, ruled)
      ? policy.categories[ruled]?.source
      : undefined;
  if (declared !== 'provided') return declared ?? 'observed';
  if (derivedFrom !== undefined) return 'inferred';
  // From someone else: the person did not state it (GDPR Art. 14).
  if (typeof source === 'object') return 'observed';
  const named = source?.trim().toLowerCase();
  return named === 'observed' || named === 'inferred' ? named : 'provided';
}
