import type { Policy } from '../../policy/schema.ts';
import { isAnswered, isGated } from './kinds.ts';
import type { RequestKind } from './kinds.ts';

export const requestStatuses = [
  'received',
  'identity-required',
  'approval-required',
  'in-progress',
  'completed',
  'partially-completed',
  'denied',
  'cancelled',
  'failed',
] as const;
export type RequestStatus = (typeof requestStatuses)[number];

/** Where a request may go from where it is. */
export const transitions = {
  received: ['identity-required', 'approval-required', 'in-progress', 'denied', 'cancelled'],
  'identity-required': ['approval-required', 'in-progress', 'denied', 'cancelled'],
  'approval-required': ['in-progress', 'denied', 'cancelled'],
  // Denied: what the privacy team answers. A workflow does not refuse.
  'in-progress': ['completed', 'partially-completed', 'denied', 'cancelled', 'failed'],
  failed: ['in-progress', 'denied', 'cancelled'],
  completed: [],
  // Once nothing is withheld any more that a hold exempted.
  'partially-completed': ['completed'],
  denied: [],
  cancelled: [],
} as const satisfies Readonly<Record<RequestStatus, readonly RequestStatus[]>>;

const closedStatuses: readonly RequestStatus[] = [
  'completed',
  'partially-completed',
  'denied',
  'cancelled',
];
export const isClosed = (status: RequestStatus): boolean => closedStatuses.includes(status);

/** What a request has to pass before it is carried out, in this order. */
export const gates = ['identity', 'approval'] as const;
export type Gate = (typeof gates)[number];
const waitingAt = {
  identity: 'identity-required',
  approval: 'approval-required',
} as const satisfies Record<Gate, RequestStatus>;

/** The gates that the policy asks of a kind. Identity is asked of every one that has a gate. */
export function gatesOf(policy: Pick<Policy, 'requests'>, kind: RequestKind): readonly Gate[] {
  if (!isGated(kind)) return [];
  return policy.requests[kind].approvals > 0 ? gates : ['identity'];
}

/** What a transition depends on beside the status. */
export interface RequestProgress {
  readonly kind: RequestKind;
  readonly status: RequestStatus;
  readonly gatesAsked: readonly Gate[];
  readonly gatesPassed: readonly Gate[];
  /** The erasure has begun to take effect: it can be finished, no longer called off. */
  readonly irreversible: boolean;
}

export type Move =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'not-possible'; readonly from: RequestStatus }
  | { readonly kind: 'gate-closed'; readonly gate: Gate }
  | { readonly kind: 'past-no-return' };

/** The one answer to whether a request may go to `to`; every change of a status asks it. */
export function moveTo(to: RequestStatus, progress: RequestProgress): Move {
  const possible: readonly RequestStatus[] = transitions[progress.status];
  if (!possible.includes(to) || isForeign(progress, to)) {
    return { kind: 'not-possible', from: progress.status };
  }
  if (progress.irreversible && (to === 'cancelled' || to === 'denied')) {
    return { kind: 'past-no-return' };
  }
  const gate = to === 'in-progress' ? closedGate(progress) : undefined;
  return gate === undefined ? { kind: 'allowed' } : { kind: 'gate-closed', gate };
}

/** Once it is in progress, only what people answer is denied, and only what a workflow does fails. */
const isForeign = ({ kind, status }: RequestProgress, to: RequestStatus): boolean =>
  status === 'in-progress' && to === (isAnswered(kind) ? 'failed' : 'denied');

/** Where a request goes from `received`, or from the gate that it has just passed. */
export function nextStatus(progress: Omit<RequestProgress, 'status' | 'kind'>): RequestStatus {
  const gate = closedGate(progress);
  return gate === undefined ? 'in-progress' : waitingAt[gate];
}

const closedGate = ({
  gatesAsked,
  gatesPassed,
}: Omit<RequestProgress, 'status' | 'kind'>): Gate | undefined =>
  gates.find((gate) => gatesAsked.includes(gate) && !gatesPassed.includes(gate));

/** Why an attempt to carry out a request ended without a result. Closed and published. */
export const taskErrors = [
  'attempt-failed',
  'verification-inconclusive',
  'rows-left-over',
] as const;
export type TaskError = (typeof taskErrors)[number];

/** What happened to a request, as its timeline reports. Closed and published. */
export const timelineEvents = [
  ...requestStatuses,
  'identity-checked',
  'mandate-checked',
  'approved',
  'appealed',
  'appeal-answered',
  'carried-out-again',
  'retried',
  'overdue',
  'paused',
  'resumed',
  'extended',
  'export-ready',
  'export-deleted',
  'erasure-paused',
  'erasure-resumed',
  'person-fenced',
  'keys-destroyed',
  'data-purged',
  'erasure-verified',
  'system-done',
  'system-not-applicable',
  'system-waits-for-staff',
  'certificate-issued',
  'erasure-final',
  'residue-found',
  'overtaken-by-erasure',
  'hold-released',
  'held-data-erased',
  'withheld-read',
  'lifting-announced',
  'lifting-called-off',
  'restriction-lifted',
  'correction-accepted',
  'correction-refused',
  'correction-applied',
] as const;
export type TimelineEvent = (typeof timelineEvents)[number];

/**
 * Checks a table of transitions: every status leads, in the end, to a closed one, and is reached
 * from `received`.
 *
 * @throws TransitionTableError that names the status which does not
 */
export function checkTransitions(
  table: Readonly<Record<RequestStatus, readonly RequestStatus[]>>,
): void {
  const reachable = (from: RequestStatus): ReadonlySet<RequestStatus> => {
    const seen = new Set<RequestStatus>([from]);
    for (const status of seen) for (const next of table[status]) seen.add(next);
    return seen;
  };
  const fromReceived = reachable('received');
  for (const status of requestStatuses) {
    if (!fromReceived.has(status)) throw new TransitionTableError(status, 'is never reached');
    if (![...reachable(status)].some((end) => table[end].length === 0)) {
      throw new TransitionTableError(status, 'never ends');
    }
  }
}

/** The table of transitions has a hole: a defect of this file. */
export class TransitionTableError extends Error {
  override readonly name = 'TransitionTableError';

  constructor(status: RequestStatus, problem: string) {
    super(`${status} ${problem}`);
  }
}

checkTransitions(transitions);
