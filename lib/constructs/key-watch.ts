import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Alarming } from './harm-alarm.ts';
import { waitingIn } from './metrics.ts';

export interface KeyWatchProps {
  readonly keys: readonly kms.IKey[];
  /** Encrypts the topic and what could not be told. */
  readonly operations: kms.IKey;
  readonly topic: sns.Topic;
}

const calls = [
  'DeleteImportedKeyMaterial',
  'DisableKey',
  'DisableKeyRotation',
  'PutKeyPolicy',
  'ScheduleKeyDeletion',
];

/**
 * Tells within seconds of calls that could end a key or open it to others, denied ones too. EventBridge
 * hears of them from CloudTrail, so the account needs a trail that records management events.
 */
export class KeyWatch extends Construct {
  readonly rule: events.Rule;
  readonly undelivered: sqs.Queue;

  constructor(scope: Construct, id: string, { keys, operations, topic }: KeyWatchProps) {
    super(scope, id);
    this.undelivered = new sqs.Queue(this, 'Undelivered', {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: operations,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.rule = new events.Rule(this, 'Rule', {
      description: 'A key of Custos is about to end, or to be opened to others.',
      eventPattern: {
        source: ['aws.kms'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['kms.amazonaws.com'],
          eventName: calls,
          resources: { ARN: keys.map(({ keyArn }) => keyArn) },
        },
      },
    });
    this.rule.addTarget({
      // The target of the CDK would let EventBridge use the key by a wildcard, in another stack.
      bind: () => ({
        arn: topic.topicArn,
        deadLetterConfig: { arn: this.undelivered.queueArn },
        input: message(),
      }),
    });
    this.#permit(topic);
  }

  readonly undeliveredAlarm = (): Alarming => ({
    harm: 'A key that holds data of people may be about to end, and nobody was told.',
    first: 'Read the queue: each message is a call on a key that could not be told to the topic.',
    metric: waitingIn(this.undelivered),
  });

  #permit(topic: sns.Topic): void {
    const principals = [new iam.ServicePrincipal('events.amazonaws.com')];
    const conditions = { ArnEquals: { 'aws:SourceArn': this.rule.ruleArn } };
    topic.addToResourcePolicy(
      // EventBridge supports no conditions in the policy of a topic: EventBridge user guide.
      new iam.PolicyStatement({
        sid: 'EventBridgeTells',
        principals,
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
      }),
    );
    this.undelivered.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'UndeliveredOfTheRule',
        principals,
        actions: ['sqs:SendMessage'],
        resources: [this.undelivered.queueArn],
        conditions,
      }),
    );
  }
}

const message = (): events.RuleTargetInput => {
  const field = (path: string) => events.EventField.fromPath(`$.detail.${path}`);
  return events.RuleTargetInput.fromText(
    [
      `${field('eventName')} was called on a key of Custos at ${field('eventTime')} by ${field('userIdentity.arn')}.`,
      `Event ${field('eventID')} of CloudTrail names the key. Without its keys, data of people cannot be opened again, in backups neither.`,
      'First: if it is not a deployment of yours, cancel the deletion (kms:CancelKeyDeletion) and enable the key.',
    ].join(' '),
  );
};
