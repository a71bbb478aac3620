import { Aws, CfnOutput } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ses from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { CustosMail } from '../custos-props.ts';
import { mailIdentityOutput, mailPageOutput, noMailPage, physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import { identityOf } from './mail-identity.ts';

export interface MailSenderProps {
  readonly stage: Stage;
  readonly mail: CustosMail;
  /** Of the policy. */
  readonly followUpUrl: string | undefined;
}

/** What SES publishes of a message; opened and clicked are not measured. */
const outcomes = ['SEND', 'BOUNCE', 'COMPLAINT', 'REJECT'] as const;
const published = ['Send', 'Bounce', 'Complaint', 'Reject'];
/** As `lambda/platform/mail/ses-mail.ts` tags messages. */
const messageId = '$.detail.mail.tags.custos_message[0]';
const defaultPerSecond = 10;

/** The address that writes to people, and the events of its messages. */
export class MailSender extends Construct {
  readonly identityArn: string;
  readonly from: string;
  readonly perSecond: number;
  readonly configurationSet: string;
  readonly configurationSetArn: string;

  constructor(scope: Construct, id: string, { stage, mail, followUpUrl }: MailSenderProps) {
    super(scope, id);
    const { identityArn, name, from } = identityOf(mail);
    this.identityArn = identityArn;
    this.from = from;
    this.perSecond = mail.perSecond ?? defaultPerSecond;
    this.configurationSet = physicalName(stage);
    this.configurationSetArn = `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:configuration-set/${this.configurationSet}`;
    const set = new ses.CfnConfigurationSet(this, 'Set', {
      name: this.configurationSet,
      // A message to a server without TLS comes back, and the person is informed in another way.
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
    });
    const destination = new ses.CfnConfigurationSetEventDestination(this, 'Outcomes', {
      configurationSetName: this.configurationSet,
      eventDestination: {
        name: 'outcomes',
        enabled: true,
        matchingEventTypes: [...outcomes],
        // SES publishes to the default bus only.
        eventBridgeDestination: {
          eventBusArn: `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:event-bus/default`,
        },
      },
    });
    destination.addResourceDependency(set);
    new CfnOutput(this, 'Identity', {
      description: 'Identity in SES that writes to people',
      value: name,
    }).overrideLogicalId(mailIdentityOutput);
    new CfnOutput(this, 'Page', {
      description: 'mail.followUpUrl of the policy: where links in mails lead',
      value: followUpUrl ?? noMailPage,
    }).overrideLogicalId(mailPageOutput);
  }

  /**
   * Events of SES have the addresses of people. The rule passes on the id of the message, so that the
   * function has none, and no queue behind the rule keeps one: EventBridge tries for a day, and what
   * the function could not process is in its own queue, by ids.
   */
  report(receiver: lambda.IFunction): events.Rule {
    return new events.Rule(this, 'Rule', {
      description: 'What became of messages to people, by the id of the message',
      eventPattern: {
        source: ['aws.ses'],
        detail: {
          eventType: published,
          mail: { tags: { 'ses:configuration-set': [this.configurationSet] } },
        },
      },
      targets: [
        new targets.LambdaFunction(receiver, {
          event: events.RuleTargetInput.fromObject({
            event: events.EventField.fromPath('$.detail.eventType'),
            messageId: events.EventField.fromPath(messageId),
            at: events.EventField.fromPath('$.time'),
          }),
        }),
      ],
    });
  }
}
