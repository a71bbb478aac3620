import { addPeriod } from '../policy/periods.ts';
import type { Policy } from '../policy/schema.ts';
import { notBefore, parseRfc3339, plusSeconds, toEpochSeconds, toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { isBeingApplied } from './model/correction.ts';
import { sweepActionsOf } from './sweep-actions.ts';
import type { Move, RequestStatus, RequestProgress, TimelineEvent } from './model/request.ts';
import { gatesOf, isClosed, moveTo } from './model/request.ts';
import { isInForce } from './model/restriction.ts';
import { callOffTasks } from './model/open-tasks.ts';
import { isPartial } from './model/task.ts';
import { isApproved } from './approval.ts';
import type { RequestRow } from './row.ts';
import { isCalledOff, isIrreversible, isOwed, nextEnd } from './row-facts.ts';
import { withoutEvidence } from './stored-row.ts';

/** Facts of a request that may change beside its status. */
export type RequestFacts = Partial<
  Omit<
    RequestRow,
    | 'requestId'
    | 'subjectId'
    | 'kind'
    | 'status'
    | 'version'
    | 'timeline'
    | 'attention'
    | 'attentionAt'
  >
>;

export interface RequestChange {
  readonly to?: RequestStatus;
  /** Entered in the timeline, before the status. */
  readonly events?: readonly TimelineEvent[];
  readonly set?: RequestFacts;
}

export type Applied =
  | { readonly kind: 'applied'; readonly row: RequestRow }
  | { readonly kind: 'refused'; readonly move: Exclude<Move, { kind: 'allowed' }> };

export const progressOf = (row: RequestRow, policy: Policy): RequestProgress => ({
  kind: row.kind,
  status: row.status,
  gatesAsked: gatesOf(policy, row.kind),
  // Those of another policy may have been fewer people.
  gatesPassed: row.gatesPassed.filter((gate) => gate !== 'approval' || isApproved(policy, row)),
  irreversible: isIrreversible(row),
});

/** The row after a change, if the table of transitions and the gates allow it. */
export function applyChange(
  row: RequestRow,
  { to, events = [], set = {} }: RequestChange,
  policy: Policy,
  now: EpochMilliseconds,
): Applied {
  const facts: RequestRow = { ...row, ...set };
  if (to !== undefined) {
    const move = moveTo(to, progressOf(facts, policy));
    if (move.kind !== 'allowed') return { kind: 'refused', move };
  }
  const at = notBefore(row.timeline.at(-1)?.at ?? '', now);
  const timelineEvents = to === undefined ? events : [...events, to];
  const next: RequestRow = {
    ...facts,
    status: to ?? row.status,
    version: row.version + 1,
    timeline: [...row.timeline, ...timelineEvents.map((event) => ({ at, event }))],
  };
  const left = withoutTasks(withoutEvidence(next), now);
  return { kind: 'applied', row: withAttention(withExpiry(left, policy, now)) };
}

/** What was called off reaches no system any more, and needs no one named. */
const withoutTasks = (row: RequestRow, now: EpochMilliseconds): RequestRow =>
  isCalledOff(row) && row.tasks !== undefined
    ? { ...row, tasks: { ...callOffTasks(row.tasks, now) }, selector: undefined }
    : row;

/** A request that passes no gate, as it is after it was carried out. */
export function completedAtOnce(
  row: RequestRow,
  policy: Policy,
  now: EpochMilliseconds,
): RequestRow {
  // In part, until every system has done it, too.
  const to = isPartial(row.tasks) ? 'partially-completed' : 'completed';
  const applied = applyChange(row, { to }, policy, now);
  if (applied.kind === 'applied') return applied.row;
  throw new TypeError('a request without a gate can always be completed');
}

/** 11 CCR 7101 and GDPR Art. 5(2): what became of a request is retained, for the period of the policy. */
function withExpiry(row: RequestRow, policy: Policy, now: EpochMilliseconds): RequestRow {
  if (!isClosed(row.status) || row.expiresAt !== undefined) return row;
  // The sweep destroys the last keys of an erased person by this row, so the row outlives them.
  if (isOwed(row) || nextEnd(row) !== undefined) return row;
  if (row.erasure?.endedAt !== undefined) return { ...row, expiresAt: toEpochSeconds(now) };
  // Without its row a restriction could not be lifted.
  if (isInForce(row.restriction)) return row;
  const { retention } = policy.evidence.request;
  const end = addPeriod(now, retention, policy.controller.timeZone);
  return { ...row, expiresAt: toEpochSeconds(end) };
}

/** After this long without a step, the call that carried corrections out has ended. */
const correctionGraceSeconds = 60;

/** Corrections that were accepted are carried out before anything else is done for the request. */
function correctionsResumeAt({
  status,
  corrections = [],
  progressAt = '',
}: RequestRow): EpochMilliseconds | undefined {
  const at = parseRfc3339(progressAt);
  return at !== undefined && !isClosed(status) && corrections.some(isBeingApplied)
    ? plusSeconds(at, correctionGraceSeconds)
    : undefined;
}

/** Writes down when the sweep has to look at the request next. */
export function withAttention(row: RequestRow): RequestRow {
  const resumesAt = correctionsResumeAt(row);
  if (resumesAt !== undefined) {
    return { ...row, attention: 'corrections', attentionAt: toRfc3339(resumesAt) };
  }
  const [first] = sweepActionsOf(row);
  return first === undefined
    ? { ...row, attention: undefined, attentionAt: undefined }
    : { ...row, attention: 'sweep', attentionAt: toRfc3339(first.at) };
}
