import type { EpochMilliseconds } from '../../value/time.ts';
import type { AnswerOutcome } from './answer.ts';
import type { RequestKind, RequestStatus } from './request.ts';
import { isClosed } from './request.ts';

/** What an appeal is about. */
export interface Appealed {
  readonly kind: RequestKind;
  readonly status: RequestStatus;
  readonly dueAt: EpochMilliseconds;
  readonly paused: boolean;
}

/** Why there can be no appeal about a request. */
export type AppealObstacle =
  /** The next remedy is the authority or the court. */
  | 'is-an-appeal'
  /** It is open, and in time. */
  | 'not-decided'
  /** Nothing was refused. */
  | 'nothing-refused';

/**
 * Undefined where there can be one: of what was refused, in whole or in part, and of what was not
 * answered in time (Va. Code 59.1-577(C): "refusal to take action").
 */
export function obstacleToAppeal(
  { kind, status, dueAt, paused }: Appealed,
  now: EpochMilliseconds,
): AppealObstacle | undefined {
  if (kind === 'appeal') return 'is-an-appeal';
  if (status === 'denied' || status === 'partially-completed') return undefined;
  if (isClosed(status)) return 'nothing-refused';
  return paused || now <= dueAt ? 'not-decided' : undefined;
}

/** Whether what was appealed about is to be done after all. */
export const isGranted = (outcome: AnswerOutcome): boolean => outcome !== 'rejected';

/** The row that says that an appeal about a request is open: `kind` of `open-requests`. */
export const appealLock = (about: string): string => `appeal/${about}`;
