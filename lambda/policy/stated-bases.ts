import type { JurisdictionId, Policy } from './schema.ts';

/** What a purpose rests on now, and for data collected earlier. */
export function statedIn(
  { purposes }: Pick<Policy, 'purposes'>,
  purpose: string,
  jurisdiction: JurisdictionId,
) {
  const rule = purposes[purpose]?.legalBasis[jurisdiction];
  if (rule === undefined) return [];
  return rule.previous === undefined ? [rule] : [rule, rule.previous];
}
