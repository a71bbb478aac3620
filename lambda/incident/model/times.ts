import type { EpochMilliseconds } from '../../value/time.ts';
import { isAhead } from '../../value/time.ts';

export interface IncidentTimes {
  readonly occurredFrom?: EpochMilliseconds;
  readonly occurredTo?: EpochMilliseconds;
  readonly noticedAt: EpochMilliseconds;
  readonly awareAt: EpochMilliseconds;
}

export interface FieldError {
  readonly pointer: string;
  readonly message: string;
}

const names = ['occurredFrom', 'occurredTo', 'noticedAt', 'awareAt'] as const;

/** What contradicts itself in the times of an incident. */
export function errorsOfTimes(times: IncidentTimes, now: EpochMilliseconds): readonly FieldError[] {
  const { occurredFrom, occurredTo, noticedAt, awareAt } = times;
  const before = (name: keyof IncidentTimes, message: string): FieldError => ({
    pointer: `/${name}`,
    message,
  });
  return [
    ...names.flatMap((name) => {
      const time = times[name];
      return time !== undefined && isAhead(time, now)
        ? [before(name, 'send a time that is not in the future')]
        : [];
    }),
    ...(occurredFrom !== undefined && occurredTo !== undefined && occurredTo < occurredFrom
      ? [before('occurredTo', 'the incident cannot end before occurredFrom')]
      : []),
    ...(occurredFrom !== undefined && noticedAt < occurredFrom
      ? [before('noticedAt', 'the incident cannot be noticed before occurredFrom')]
      : []),
    ...(awareAt < noticedAt
      ? [before('awareAt', 'you cannot be aware of the incident before noticedAt')]
      : []),
  ];
}
