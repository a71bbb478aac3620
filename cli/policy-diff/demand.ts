import type { Basis } from './change.ts';
import { isOpenToObjection } from '../../lambda/policy/grounds.ts';
import type { JurisdictionId } from '../../lambda/policy/schema.ts';

/**
 * How much a basis asks of us before and while data is used: the more, the more a person decides.
 * Absent: the use is forbidden, which no basis outdoes.
 */
export function demandOf(
  basis: Pick<Basis, 'basis' | 'condition'> | undefined,
  jurisdiction: JurisdictionId,
): number {
  if (basis === undefined) return 4;
  if (basis.basis === 'consent' || basis.condition === 'explicit-consent') return 3;
  return canStop(basis, jurisdiction) ? 2 : 1;
}

/** The person can stop it: GDPR Art. 21(1), Civ. Code 1798.120, FADP Art. 30(2)(b). */
const canStop = ({ basis }: Pick<Basis, 'basis'>, jurisdiction: JurisdictionId): boolean =>
  basis === 'opt-out' || isOpenToObjection(basis, jurisdiction);
