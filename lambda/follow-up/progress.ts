import type { RequestView } from '../request-view/contract.ts';
import { requestStatuses } from '../request/model/request.ts';
import type { TimelineEvent } from '../request/model/request.ts';

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
