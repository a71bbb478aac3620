import { Aws, Stack } from 'aws-cdk-lib';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { detectionsOf } from '../audit/detections.ts';
import type { WatchedAccount } from '../audit/detections.ts';
import { stackNames } from '../names.ts';
import type { Stage } from '../stages.ts';
import { deadLetters } from './dead-letters.ts';
import { detectionRule } from './event-reports.ts';
import { rulesOf } from './rule-names.ts';

export interface DetectionRulesProps {
  readonly watched: WatchedAccount;
  /** Receives `{ "detection": "<id>", "event": <the event of EventBridge> }`. */
  readonly handler: lambda.IFunction;
  /** Encrypts events that Lambda did not accept. */
  readonly encryptionKey: kms.IKey;
}

/**
 * Sends to a function what detections notice, and alarms of the deployment. The rules are apart from those
 * that notify operators, so that neither stops when the other is changed.
 */
export class DetectionRules extends Construct {
  /** Events that Lambda did not accept in 24 hours. */
  readonly undelivered: sqs.IQueue;

  constructor(scope: Construct, id: string, props: DetectionRulesProps) {
    super(scope, id);
    const { watched, handler } = props;
    const undelivered = deadLetters(this, 'Undelivered', props.encryptionKey);
    this.undelivered = undelivered;
    permitRules(this, { handler, undelivered });
    for (const { id: detection, meaning, pattern } of [...detectionsOf(watched), alarm]) {
      const rule = detectionRule(this, detection, { meaning, pattern }, watched);
      rule.addTarget({
        bind: () => ({
          arn: handler.functionArn,
          deadLetterConfig: { arn: undelivered.queueArn },
          input: whole(detection),
        }),
      });
    }
  }
}

/** One permission for all rules of the stack, by their names: a stack has few resources to spare. */
function permitRules(
  scope: Construct,
  { handler, undelivered }: { handler: lambda.IFunction; undelivered: sqs.IQueue },
): void {
  const rules = rulesOf(Stack.of(scope).stackName);
  const principal = 'events.amazonaws.com';
  new lambda.CfnPermission(scope, 'Permission', {
    action: 'lambda:InvokeFunction',
    functionName: handler.functionArn,
    principal,
    sourceArn: rules,
    sourceAccount: Aws.ACCOUNT_ID,
  });
  undelivered.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'UndeliveredDetections',
      principals: [new iam.ServicePrincipal(principal)],
      actions: ['sqs:SendMessage'],
      resources: [undelivered.queueArn],
      conditions: {
        StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        ArnLike: { 'aws:SourceArn': rules },
      },
    }),
  );
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
