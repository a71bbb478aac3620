import { choiceRights, rights } from '../../policy/law.ts';
import type { Right } from '../../policy/law.ts';
import type { Policy } from '../../policy/schema.ts';

/** Every kind of data-subject request there is. Closed and published. */
export const requestKinds = [...rights, 'appeal'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** What `jurisdictions.yaml` says of a kind: an appeal is a complaint that goes to the controller. */
export const rightOf = (kind: RequestKind): Right => (kind === 'appeal' ? 'complaint' : kind);

/** Kinds whose result is an export. */
export const exportedKinds = ['access', 'portability'] as const;
export type ExportedKind = (typeof exportedKinds)[number];
export const isExported = (kind: RequestKind): kind is ExportedKind =>
  exportedKinds.some((exported) => exported === kind);

/** Kinds that a workflow carries out on the data, once they have passed their gates. */
export const workflowKinds = [...exportedKinds, 'erasure'] as const;
export type WorkflowKind = (typeof workflowKinds)[number];
export const hasWorkflow = (kind: RequestKind): kind is WorkflowKind =>
  workflowKinds.some((carried) => carried === kind);

/** Kinds that the privacy team works on once they have passed their gates, and then answers. */
export const answeredKinds = ['rectification', 'human-review', 'complaint', 'appeal'] as const;
export type AnsweredKind = (typeof answeredKinds)[number];
export const isAnswered = (kind: RequestKind): kind is AnsweredKind =>
  answeredKinds.some((answered) => answered === kind);

/** Kinds that pass gates. */
export type GatedKind = WorkflowKind | AnsweredKind;
export const isGated = (kind: RequestKind): kind is GatedKind =>
  hasWorkflow(kind) || isAnswered(kind);

/** Kinds that are choices about purposes: see `stoppedBy`. */
export const choiceKinds = choiceRights;
export type ChoiceKind = (typeof choiceKinds)[number];
export const isChoice = (kind: RequestKind): kind is ChoiceKind =>
  choiceKinds.some((choice) => choice === kind);

/**
 * Kinds that execute at once, without a gate: they only ever lessen what is done with data, and a
 * person who is not asked for proof loses nothing by it (GDPR Art. 7(3), 12(2); 11 CCR 7026(d)).
 */
const directKinds = [...choiceKinds, 'restriction'] as const;
export type DirectKind = (typeof directKinds)[number];
export const isDirect = (kind: unknown): kind is DirectKind =>
  directKinds.some((direct) => direct === kind);

/** What can be asked for without an account: the others name something that an account shows. */
export const kindsWithoutAccount = [
  ...workflowKinds,
  'restriction',
  ...choiceKinds,
  'complaint',
] as const;

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
  'certificate-issued',
  'erasure-final',
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
