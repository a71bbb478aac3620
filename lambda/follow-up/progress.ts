import type { Policy } from '../policy/schema.ts';
import type { RequestView } from '../request-view/contract.ts';
import { datesOf } from '../request/clock.ts';
import { assuranceNeeded, isMandated } from '../request/model/assurance.ts';
import { needsText } from '../request-view/model/needs-text.ts';
import { isClosed, requestStatuses } from '../request/model/request.ts';
import type { TimelineEvent } from '../request/model/request.ts';
import type { RequestRow } from '../request/row.ts';
import { milliseconds, parseRfc3339, toRfc3339 } from '../value/time.ts';

/** Events that say how far a request is, and nothing about the data. */
const ofProgress: ReadonlySet<TimelineEvent> = new Set<TimelineEvent>([
  ...requestStatuses,
  ...(['identity-checked', 'mandate-checked', 'approved', 'retried'] as const),
  ...(['overdue', 'paused', 'resumed', 'extended'] as const),
]);

/**
 * How far a request is, for a caller who is not given its result: an agent, or the sender of one that
 * repeats it. Each field is named here, so that a new one of the view is not shown by accident.
 */
export function progressIn(view: RequestView): RequestView {
  const { requestId, kind, status, receivedAt, acknowledgeBy, dueAt, locale } = view;
  const { jurisdiction, jurisdictions, appliedAs, advisory, clock, approvals } = view;
  const { assurance, needs, channel, agent, refusal, tasks, timeline } = view;
  return {
    ...{ requestId, kind, status, receivedAt, acknowledgeBy, dueAt, locale },
    ...{ jurisdiction, jurisdictions, appliedAs, advisory, clock, approvals },
    ...{ assurance, needs, channel, agent },
    // A part that is withheld would say what is held.
    refusal: status === 'denied' ? refusal : undefined,
    tasks: tasks.map(({ system, status: state }) => ({ system, status: state })),
    timeline: timeline.filter(({ event }) => ofProgress.has(event)),
  };
}

/** Events that say what was proved, and whether the request goes on. */
const ofProof: ReadonlySet<TimelineEvent> = new Set<TimelineEvent>([
  ...(['identity-checked', 'mandate-checked', 'denied', 'cancelled'] as const),
]);

/** What the agent said, and what was proved since. */
export type AskedByAgent = Pick<
  RequestRow,
  'requestId' | 'kind' | 'status' | 'receivedAt' | 'locale' | 'assurance' | 'timeline'
> & { readonly agent: NonNullable<RequestRow['agent']> };

/**
 * What an agent sees until the kind's proof of the person is there: what they said themselves. It is the
 * same whether the person is known, unknown or erased, so that nothing in it is theirs: not the law of
 * the place where they live, and so no date and no pause that follows from it.
 */
export function receiptFor(
  policy: Policy,
  { requestId, kind, receivedAt, locale, assurance, agent, ...row }: AskedByAgent,
): RequestView {
  const jurisdiction = agent.jurisdiction ?? policy.jurisdictions.default;
  const received = parseRfc3339(receivedAt) ?? milliseconds(0);
  const { acknowledgeBy, dueAt } = datesOf(policy, [jurisdiction], kind, received);
  const status = isClosed(row.status) ? row.status : 'identity-required';
  const isOver = status !== 'identity-required';
  const why = isMandated(agent) ? 'identity-of-person' : 'code-of-person';
  return {
    ...{ requestId, kind, status, receivedAt, jurisdiction, locale, assurance, channel: 'public' },
    acknowledgeBy: acknowledgeBy && toRfc3339(acknowledgeBy),
    dueAt: toRfc3339(dueAt),
    needs: isOver
      ? undefined
      : {
          assurance: assuranceNeeded(policy, kind),
          why: needsText(why, locale ?? policy.language),
        },
    agent: {
      mandate: agent.mandate,
      confirmed: agent.confirmedAt !== undefined,
      checked: agent.checkedAt !== undefined,
    },
    clock: { state: isOver ? 'stopped' : 'running', pauses: [] },
    tasks: [{ system: 'custos', status: isOver ? 'cancelled' : 'waiting' }],
    timeline: [
      { at: receivedAt, event: 'received' },
      { at: receivedAt, event: 'identity-required' },
      ...row.timeline.filter(({ event }) => ofProof.has(event)),
    ],
  };
}
