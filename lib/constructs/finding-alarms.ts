import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Alarming } from './impact-alarm.ts';
import { inAlarms, inFiveMinutes, sum } from './metrics.ts';

/** A log group, and what writes into it. */
export interface Watched {
  readonly of: string;
  readonly logGroup: logs.ILogGroup;
}

/**
 * Alarms on what the data protection policies of log groups find; several, because one alarm cannot read
 * all groups.
 */
export const findingAlarms = (watched: readonly Watched[]): Readonly<Record<string, Alarming>> =>
  Object.fromEntries(
    inAlarms(watched).map((part, index) => [
      `PersonalDataInLog${index === 0 ? '' : String(index + 1)}`,
      {
        impact: `Personal data or a credential is in a log, where no erasure reaches it until the log expires (${part.map((each) => each.of).join(', ')}).`,
        firstStep:
          'Find the group by its metric LogEventsWithFindings, stop what writes the line, and delete its log stream (docs/operate.md).',
        metric: sum(
          'Lines with personal data or a credential',
          Object.fromEntries(part.map(({ logGroup }, at) => [`m${at}`, findingsIn(logGroup)])),
        ),
      } satisfies Alarming,
    ]),
  );

const findingsIn = (group: logs.ILogGroup): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: 'AWS/Logs',
    metricName: 'LogEventsWithFindings',
    dimensionsMap: { DataProtectionOperation: 'Audit', LogGroupName: group.logGroupName },
    ...inFiveMinutes,
  });
