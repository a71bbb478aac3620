import { isDeepStrictEqual } from 'node:util';
import type { EpochMilliseconds } from '../../value/time.ts';
import type { IncidentClock } from './clocks.ts';
import type { Incident, Reminder } from './incident.ts';

/** The last third of the time: one day of 72 hours, ten of thirty days. */
const share = 3;

/** What has to be said of a clock now; undefined while there is time, and once it is settled. */
export function reminderOf(clock: IncidentClock, now: EpochMilliseconds): Reminder | undefined {
  const { jurisdiction, duty, state, startedAt, dueAt } = clock;
  if (startedAt === undefined || dueAt === undefined) return undefined;
  if (state === 'overdue') return { jurisdiction, duty, kind: 'overdue', dueAt };
  const due = Date.parse(dueAt);
  const isSoon = due - now <= (due - Date.parse(startedAt)) / share;
  return state === 'running' && isSoon
    ? { jurisdiction, duty, kind: 'due-soon', dueAt }
    : undefined;
}

/** Those that were not given yet. A due date that moved is reported again. */
export const notGiven = (
  { reminders }: Pick<Incident, 'reminders'>,
  all: readonly Reminder[],
): readonly Reminder[] =>
  all.filter((reminder) => !reminders.some((given) => isDeepStrictEqual(given, reminder)));
