import type { ProblemDetail } from '../platform/http/problem.ts';
import { milliseconds, notBefore, parseRfc3339, toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import type { DelayCode } from '../policy/law.ts';
import { civilDate } from '../policy/periods.ts';
import type { Policy } from '../policy/schema.ts';
import type { RequestFacts } from '../request/change.ts';
import { dueOf, isPaused, pauseGrounds, possibleExtension } from '../request/clock.ts';
import type { PossibleExtension } from '../request/clock.ts';
import { isClosed } from '../request/model/request.ts';
import type { RequestRow } from '../request/row.ts';

export type Delay =
  | { readonly kind: 'delayed'; readonly set: RequestFacts }
  /** The status, or what was done before, does not allow it now. */
  | { readonly kind: 'not-now' }
  /** The law does not. */
  | { readonly kind: 'not-lawful'; readonly errors: readonly ProblemDetail[] };

/**
 * A pause that the law lets not count (UK GDPR Art. 12A(5): clarification of an access request).
 * Only before the work begins: what is being carried out waits for no one.
 */
export function pause(
  policy: Policy,
  row: RequestRow,
  ground: DelayCode,
  now: EpochMilliseconds,
): Delay {
  if (!canPause(row, now)) return { kind: 'not-now' };
  const grounds = pauseGrounds(policy, row);
  if (!grounds.includes(ground))
    return unlawful(
      grounds,
      'lets the time run on: take more time with `extend` where it gives more',
    );
  const pauses = [...(row.pauses ?? []), { ground, from: toRfc3339(now) }];
  return { kind: 'delayed', set: { pauses } };
}

/** Grounds on which the clock can be stopped now. */
export const pausesNow = (
  policy: Policy,
  row: RequestRow,
  now: EpochMilliseconds,
): readonly DelayCode[] => (canPause(row, now) ? pauseGrounds(policy, row) : []);

const canPause = (row: RequestRow, now: EpochMilliseconds): boolean =>
  row.status !== 'in-progress' && row.status !== 'failed' && isRunningOut(row, now);

/** The person has answered: the days from the question to the answer do not count. */
export function resume(policy: Policy, row: RequestRow, now: EpochMilliseconds): Delay {
  if (!isPaused(row)) return { kind: 'not-now' };
  const pauses = (row.pauses ?? []).map((each) => ({
    ...each,
    to: each.to ?? notBefore(each.from, now),
  }));
  return { kind: 'delayed', set: { pauses, ...due(policy, { ...row, pauses }) } };
}

/**
 * GDPR Art. 12(3), 11 CCR 7021(b): the person is informed of the extension and its reason within the
 * first period, so it comes before that is over.
 *
 * @param until civil date, where the law asks the controller to name one
 */
export function extend(
  policy: Policy,
  row: RequestRow,
  { ground, until }: { readonly ground: DelayCode; readonly until?: string },
  now: EpochMilliseconds,
): Delay {
  const times = row.extension?.times ?? 0;
  if (possibleExtension(policy, row) === undefined) return unlawful([], 'gives no extension');
  const possible = extensionNow(policy, row, now);
  if (possible === undefined) return { kind: 'not-now' };
  if (!possible.grounds.includes(ground)) return unlawful(possible.grounds, 'gives no extension');
  if (possible.asksForDay !== (until !== undefined)) {
    const message = possible.asksForDay
      ? 'name the day by which the person gets an answer: the law has no number'
      : 'leave this out: the law says how long the extension is';
    return { kind: 'not-lawful', errors: [{ pointer: '/until', message }] };
  }
  const extension = { ground, times: times + 1, until };
  const set = { extension, ...due(policy, { ...row, extension }) };
  if (until === undefined) return { kind: 'delayed', set };
  const latest = dayOf(policy, set.dueAt);
  if (until > dayOf(policy, row.dueAt) && until <= latest) return { kind: 'delayed', set };
  const message =
    until > latest
      ? `name a day no later than ${latest}: the other law that applies gives no more`
      : 'name a day after the one that holds now';
  return { kind: 'not-lawful', errors: [{ pointer: '/until', message }] };
}

/** The extension that can be taken now. */
export function extensionNow(
  policy: Policy,
  row: RequestRow,
  now: EpochMilliseconds,
): PossibleExtension | undefined {
  const possible = possibleExtension(policy, row);
  const times = row.extension?.times ?? 0;
  return possible !== undefined && isRunningOut(row, now) && times < possible.times
    ? possible
    : undefined;
}

const isRunningOut = (row: RequestRow, now: EpochMilliseconds): boolean =>
  !isClosed(row.status) && !isPaused(row) && now <= (parseRfc3339(row.dueAt) ?? 0);

const dayOf = ({ controller }: Policy, dueAt: string): string =>
  civilDate(parseRfc3339(dueAt) ?? milliseconds(0), controller.timeZone);

const due = (policy: Policy, row: RequestRow): Required<Pick<RequestFacts, 'dueAt'>> => ({
  dueAt: toRfc3339(dueOf(policy, row)),
});

const unlawful = (grounds: readonly DelayCode[], otherwise: string): Delay => ({
  kind: 'not-lawful',
  errors: [
    {
      pointer: '/ground',
      message:
        grounds.length === 0
          ? `the law that applies ${otherwise}`
          : `the law that applies gives these grounds: ${grounds.join(', ')}`,
    },
  ],
});
