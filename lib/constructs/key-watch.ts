import { Aws, Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allow } from '../bindings/binding.ts';
import { functionNamePrefix, physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import type { Alarming } from './impact-alarm.ts';
import { waitingIn } from './metrics.ts';

export interface KeyWatchProps {
  readonly stage: Stage;
  readonly keys: readonly kms.IKey[];
  /** Encrypts the topic and the reports that could not be delivered. */
  readonly operations: kms.IKey;
  readonly topic: sns.Topic;
}

const onKeys = [
  'DeleteImportedKeyMaterial',
  'DisableKey',
  'DisableKeyRotation',
  'PutKeyPolicy',
  'ScheduleKeyDeletion',
];

const onRoles = [
  'AttachRolePolicy',
  'CreateRole',
  'DeleteRolePermissionsBoundary',
  'PutRolePermissionsBoundary',
  'PutRolePolicy',
  'UpdateAssumeRolePolicy',
];

// The event names of CloudTrail, with the version of the API.
const onCode = [
  'CreateFunction20150331',
  'UpdateFunctionCode20150331v2',
  'UpdateFunctionConfiguration20150331v2',
];

/**
 * Reports within seconds calls that could delete a key or open it to others, denied calls included,
 * and calls with which a principal could act as a function of Custos. EventBridge receives them
 * from CloudTrail, so the account needs a trail that records management events. IAM events are
 * delivered in us-east-1 only, whatever the Region of the stack; in other Regions a trail has to
 * watch them (docs/operate.md).
 */
export class KeyWatch extends Construct {
  readonly rule: events.Rule;
  readonly undelivered: sqs.Queue;

  constructor(scope: Construct, id: string, props: KeyWatchProps) {
    super(scope, id);
    const { stage, keys, operations, topic } = props;
    this.undelivered = new sqs.Queue(this, 'Undelivered', {
      encryption: sqs.QueueEncryption.KMS,
      encryptionMasterKey: operations,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const publisher = this.#publisher(topic, operations);
    const rule = (name: string, pattern: events.EventPattern, description: string, text: string) =>
      this.#rule(name, { pattern, description, text, publisher, topic });
    this.rule = rule(
      'Rule',
      {
        source: ['aws.kms'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['kms.amazonaws.com'],
          eventName: onKeys,
          resources: { ARN: keys.map(({ keyArn }) => keyArn) },
        },
      },
      'A key of Custos is about to end, or to be opened to others.',
      'Without its keys, data of people cannot be opened again, in backups neither. First: if it is not a deployment of yours, cancel the deletion (kms:CancelKeyDeletion) and enable the key.',
    );
    rule(
      'Takeover',
      {
        source: ['aws.iam', 'aws.lambda'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventName: [...onRoles, ...onCode],
          // A deployment of Custos.
          sourceIPAddress: [{ 'anything-but': 'cloudformation.amazonaws.com' }],
          $or: [
            { requestParameters: { roleName: [{ prefix: `${physicalName(stage)}-` }] } },
            {
              requestParameters: {
                functionName: [{ wildcard: `*${functionNamePrefix(stage)}*` }],
              },
            },
          ],
        },
      },
      'A principal other than a deployment changes a role or the code of a function of Custos.',
      'A principal that acts as a function of Custos can decrypt data of people. First: if it was not one of yours, deploy again, and take away the rights of the caller.',
    );
  }

  readonly undeliveredAlarm = (): Alarming => ({
    impact:
      'A key that protects data of people may be about to be deleted, and no one was notified.',
    firstStep:
      'Read the queue: each message is a call on a key that could not be published to the topic.',
    metric: waitingIn(this.undelivered),
  });

  #rule(
    id: string,
    props: {
      readonly pattern: events.EventPattern;
      readonly description: string;
      readonly text: string;
      readonly publisher: iam.IRole;
      readonly topic: sns.ITopic;
    },
  ): events.Rule {
    const rule = new events.Rule(this, id, {
      description: props.description,
      eventPattern: props.pattern,
    });
    // `ENABLED` excludes management events that CloudTrail delivers (EventBridge API reference,
    // PutRule).
    const resource = rule.node.defaultChild as events.CfnRule;
    resource.state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
    rule.addTarget({
      bind: () => ({
        arn: props.topic.topicArn,
        role: props.publisher,
        deadLetterConfig: { arn: this.undelivered.queueArn },
        input: message(props.text),
      }),
    });
    this.undelivered.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: `UndeliveredOf${id}`,
        principals: [new iam.ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.undelivered.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': rule.ruleArn } },
      }),
    );
    return rule;
  }

  /**
   * EventBridge passes no source ARN to a topic or its key, so neither could distinguish the rules
   * of Custos from others: it publishes with this role instead.
   */
  #publisher(topic: sns.ITopic, operations: kms.IKey): iam.IRole {
    const role = new iam.Role(this, 'Publisher', {
      description: 'EventBridge reports calls on keys, roles and functions',
      assumedBy: new iam.ServicePrincipal('events.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: { 'aws:SourceArn': rulesOf(Stack.of(this).stackName) },
        },
      }),
    });
    new iam.ManagedPolicy(this, 'Policy', {
      description: 'Publishes to the topic of the alarms',
      roles: [role],
      statements: [
        allow(['sns:Publish'], [topic.topicArn]),
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], [operations.keyArn], {
          StringEquals: { 'kms:ViaService': `sns.${Aws.REGION}.amazonaws.com` },
        }),
      ],
    });
    return role.withoutPolicyUpdates();
  }
}

/**
 * By name: the role is created before the rules, and the key of their queue is in another stack.
 */
export const rulesOf = (stackName: string): string =>
  `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:rule/${stackName}-*`;

const message = (meaning: string): events.RuleTargetInput => {
  const field = (path: string) => events.EventField.fromPath(`$.detail.${path}`);
  return events.RuleTargetInput.fromText(
    [
      `${field('eventName')} was called on Custos at ${field('eventTime')} by ${field('userIdentity.arn')}.`,
      `Event ${field('eventID')} of CloudTrail says on what.`,
      meaning,
    ].join(' '),
  );
};
