import type { EpochMilliseconds } from '../../value/time.ts';
import { isAhead } from '../../value/time.ts';

export interface IncidentTimes {
  readonly occurredFrom?: EpochMilliseconds | undefined;
  readonly occurredTo?: EpochMilliseconds | undefined;
  readonly noticedAt: EpochMilliseconds;
  readonly awareAt: EpochMilliseconds;
  readonly determinedAt?: EpochMilliseconds | undefined;
}

export interface FieldError {
  readonly pointer: string;
  readonly message: string;
}

const names = ['occurredFrom', 'occurredTo', 'noticedAt', 'awareAt', 'determinedAt'] as const;

/** What contradicts itself in the times of an incident. */
export function errorsOfTimes(times: IncidentTimes, now: EpochMilliseconds): readonly FieldError[] {
  const { occurredFrom, occurredTo, noticedAt, awareAt, determinedAt } = times;
  const at = (name: keyof IncidentTimes, message: string): FieldError => ({
    pointer: `/${name}`,
    message,
  });
  return [
    ...names.flatMap((name) => {
      const time = times[name];
      return time !== undefined && isAhead(time, now)
        ? [at(name, 'send a time that is not in the future')]
        : [];
    }),
    ...(occurredFrom !== undefined && occurredTo !== undefined && occurredTo < occurredFrom
      ? [at('occurredTo', 'the incident cannot end before occurredFrom')]
      : []),
    ...(occurredFrom !== undefined && noticedAt < occurredFrom
      ? [at('noticedAt', 'the incident cannot be noticed before occurredFrom')]
      : []),
    ...(awareAt < noticedAt
      ? [at('awareAt', 'you cannot be aware of the incident before noticedAt')]
      : []),
    ...(determinedAt !== undefined && determinedAt < noticedAt
      ? [at('determinedAt', 'it cannot be determined before noticedAt')]
      : []),
  ];
}
