import { Aws, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allow } from '../bindings/binding.ts';
import type { Detection, Watched } from '../audit/detections.ts';
import { deadLetters } from './dead-letters.ts';
import { rulesOf } from './rule-names.ts';

export interface EventReportsProps {
  readonly topic: sns.ITopic;
  /** Encrypts the topic and the reports that could not be delivered. */
  readonly encryptionKey: kms.IKey;
  /** Names the topic, in the description of the policy. */
  readonly topicName: string;
}

/**
 * Publishes what detections notice to a topic within seconds, denied calls included. EventBridge
 * receives calls from CloudTrail, so the account needs a trail that records them. IAM events are
 * delivered in us-east-1 only, whatever the Region of the stack.
 */
export class EventReports extends Construct {
  readonly undelivered: sqs.Queue;
  readonly #publisher: iam.IRole;
  readonly #topic: sns.ITopic;

  constructor(scope: Construct, id: string, props: EventReportsProps) {
    super(scope, id);
    this.undelivered = deadLetters(this, 'Undelivered', props.encryptionKey);
    this.#topic = props.topic;
    this.#publisher = this.#publisherOf(props);
  }

  report(id: string, detection: Detection, watched: Watched): events.Rule {
    const rule = detectionRule(this, id, detection, watched);
    rule.addTarget({
      bind: () => ({
        arn: this.#topic.topicArn,
        role: this.#publisher,
        deadLetterConfig: { arn: this.undelivered.queueArn },
        input: message(detection),
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
  #publisherOf({ topic, encryptionKey, topicName }: EventReportsProps): iam.IRole {
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
      description: `Publishes to the topic of ${topicName}`,
      roles: [role],
      statements: [
        allow(['sns:Publish'], [topic.topicArn]),
        allow(['kms:Decrypt', 'kms:GenerateDataKey'], [encryptionKey.keyArn], {
          StringEquals: { 'kms:ViaService': `sns.${Aws.REGION}.amazonaws.com` },
        }),
      ],
    });
    return role.withoutPolicyUpdates();
  }
}

/** The rule of a detection, without a target. */
export function detectionRule(
  scope: Construct,
  id: string,
  { meaning, pattern }: Pick<Detection, 'meaning' | 'pattern'>,
  watched: Watched,
): events.Rule {
  const rule = new events.Rule(scope, id, {
    description: meaning,
    eventPattern: pattern(watched),
  });
  // `ENABLED` excludes management events that only read and CloudTrail delivers (EventBridge API
  // reference, PutRule).
  const resource = rule.node.defaultChild as events.CfnRule;
  resource.state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  return rule;
}

function message({ of, meaning, firstStep }: Detection): events.RuleTargetInput {
  const field = (path: string) => events.EventField.fromPath(`$.detail.${path}`);
  const facts = {
    call: () => [
      `${field('eventName')} was called at ${field('eventTime')} by ${field('userIdentity.arn')}.`,
      `Event ${field('eventID')} of CloudTrail says on what.`,
    ],
    finding: () => [`Finding ${field('id')} of ${events.EventField.source}.`],
  };
  return events.RuleTargetInput.fromText(
    [meaning, ...facts[of](), `First: ${firstStep}`].join(' '),
  );
}
