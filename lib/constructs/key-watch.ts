import type * as events from 'aws-cdk-lib/aws-events';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { detectionOf } from '../audit/detections.ts';
import type { Watched } from '../audit/detections.ts';
import { EventReports } from './event-reports.ts';
import type { Alarming } from './impact-alarm.ts';
import { waitingIn } from './metrics.ts';

export interface KeyWatchProps {
  readonly watched: Watched;
  /** Encrypts the topic and the reports that could not be delivered. */
  readonly operations: kms.IKey;
  readonly topic: sns.Topic;
}

/**
 * Reports calls that could delete a key or open it to others, and calls with which a principal could
 * act as a function of Custos. These need no audit stack, only a trail of management events.
 */
export class KeyWatch extends EventReports {
  readonly rule: events.Rule;

  constructor(scope: Construct, id: string, { watched, operations, topic }: KeyWatchProps) {
    super(scope, id, { topic, encryptionKey: operations, topicName: 'the alarms' });
    this.rule = this.report('Rule', detectionOf('KeyTamper'), watched);
    this.report('Takeover', detectionOf('Takeover'), watched);
  }

  readonly undeliveredAlarm = (): Alarming => ({
    impact: 'A key may be about to be deleted or a function taken over, and no one was notified.',
    firstStep: 'Read the queue: each message is an event that could not be published to the topic.',
    metric: waitingIn(this.undelivered),
  });
}
