import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarmTopic } from '../constructs/alarm-topic.ts';
import { EventReports } from '../constructs/event-reports.ts';
import { ImpactAlarm } from '../constructs/impact-alarm.ts';
import { waitingIn } from '../constructs/metrics.ts';
import { FilterAlarms } from './filter-alarms.ts';
import { detectionsOf } from './detections.ts';
import type { WatchedAccount } from './detections.ts';

export interface AuditWatchProps {
  readonly watched: WatchedAccount;
  readonly encryptionKey: kms.IKey;
  /** @default - a trail of the organization records management events */
  readonly managementLog?: logs.ILogGroup;
  /**
   * E-mail address that receives every report.
   *
   * @default - none: subscribe to the topic
   */
  readonly address?: string;
}

/**
 * Reports to operators what the trails show, to a topic of its own: that of the watch stack can be gone
 * when it matters. Takeovers of functions are reported by the watch stack.
 */
export class AuditWatch extends Construct {
  readonly topic: sns.Topic;

  constructor(scope: Construct, id: string, props: AuditWatchProps) {
    super(scope, id);
    const { watched, encryptionKey, managementLog, address } = props;
    this.topic = alarmTopic(this, {
      encryptionKey,
      displayName: 'Custos audit',
      output: {
        name: 'AuditTopicArn',
        description: 'Topic that receives what the trails show; subscribe to it',
      },
      ...(address !== undefined && { address }),
    });
    const reports = new EventReports(this, 'Reports', {
      topic: this.topic,
      encryptionKey,
      topicName: 'the audit',
    });
    for (const detection of detectionsOf(watched)) {
      if (detection.id !== 'Takeover') reports.report(detection.id, detection, watched);
    }
    new ImpactAlarm(this, 'ReportDeliveryFailed', {
      impact: 'A trail, its lock or data of people may be tampered with, and no one was notified.',
      firstStep:
        'Read the queue: each message is an event that could not be published to the topic.',
      metric: waitingIn(reports.undelivered),
      topic: this.topic,
    });
    if (managementLog !== undefined) {
      new FilterAlarms(this, 'Log', { watched, logGroup: managementLog, topic: this.topic });
    }
  }
}
