import type { RequestAssurance } from '../../policy/vocabulary.ts';
import { requestAssurances } from '../../policy/vocabulary.ts';
import type { Policy } from '../../policy/schema.ts';
import type { RequestKind } from './kinds.ts';
import { isGated } from './kinds.ts';

/** A higher level includes the lower ones. */
export const isEnough = (shown: RequestAssurance, needed: RequestAssurance): boolean =>
  requestAssurances.indexOf(shown) >= requestAssurances.indexOf(needed);

/**
 * What a kind needs: of one with a gate the policy says it. GDPR Art. 12(6): more is asked for only
 * where there is a reasonable doubt. 11 CCR 7060(b): an opt-out of sale or sharing, and
 * a limit, need no proof. Other kinds that lessen what is done with data could be used against a
 * person, so that the address has to be proved.
 */
export function assuranceNeeded(
  { requests }: Pick<Policy, 'requests'>,
  kind: RequestKind,
): RequestAssurance {
  if (isGated(kind)) return requests[kind].assurance;
  return needsNoProof(kind) ? 'none' : 'email-verified';
}

/** 11 CCR 7026(d), 7027(e), 7060(b). */
type UnprovedKind = 'opt-out-sale-share' | 'limit-sensitive';
export const needsNoProof = (kind: RequestKind): kind is UnprovedKind =>
  kind === 'opt-out-sale-share' || kind === 'limit-sensitive';

/** The row that says that a request of the kind was recorded without a proof: `kind` of `open-requests`. */
export const unprovedLock = (kind: UnprovedKind): string => `unproved/${kind}`;

/** How an agent shows that they may ask for the person. Closed and published. */
export const mandates = ['self-declared', 'signed', 'power-of-attorney'] as const;
export type Mandate = (typeof mandates)[number];

/** What staff can be shown. A mandate that the agent has only declared is for the person to confirm. */
export const shownMandates = ['signed', 'power-of-attorney'] as const;
export type ShownMandate = (typeof shownMandates)[number];
export const isShown = (mandate: Mandate): mandate is ShownMandate =>
  shownMandates.some((shown) => shown === mandate);

/** How a request came in. Closed and published. */
export const channels = [
  'account',
  'public',
  'letter',
  'telephone',
  'in-person',
  'e-mail',
] as const;
export type Channel = (typeof channels)[number];

export interface AgentOfRequest {
  readonly mandate: Mandate;
  /** The person has confirmed with the code that was sent to them (11 CCR 7063(a)). */
  readonly confirmedAt?: string | undefined;
  /** Staff have checked the mandate, which they were shown (11 CCR 7063(a)). */
  readonly checkedAt?: string | undefined;
}

/** Whether an agent may ask for the person. */
export const isMandated = (agent: AgentOfRequest | undefined): boolean =>
  agent === undefined ||
  agent.confirmedAt !== undefined ||
  (agent.checkedAt !== undefined && isShown(agent.mandate));

/** Cal. Prob. Code 4121 to 4130, 11 CCR 7063(b): they act in the person's place. Others get a status. */
export const mayAnswerAgent = ({ mandate, checkedAt }: AgentOfRequest): boolean =>
  mandate === 'power-of-attorney' && checkedAt !== undefined;

/** Whether the gate `identity` is passed. */
export const isIdentified = (
  policy: Pick<Policy, 'requests'>,
  kind: RequestKind,
  assurance: RequestAssurance,
  agent: AgentOfRequest | undefined,
): boolean => isEnough(assurance, assuranceNeeded(policy, kind)) && isMandated(agent);
