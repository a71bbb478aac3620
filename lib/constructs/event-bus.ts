import { Aws, CfnOutput, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { functionRoles } from './function-roles.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import type { StreamConsumer } from './stream-consumer.ts';

export interface EventBusProps {
  readonly stage: Stage;
  /** Names of the functions that put events. */
  readonly publishers: readonly string[];
  /** Encrypts events, on the bus and in the dead-letter queue. */
  readonly atRest: kms.IKey;
}

const permitMilliseconds = 60_000;

/**
 * The event bus for other programs of the operator: `custos-<deployment>`. Only named functions put
 * events.
 */
export class EventBus extends Construct {
  readonly bus: events.EventBus;
  /** Events that could not be encrypted or decrypted. */
  readonly failures: sqs.Queue;

  constructor(scope: Construct, id: string, { stage, publishers, atRest }: EventBusProps) {
    super(scope, id);
    this.failures = new sqs.Queue(this, 'Failures', {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: atRest,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.bus = new events.EventBus(this, 'Bus', {
      // A fixed name, because rules of other stacks refer to it.
      eventBusName: physicalName(stage),
      description: `Custos ${stage.deployment}: what changed, by ids; see docs/events.md`,
      // Also lets EventBridge use the key, for this bus only.
      kmsKey: atRest,
      deadLetterQueue: this.failures,
    });
    this.#letEventBridgeFill(this.failures, atRest, stage);
    this.bus.addToResourcePolicy(onlyFunctionsPut(functionRoles(stage, publishers), this.bus));
    new CfnOutput(this, 'Arn', {
      description: 'Event bus for other programs',
      value: this.bus.eventBusArn,
    }).overrideLogicalId('EventBusArn');
  }

  #letEventBridgeFill(queue: sqs.Queue, key: kms.IKey, stage: Stage): void {
    const principals = [new iam.ServicePrincipal('events.amazonaws.com')];
    // By name: the queue is created before the bus, and the key is in another stack.
    const busArn = `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:event-bus/${physicalName(stage)}`;
    const conditions = {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnEquals: { 'aws:SourceArn': busArn },
    };
    queue.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'EventsOfThisBus',
        principals,
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions,
      }),
    );
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'DeadLettersOfTheEventBus',
        principals,
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions,
      }),
    );
  }

  /**
   * Alarms for events that do not reach the bus. The operator who adds rules and targets monitors
   * those.
   */
  watch({ publisher, topic }: { publisher: StreamConsumer; topic: sns.ITopic }): void {
    const { logGroup, function: publishing } = publisher.consumer;
    const waiting = { period: Duration.minutes(5), statistic: 'Maximum' };
    const unreadable = new logs.MetricFilter(this, 'Unreadable', {
      logGroup,
      metricNamespace: 'Custos',
      metricName: 'EventsUnreadable',
      metricValue: '1',
      defaultValue: 0,
      filterPattern: logs.FilterPattern.stringValue('$.code', '=', 'EVENT_UNREADABLE'),
    });
    new ImpactAlarm(this, 'Undelivered', {
      impact:
        'Programs use cached decisions, because no event reports that a person withdrew or was erased.',
      firstStep:
        'Read the queues of the publisher and of the bus: each message names a change or has an event.',
      area: 'consent',
      metric: new cloudwatch.MathExpression({
        label: 'Changes without an event',
        expression: 'FILL(stream, 0) + FILL(bus, 0) + FILL(unreadable, 0)',
        period: waiting.period,
        usingMetrics: {
          stream: publisher.failures.metricApproximateNumberOfMessagesVisible(waiting),
          bus: this.failures.metricApproximateNumberOfMessagesVisible(waiting),
          unreadable: unreadable.metric({ period: waiting.period, statistic: 'Sum' }),
        },
      }),
      topic,
    });
    new ImpactAlarm(this, 'Late', {
      impact:
        'Programs learn of withdrawals and erasures later than the minute for which a permit is valid.',
      firstStep:
        'Look for FAILED in the log of the publisher: one change that it cannot publish blocks the rest.',
      area: 'consent',
      metric: publishing.metric('IteratorAge', {
        ...waiting,
        label: 'Milliseconds that changes wait',
      }),
      threshold: permitMilliseconds,
      topic,
    });
  }
}

// Applies to administrators too: every event on this bus came from a change.
const onlyFunctionsPut = (roles: string[], bus: events.IEventBus): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'OnlyFunctionsPut',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['events:PutEvents'],
    resources: [bus.eventBusArn],
    conditions: { ArnNotLike: { 'aws:PrincipalArn': roles } },
  });
