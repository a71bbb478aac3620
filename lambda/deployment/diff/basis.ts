import { isOpenToObjection, objectableBases } from '../../policy/grounds.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import type { LegalBasis, OptOutRight } from '../../policy/vocabulary.ts';

type Purpose = Policy['purposes'][string];
type Declared = NonNullable<Purpose['legalBasis'][JurisdictionId]>;

/** A legal basis, with the condition of GDPR Art. 9(2) where it has one. */
export interface Basis {
  readonly basis: LegalBasis;
  readonly condition?: Declared['condition'];
  readonly optOut?: OptOutRight | undefined;
  /** The law lets a person object to a use that needs no basis. */
  readonly objection?: true | undefined;
}

/** What holds for data collected before a day. */
export interface EarlierBasis extends Basis {
  readonly until: string;
}

export function basisIn(
  policy: Policy,
  purpose: Pick<Purpose, 'legalBasis'> | undefined,
  jurisdiction: JurisdictionId,
): Basis | undefined {
  const declared = purpose?.legalBasis[jurisdiction];
  return declared && stated(policy, jurisdiction, declared);
}

export function earlierIn(
  policy: Policy,
  purpose: Purpose | undefined,
  jurisdiction: JurisdictionId,
): EarlierBasis | undefined {
  const { previous, effectiveFrom } = purpose?.legalBasis[jurisdiction] ?? {};
  if (previous === undefined || effectiveFrom === undefined) return undefined;
  return { until: effectiveFrom, ...stated(policy, jurisdiction, previous) };
}

const stated = (
  policy: Policy,
  jurisdiction: JurisdictionId,
  { basis, condition, optOut }: Omit<Declared, 'previous'>,
): Basis => ({
  basis,
  condition,
  optOut,
  objection:
    basis === 'notice' && isOpenToObjection(policy, basis, jurisdiction) ? true : undefined,
});

export const showBasis = ({ basis, condition, optOut }: Basis): string =>
  [basis, condition && `with ${condition}`, optOut && `by ${optOut}`].filter(Boolean).join(' ');

/** What a person has to have said. */
export function beforehand(rule: Basis): string {
  const { basis, condition } = rule;
  if (basis === 'consent' || condition === 'explicit-consent') return 'only of people who consent';
  if (basis === 'opt-out') return 'unless a person opts out';
  return isObjectable(rule) ? 'unless a person objects' : 'without asking';
}

/**
 * How much a basis asks of us before and while data is used: the more, the more a person decides.
 * Absent: the use is forbidden, which no basis outdoes.
 */
export function demandOf(basis: Basis | undefined): number {
  if (basis === undefined) return 4;
  if (basis.basis === 'consent' || basis.condition === 'explicit-consent') return 3;
  return basis.basis === 'opt-out' || isObjectable(basis) ? 2 : 1;
}

/** GDPR Art. 21(1), FADP Art. 30(2)(b). */
const isObjectable = ({ basis, objection }: Basis): boolean =>
  objection === true || objectableBases.some((objectable) => objectable === basis);
