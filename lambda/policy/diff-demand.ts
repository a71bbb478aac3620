import type { Basis } from './diff-change.ts';

/**
 * How much a basis asks of us before and while data is used: the more, the more a person decides.
 * Absent: the use is forbidden, which no basis outdoes.
 */
export function demandOf(basis: Pick<Basis, 'basis' | 'condition'> | undefined): number {
  if (basis === undefined) return 4;
  switch (basis.basis) {
    case 'consent':
      return 3;
    // The person can stop it: GDPR Art. 21(1), Civ. Code 1798.120.
    case 'opt-out':
    case 'legitimate-interests':
    case 'public-task':
      return basis.condition === 'explicit-consent' ? 3 : 2;
    case 'contract':
    case 'legal-obligation':
    case 'vital-interests':
    case 'notice':
      return basis.condition === 'explicit-consent' ? 3 : 1;
  }
}
