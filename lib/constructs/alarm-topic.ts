import { Aws, CfnOutput } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface AlarmTopicProps {
  readonly encryptionKey: kms.IKey;
  readonly displayName: string;
  /** Name of the output with its ARN, and what that says. */
  readonly output: { readonly name: string; readonly description: string };
  /**
   * E-mail address that receives every message.
   *
   * @default - none: subscribe to the topic
   */
  readonly address?: string;
}

/** The topic `Topic` of alarms, to which CloudWatch publishes for this account only. */
export function alarmTopic(scope: Construct, props: AlarmTopicProps): sns.Topic {
  const { encryptionKey, displayName, output, address } = props;
  const topic = new sns.Topic(scope, 'Topic', {
    masterKey: encryptionKey,
    enforceSSL: true,
    displayName,
  });
  topic.addToResourcePolicy(alarmsOfThisAccount(topic));
  if (address !== undefined) topic.addSubscription(new subscriptions.EmailSubscription(address));
  new CfnOutput(scope, 'TopicArn', {
    description: output.description,
    value: topic.topicArn,
  }).overrideLogicalId(output.name);
  return topic;
}

// A topic policy replaces the default one, which lets the whole account publish.
const alarmsOfThisAccount = ({ topicArn }: sns.Topic): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'AlarmsOfThisAccount',
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topicArn],
    conditions: {
      StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
      ArnLike: {
        'aws:SourceArn': `arn:${Aws.PARTITION}:cloudwatch:${Aws.REGION}:${Aws.ACCOUNT_ID}:alarm:*`,
      },
    },
  });
