import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { detectionsOf } from '../audit/detections.ts';
import type { Watched } from '../audit/detections.ts';
import { stackNames } from '../names.ts';
import type { Stage } from '../stages.ts';
import { detectionRule } from './event-reports.ts';

export interface DetectionRulesProps {
  readonly watched: Watched;
  /** Receives `{ "detection": "<id>", "event": <the event of EventBridge> }`. */
  readonly handler: lambda.IFunction;
  /** Receives events that Lambda did not accept in 24 hours. */
  readonly undelivered: sqs.IQueue;
}

/**
 * Sends to a function what detections notice, and alarms of the deployment. The rules are apart from those
 * that notify operators, so that neither stops when the other is changed.
 */
export class DetectionRules extends Construct {
  constructor(scope: Construct, id: string, props: DetectionRulesProps) {
    super(scope, id);
    const { watched, handler, undelivered } = props;
    for (const { id: detection, meaning, pattern } of [...detectionsOf(watched), alarm]) {
      const rule = detectionRule(this, detection, { meaning, pattern }, watched);
      rule.addTarget(
        new targets.LambdaFunction(handler, {
          deadLetterQueue: undelivered,
          event: whole(detection),
        }),
      );
    }
  }
}

/** Alarms of all stacks of the deployment; CloudFormation begins their names with that of the stack. */
const alarm = {
  id: 'alarm',
  meaning: 'An alarm of Custos fired.',
  pattern: ({ stage }: { readonly stage: Stage }): EventPattern => ({
    source: ['aws.cloudwatch'],
    detailType: ['CloudWatch Alarm State Change'],
    detail: {
      alarmName: Object.values(stackNames(stage)).map((name) => ({ prefix: `${name}-` })),
      state: { value: ['ALARM'] },
    },
  }),
} as const;

/** `aws.events.event.json` is the event with its detail (EventBridge User Guide, Input transformation). */
const whole = (detection: string): events.RuleTargetInput => ({
  bind: () => ({
    inputTemplate: `{"detection":"${detection}","event":<aws.events.event.json>}`,
    inputPathsMap: {},
  }),
});
