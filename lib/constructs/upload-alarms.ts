import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { queueOf } from './function-watch.ts';
import type { Alarming } from './impact-alarm.ts';
import { inFiveMinutes, sum, waitingIn } from './metrics.ts';
import type { UploadRules } from './upload-rules.ts';

/** Alarms for uploads that no function has processed. */
export const uploadAlarms = ({
  intake,
  rules,
}: UploadRules): Readonly<Record<string, Alarming>> => ({
  UploadsUnprocessed: {
    area: intake.facts.area,
    impact:
      'Files that people sent are neither kept nor refused, and are deleted within two days without a record.',
    firstStep:
      'Read the queue of `media-intake`: each message names an upload; then the errors in its log, and send the messages to it again within the day. With an empty queue EventBridge could not call it: deploy the media stack again.',
    metric: sum('Uploads that no function has processed', {
      queue: waitingIn(queueOf(intake)),
      ...Object.fromEntries(
        rules.map(({ ruleName }, index) => [
          `rule${index}`,
          new cloudwatch.Metric({
            namespace: 'AWS/Events',
            metricName: 'FailedInvocations',
            dimensionsMap: { RuleName: ruleName },
            ...inFiveMinutes,
          }),
        ]),
      ),
    }),
  },
});
