import type { JurisdictionId, Policy } from '../../lambda/policy/schema.ts';
import { standingOf, standingWords } from '../../lambda/policy/standing.ts';
import type { Layout } from './layout.ts';

type Declared = Policy['purposes'][string]['legalBasis'][JurisdictionId] | undefined;

/** One law: who comes under it, who answers for its facts, and what it leaves to the operator. */
export function lawLines(policy: Policy, id: JurisdictionId): string[] {
  const { residences, default: standard, reviews, targets } = policy.jurisdictions;
  const { establishment = standard } = policy.jurisdictions;
  const codes = Object.keys(residences).filter((code) => residences[code] === id);
  const accepted = reviews[id]?.acceptUnverified;
  const own = Object.entries(targets[id] ?? {}).map(([clock, period]) => `${clock} ${period}`);
  return [
    `  ${id}${id === standard ? ' (default)' : ''}${id === establishment ? ' (establishment)' : ''}: ${codes.join(' ')}`,
    `    ${standingWords(standingOf(policy, id))}`,
    ...(accepted ? [`    unverified facts are used: ${accepted.reason}`] : []),
    ...(own.length > 0 ? [`    own last days: ${own.join(', ')}`] : []),
    ...(policy.law[id]?.notes ?? []).map((note) => `    note: ${note}`),
  ];
}

export const showBasis = (declared: Declared): string =>
  declared === undefined
    ? 'denied'
    : [declared.basis, declared.condition, declared.optOut]
        .filter((part) => part !== undefined)
        .join('/');

/** Bases that hold for data collected before a day. */
export function earlierBases(
  { purposes }: Policy,
  inUse: readonly JurisdictionId[],
  table: Layout['table'],
): string[] {
  const rows = Object.entries(purposes).flatMap(([id, { legalBasis }]) =>
    inUse.flatMap((jurisdiction) => {
      const { previous, effectiveFrom } = legalBasis[jurisdiction] ?? {};
      return previous === undefined || effectiveFrom === undefined
        ? []
        : [[id, jurisdiction, effectiveFrom, showBasis(previous)]];
    }),
  );
  return rows.length === 0
    ? []
    : ['', ...table(['purpose', 'law', 'collected before', 'basis'], rows)];
}
