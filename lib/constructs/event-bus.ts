import { Aws, CfnOutput } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { deadLetters } from './dead-letters.ts';
import { functionRoles } from './function-roles.ts';

export interface EventBusProps {
  readonly stage: Stage;
  /** Names of the functions that put events. */
  readonly publishers: readonly string[];
  /** Encrypts events, on the bus and in the dead-letter queue. */
  readonly atRest: kms.IKey;
}

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
    this.failures = deadLetters(this, 'Failures', atRest);
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
