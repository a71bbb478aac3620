import type { Clock } from '../../lambda/value/time.ts';
import type { LogAlarm } from './alarms.ts';
import type { BusEvent } from './input-transformer.ts';
import type { MetricKey } from './log-metrics.ts';
import { busEvent } from './rules.ts';

type State = 'OK' | 'ALARM';

interface Watched {
  readonly alarm: LogAlarm;
  /** Sums by the number of the period since 1970. */
  readonly sums: Map<number, number>;
  state: State;
  since: string;
}

/**
 * States of alarms. A period is evaluated with every count, not only at its end, so an alarm is on at once;
 * CloudWatch evaluates once a minute and receives counts of lines later than that.
 */
export class AlarmStates {
  readonly #byMetric = new Map<MetricKey, Watched[]>();
  readonly #all: Watched[] = [];
  readonly #clock: Clock;
  readonly #put: (event: BusEvent) => void;

  constructor(alarms: readonly LogAlarm[], clock: Clock, put: (event: BusEvent) => void) {
    this.#clock = clock;
    this.#put = put;
    for (const alarm of alarms) {
      const since = new Date(clock()).toISOString();
      const watched: Watched = { alarm, sums: new Map(), state: 'OK', since };
      this.#all.push(watched);
      for (const metric of alarm.metrics) {
        this.#byMetric.set(metric, [...(this.#byMetric.get(metric) ?? []), watched]);
      }
    }
  }

  count(metric: MetricKey): void {
    for (const watched of this.#byMetric.get(metric) ?? []) {
      const period = this.#periodOf(watched);
      watched.sums.set(period, (watched.sums.get(period) ?? 0) + 1);
      this.#evaluate(watched);
    }
  }

  /** Ends alarms whose time is over. */
  evaluate(): void {
    for (const watched of this.#all) this.#evaluate(watched);
  }

  #periodOf({ alarm }: Watched): number {
    return Math.floor(this.#clock() / 1000 / alarm.periodSeconds);
  }

  #evaluate(watched: Watched): void {
    const { alarm, sums } = watched;
    const first = this.#periodOf(watched) - alarm.periods + 1;
    for (const period of sums.keys()) if (period < first) sums.delete(period);
    const bad = [...sums.values()].filter((sum) => sum >= alarm.threshold);
    const state: State = bad.length >= alarm.badPeriods ? 'ALARM' : 'OK';
    if (state === watched.state) return;
    const previous = { value: watched.state, timestamp: watched.since };
    watched.state = state;
    watched.since = new Date(this.#clock()).toISOString();
    this.#put(changeOf(watched, previous, Math.max(0, ...bad)));
  }
}

/** Amazon CloudWatch User Guide, alarm events and EventBridge. */
const changeOf = (
  { alarm, state, since }: Watched,
  previousState: { readonly value: State; readonly timestamp: string },
  sum: number,
): BusEvent =>
  busEvent({
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    resources: [alarm.arn],
    detail: {
      alarmName: alarm.name,
      configuration: { description: alarm.description },
      previousState,
      state: {
        value: state,
        timestamp: since,
        reason:
          state === 'ALARM'
            ? `Threshold Crossed: ${sum} was greater than or equal to the threshold (${alarm.threshold}).`
            : `Threshold not crossed (${alarm.threshold}).`,
      },
      simulated: true,
    },
  });
