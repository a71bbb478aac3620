import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import type { PrivacyFunction } from './privacy-function.ts';

/** Amazon EventBridge quotas, Targets per rule. */
const targetsOfRule = 5;

/** Starts functions with a schedule: one rule for all that run as often, because a stack has few resources to spare. */
export function scheduleAll(scope: Construct, scheduled: readonly PrivacyFunction[]): void {
  for (const [minutes, together] of Map.groupBy(scheduled, minutesOf)) {
    for (let first = 0; first < together.length; first += targetsOfRule) {
      const some = together.slice(first, first + targetsOfRule);
      new events.Rule(scope, `Every${minutes}Minutes${first === 0 ? '' : first}`, {
        description: `Runs ${some.map(({ facts }) => facts.name).join(', ')}`,
        schedule: events.Schedule.rate(Duration.minutes(minutes)),
        // The next run does what a failed one did not.
        targets: some.map(
          (each) => new targets.LambdaFunction(each.function, { retryAttempts: 0 }),
        ),
      });
    }
  }
}

function minutesOf({ facts: { name, trigger } }: PrivacyFunction): number {
  if (trigger.kind !== 'schedule') throw new TypeError(`${name} has no schedule`);
  return trigger.everyMinutes;
}
