import type { WithholdingGround } from '../../policy/vocabulary.ts';
import { withholdingGrounds } from '../../policy/vocabulary.ts';

/**
 * What is contested was verified and is right: GDPR Art. 16 has what is inaccurate rectified, and Art.
 * 18(1)(a) gives time to verify it; 11 CCR 7023, on the totality of the circumstances. A finding on
 * the facts, under every law.
 */
const foundAccurate = 'found-accurate';

/**
 * Codes of `jurisdictions.yaml` that can be against a correction. GDPR Art. 11(2), 12(5), and nothing
 * else; Civ. Code 1798.145(h)(3); 11 CCR 7023.
 */
const ofLaw = [
  'identity-not-verified',
  'person-not-identifiable',
  'manifestly-unfounded',
  'manifestly-excessive',
  'fraudulent-request',
  'disproportionate-effort',
] as const;

/** Why a correction is refused. Closed and published. */
export const correctionGrounds = [foundAccurate, ...ofLaw, ...withholdingGrounds] as const;
export type CorrectionGround = (typeof correctionGrounds)[number];

/** @param lawful codes that every law which applies gives */
export const groundsOfRequest = (
  lawful: readonly string[],
): readonly (typeof foundAccurate | (typeof ofLaw)[number])[] => [
  foundAccurate,
  ...ofLaw.filter((ground) => lawful.includes(ground)),
];

/**
 * @param keptOn grounds on which an erasure would exempt the data concerned: as evidence it stays as it
 *   was (GDPR Art. 17(3)(b), (e))
 */
export const groundsFor = (
  lawful: readonly string[],
  keptOn: readonly WithholdingGround[],
): readonly CorrectionGround[] => [...groundsOfRequest(lawful), ...keptOn];
