import { dutiesOf } from '../../policy/breach-law.ts';
import type { BreachDuty } from '../../policy/breach-law.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import type { Risk } from './risk.ts';
import type { Decision } from './incident.ts';

/** The law knows more as data: `exceptions` of `jurisdictions.yaml`. */
const notPersonal = 'not-a-breach';

interface Ground {
  readonly code: string;
  /** Where the law says so. */
  readonly reference?: string;
}

/**
 * Grounds on which the duty does not apply: those of the law, and under every law that no personal
 * data was affected. A ground that no one has read in its source needs an operator who answers for it.
 */
export function groundsAgainst(
  { law, jurisdictions: { reviews } }: Policy,
  jurisdiction: JurisdictionId,
  duty: BreachDuty,
): readonly Ground[] {
  const accepted = reviews[jurisdiction]?.acceptUnverified !== undefined;
  const exceptions = dutiesOf(law[jurisdiction]?.breach)[duty]?.exceptions ?? [];
  return [
    ...exceptions
      .filter(({ verified }) => verified || accepted)
      .map(({ code, reference }) => ({ code, reference })),
    { code: notPersonal },
  ];
}

/** Why a ground cannot be relied on with this risk; undefined where it can. */
export function faultOfGround(ground: string, risk: Risk | undefined): string | undefined {
  if (risk === undefined) return 'assess the risk first: a ground rests on it';
  switch (ground) {
    case 'no-risk':
    case notPersonal:
      return risk === 'none' ? undefined : `the assessment says ${risk}`;
    case 'no-high-risk':
      return risk === 'high-risk' ? 'the assessment says high-risk' : undefined;
    default:
      return undefined;
  }
}

/** Decisions whose ground no longer fits the risk: they end, and their clocks run again. */
export const contradicted = (decisions: readonly Decision[], risk: Risk): readonly Decision[] =>
  decisions.filter(
    ({ outcome, ground = '' }) =>
      outcome === 'do-not-notify' && faultOfGround(ground, risk) !== undefined,
  );
