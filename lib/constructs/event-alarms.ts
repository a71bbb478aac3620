import type { Construct } from 'constructs';
import type { EventBus } from './event-bus.ts';
import { logged } from './function-watch.ts';
import type { Alarming } from './impact-alarm.ts';
import { mostInFiveMinutes, sum, waitingIn } from './metrics.ts';
import type { StreamConsumer } from './stream-consumer.ts';

const permitMilliseconds = 60_000;

/**
 * Alarms for events that do not reach the bus. The operator who adds rules and targets monitors
 * those.
 */
export const eventAlarms = (
  scope: Construct,
  bus: EventBus,
  { consumer, failures }: StreamConsumer,
): Readonly<Record<string, Alarming>> => ({
  EventsUndelivered: {
    impact:
      'Programs use cached decisions, because no event reports that a person withdrew or was erased.',
    firstStep:
      'Read the queues of the publisher and of the bus: each message names a change or has an event.',
    area: 'consent',
    metric: sum('Changes without an event', {
      stream: waitingIn(failures),
      bus: waitingIn(bus.failures),
      unreadable: logged(scope, consumer, 'EventsUnreadable', 'EVENT_UNREADABLE').with({
        label: 'Events that cannot be read',
      }),
    }),
  },
  EventsLate: {
    impact:
      'Programs learn of withdrawals and erasures later than the minute for which a permit is valid.',
    firstStep:
      'Look for FAILED in the log of the publisher: one change that it cannot publish blocks the rest.',
    area: 'consent',
    metric: consumer.function.metric('IteratorAge', {
      ...mostInFiveMinutes,
      label: 'Milliseconds that changes wait',
    }),
    threshold: permitMilliseconds,
  },
});
