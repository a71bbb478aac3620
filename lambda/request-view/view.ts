import type { Rfc3339 } from '../value/time.ts';
import { milliseconds, toRfc3339 } from '../value/time.ts';
import { advisoryOf } from '../policy/standing.ts';
import type { Policy } from '../policy/schema.ts';
import { answerOf } from './answer-view.ts';
import { approvalsNeeded } from '../request/approval.ts';
import { certificateIn } from './certificate-view.ts';
import type { RequestView } from './contract.ts';
import { correctionOf } from './correction-view.ts';
import { noticesOf, tasksOf } from './task-view.ts';
import { isPaused } from '../request/clock.ts';
import { isClosed } from '../request/model/request.ts';
import type { Restriction } from '../request/model/restriction.ts';
import { refusalReasonsOf } from './refusal-reasons.ts';
import { remediesOf } from './remedies.ts';
import { contestedBy } from '../request/contested-by.ts';
import { applyingTo } from '../request/row-facts.ts';
import type { RequestRow } from '../request/row.ts';
import { isMandated, assuranceNeeded } from '../request/model/assurance.ts';
import { needsText } from './model/needs-text.ts';
import { waitingFor } from '../request/model/waiting.ts';
import type { Unchanged } from '../request/model/unchanged.ts';
import { unchangedText } from '../request/model/unchanged.ts';

/** A request as it is answered, to the person and to staff alike: no text, no identifier. */
export function viewOf(row: RequestRow, policy: Policy): RequestView {
  const refusal = refusalOf(row, policy);
  return {
    requestId: row.requestId,
    kind: row.kind,
    status: row.status,
    receivedAt: row.receivedAt,
    acknowledgeBy: row.acknowledgeBy,
    dueAt: row.dueAt,
    jurisdiction: row.jurisdiction,
    jurisdictions: row.jurisdictions,
    ...advisoryOf(policy, applyingTo(row)),
    appliedAs: row.byDefault && ('default' as const),
    locale: row.locale,
    assurance: row.assurance,
    needs: row.status === 'identity-required' ? needsOf(row, policy) : undefined,
    waitingFor: waitingFor(row),
    channel: row.channel,
    agent: row.agent && {
      mandate: row.agent.mandate,
      confirmed: row.agent.confirmedAt !== undefined,
      checked: row.agent.checkedAt !== undefined,
    },
    clock: clockOf(row),
    tasks: tasksOf(row),
    notices: noticesOf(row),
    approvals: approvalsOf(row, policy),
    about: row.about,
    appeal: row.appeal,
    carriedOutAs: row.carriedOutAs,
    carriesOut: row.carriesOut,
    automatedDecisionId: row.automatedDecisionId,
    choices: row.choices,
    unchanged: row.unchanged && unchangedOf(row.unchanged, row.locale ?? policy.language),
    corrections: row.corrections?.map((_, index) => correctionOf(row, index)),
    restriction: row.restriction ? restrictionOf(row.restriction) : contestedIn(row),
    refusal,
    answer: answerOf(row, policy),
    ...certificateIn(row),
    ...exportOf(row),
    timeline: row.timeline,
  };
}

function needsOf(
  { kind, agent, channel, assurance = 'none', locale }: RequestRow,
  policy: Policy,
): NonNullable<RequestView['needs']> {
  const waitsForCode = channel === 'public' && assurance === 'none';
  const why = !isMandated(agent) ? 'mandate' : waitsForCode ? 'code' : 'identity';
  return {
    assurance: assuranceNeeded(policy, kind),
    why: needsText(why, locale ?? policy.language),
  };
}

function approvalsOf(row: RequestRow, policy: Policy): RequestView['approvals'] {
  const needed = approvalsNeeded(policy, row);
  return needed === 0 ? undefined : { needed, given: row.approvedBy?.length ?? 0 };
}

const unchangedOf = (
  { reason, instead, requestId }: Unchanged,
  locale: string,
): RequestView['unchanged'] => ({
  reason,
  explanation: unchangedText(reason, locale),
  instead: instead && [...instead],
  requestId,
});

const clockOf = (row: RequestRow): RequestView['clock'] => ({
  state: isClosed(row.status) ? 'stopped' : isPaused(row) ? 'paused' : 'running',
  pauses: row.pauses ?? [],
  extension: row.extension,
});

/** GDPR Art. 18(1)(a): what is not used while its accuracy is verified. */
function contestedIn(row: RequestRow): RequestView['restriction'] {
  if (row.contests !== true) return undefined;
  const categories = contestedBy(row);
  return categories.length === 0
    ? { inForce: false }
    : { categories: [...categories], inForce: true };
}

const restrictionOf = ({
  purposes,
  liftsAt,
  liftedAt,
}: Restriction): RequestView['restriction'] => ({
  purposes: purposes && [...purposes],
  inForce: liftedAt === undefined,
  liftsAt,
  liftedAt,
});

/** GDPR Art. 12(4): who refuses, in whole or in part, says why and what can be done about it. */
function refusalOf(row: RequestRow, policy: Policy): RequestView['refusal'] {
  const reasons = refusalReasonsOf(row);
  if (reasons.length === 0) return undefined;
  return { reasons, ...remediesOf(row, policy) };
}

function exportOf({ export: made }: RequestRow): Pick<RequestView, 'export'> {
  if (made?.sha256 === undefined || made.bytes === undefined || made.expiresAt === undefined) {
    return {};
  }
  if (made.deletedAt !== undefined) return {};
  const { sha256, bytes, downloads } = made;
  const expiresAt: Rfc3339 = toRfc3339(milliseconds(made.expiresAt * 1000));
  return { export: { sha256, bytes, expiresAt, downloads } };
}
