import type { Schemas } from '../../app/schemas.ts';
import { closedStatuses } from '../queue/filters.ts';

type Request = Pick<
  Schemas['RequestSummary'],
  'kind' | 'status' | 'receivedAt' | 'dueAt' | 'clock' | 'timeline'
>;

/** Requests that were received in a time. */
export interface Workload {
  readonly received: number;
  readonly closed: number;
  readonly overdue: number;
  /** Of those that are closed; absent where none is. */
  readonly medianDays?: number;
}

const day = 86_400_000;
const week = 7 * day;
/** A Monday. */
const firstMonday = Date.UTC(1970, 0, 5);

/** When each week began, the last one that which has `now`; a week begins on Monday, 00:00 UTC. */
export function weeksUntil(now: number, count: number): readonly number[] {
  const last = now - ((((now - firstMonday) % week) + week) % week);
  return Array.from({ length: count }, (_, index) => last - (count - 1 - index) * week);
}

/** By the week in which each was received. */
export const byWeek = (
  requests: readonly Request[],
  weeks: readonly number[],
  now: number,
): readonly (readonly [from: number, workload: Workload])[] =>
  weeks.map((from) => {
    const isIn = ({ receivedAt }: Request) =>
      Date.parse(receivedAt) >= from && Date.parse(receivedAt) < from + week;
    return [from, workloadOf(requests.filter(isIn), now)];
  });

/** The most frequent first. */
export const byKind = (
  requests: readonly Request[],
  now: number,
): readonly (readonly [kind: string, workload: Workload])[] =>
  Object.entries(Object.groupBy(requests, ({ kind }) => kind))
    .map(([kind, of]) => [kind, workloadOf(of, now)] as const)
    .toSorted(([, one], [, other]) => other.received - one.received);

function workloadOf(requests: readonly Request[], now: number): Workload {
  const days = requests.flatMap((request) => {
    const closedAt = closedAtOf(request);
    return closedAt === undefined ? [] : [(closedAt - Date.parse(request.receivedAt)) / day];
  });
  const medianDays = medianOf(days);
  return {
    received: requests.length,
    closed: days.length,
    overdue: requests.filter((request) => isOverdue(request, now)).length,
    ...(medianDays !== undefined && { medianDays }),
  };
}

const isClosing = (status: string): boolean => closedStatuses.some((one) => one === status);

function closedAtOf({ status, timeline }: Request): number | undefined {
  if (!isClosing(status)) return undefined;
  const closing = timeline.findLast(({ event }) => isClosing(event));
  return closing && Date.parse(closing.at);
}

/** Ever: what is closed too late stays counted. */
const isOverdue = ({ status, dueAt, clock, timeline }: Request, now: number): boolean =>
  timeline.some(({ event }) => event === 'overdue') ||
  (!isClosing(status) && clock.state === 'running' && Date.parse(dueAt) < now);

/** To a tenth of a day. */
function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1].map((at) => sorted[at]);
  if (low === undefined || high === undefined) return undefined;
  return Math.round(((low + high) / 2) * 10) / 10;
}
