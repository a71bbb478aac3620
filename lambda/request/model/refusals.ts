import { isGated } from './kinds.ts';
import type { GatedKind, RequestKind } from './kinds.ts';
import type { RequestStatus } from './request.ts';

/** Why a request may be refused, by the codes of `jurisdictions.yaml`. */
export const refusalGrounds = [
  'identity-not-verified',
  'person-not-identifiable',
  'manifestly-unfounded',
  'manifestly-excessive',
  'fraudulent-request',
  'rights-of-others',
  'legal-obligation',
  'legal-claims',
  'freedom-of-expression',
  'public-interest-task',
  'public-health',
  'research-archiving-statistics',
  'disproportionate-effort',
] as const;
export type RefusalGround = (typeof refusalGrounds)[number];

const againstHandingOver: readonly RefusalGround[] = [
  'identity-not-verified',
  'person-not-identifiable',
  'manifestly-unfounded',
  'manifestly-excessive',
  'fraudulent-request',
  'rights-of-others',
  'disproportionate-effort',
];

const againstAnswering: readonly RefusalGround[] = [
  'identity-not-verified',
  'person-not-identifiable',
  'manifestly-unfounded',
  'manifestly-excessive',
  'fraudulent-request',
];

/** Of the grounds that a law gives, those that can deny a kind. */
const groundsByKind: Readonly<Record<GatedKind, readonly RefusalGround[]>> = {
  // GDPR Art. 11(2), 12(5), 15(4); Civ. Code 1798.145(h)(3); 11 CCR 7021(b), 7024.
  access: againstHandingOver,
  // GDPR Art. 11(2), 12(5), 20(4); FADP Art. 29(1).
  portability: againstHandingOver,
  // GDPR Art. 11(2), 12(5), 17(3); Civ. Code 1798.105(d), 1798.145; 11 CCR 7021(b).
  erasure: [
    'identity-not-verified',
    'person-not-identifiable',
    'manifestly-unfounded',
    'manifestly-excessive',
    'fraudulent-request',
    'legal-obligation',
    'legal-claims',
    'freedom-of-expression',
    'public-interest-task',
    'public-health',
    'research-archiving-statistics',
  ],
  // GDPR Art. 11(2), 12(5); 11 CCR 7023(h).
  rectification: againstAnswering,
  'human-review': againstAnswering,
  complaint: againstAnswering,
  // Only while it is not known who asks: see `isDeniable`. After that the person gets an answer with reasons.
  appeal: againstAnswering,
};

/** An appeal is about a refusal, and is answered; a letter of someone who cannot be found has to end, too. */
export const isDeniable = (kind: RequestKind, status: RequestStatus): boolean =>
  kind !== 'appeal' || status === 'identity-required';

/**
 * What executes at once is never refused.
 *
 * @param lawful codes that the law of the jurisdiction gives at all
 */
export const groundsFor = (
  kind: RequestKind,
  lawful: readonly string[],
): readonly RefusalGround[] =>
  isGated(kind) ? groundsByKind[kind].filter((ground) => lawful.includes(ground)) : [];
