import type { EpochMilliseconds } from '../../value/time.ts';
import type { AnswerOutcome } from './answer.ts';
import type { RequestStatus, TimelineEvent } from './request.ts';
import type { RequestKind } from './kinds.ts';
import { isClosed } from './request.ts';

/** What an appeal is about. */
export interface Appealed {
  readonly kind: RequestKind;
  readonly status: RequestStatus;
  readonly dueAt: EpochMilliseconds;
  readonly paused: boolean;
  /** There was an appeal about what it is now, which counts: see `isCounted`. */
  readonly appealed: boolean;
}

/** Why there can be no appeal about a request. */
export type AppealObstacle =
  /** The next remedy is the authority or the court. */
  | 'is-an-appeal'
  /** It is open, and in time. */
  | 'not-decided'
  /** Nothing was refused. */
  | 'nothing-refused'
  | 'appealed-before';

/**
 * Undefined where there can be one: of what was refused, in whole or in part, and of what was not
 * answered in time (Va. Code 59.1-577(C): "refusal to take action"). There is one of each.
 */
export function obstacleToAppeal(
  { kind, status, dueAt, paused, appealed }: Appealed,
  now: EpochMilliseconds,
): AppealObstacle | undefined {
  if (kind === 'appeal') return 'is-an-appeal';
  if (!isRefused(status)) {
    if (isClosed(status)) return 'nothing-refused';
    if (paused || now <= dueAt) return 'not-decided';
  }
  return appealed ? 'appealed-before' : undefined;
}

/** Not one that was called off, or of which it never became known whether it is the person's. */
export const isCounted = ({
  status,
  denial,
}: {
  readonly status: RequestStatus;
  readonly denial?: unknown;
}): boolean => status !== 'cancelled' && denial === undefined;

/** Whether there can be one about how it has ended: only then is it offered as a remedy. */
export const endsAppealable = ({ kind, status }: Pick<Appealed, 'kind' | 'status'>): boolean =>
  kind !== 'appeal' && isRefused(status);

const isRefused = (status: RequestStatus): boolean =>
  status === 'denied' || status === 'partially-completed';

/** Whether the last appeal is about the outcome, where there is one: not about an answer that was late. */
export function isAboutItsEnd(timeline: readonly { readonly event: TimelineEvent }[]): boolean {
  const events = timeline.map(({ event }) => event);
  const end = Math.max(events.lastIndexOf('denied'), events.lastIndexOf('partially-completed'));
  return events.lastIndexOf('appealed') > end;
}

/** Whether what was refused is to be done after all; an appeal that succeeds in part says what is. */
export const isGranted = (outcome: AnswerOutcome): boolean =>
  outcome === 'upheld' || outcome === 'withdrawn';

/** The row that says that an appeal about a request is open: `kind` of `open-requests`. */
export const appealLock = (about: string): string => `appeal/${about}`;
