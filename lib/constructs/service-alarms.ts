import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Watched } from '../audit/detections.ts';
import { constructId } from '../facts.ts';
import type { ServiceParts } from '../service-stack.ts';
import { apiAlarms } from './api-alarms.ts';
import type { EncryptedTable } from './encrypted-table.ts';
import { alarmTopic } from './alarm-topic.ts';
import { consumerTexts, notStartedTexts, textsOfConsumer } from './alarm-texts.ts';
import { eventAlarms } from './event-alarms.ts';
import { findingAlarms } from './finding-alarms.ts';
import { functionAlarms } from './function-alarms.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import type { Alarming } from './impact-alarm.ts';
import { keyAlarms } from './key-alarms.ts';
import { KeyWatch } from './key-watch.ts';
import { mostInFiveMinutes, waitingIn } from './metrics.ts';
import type { PrivacyFunction } from './privacy-function.ts';
import type { StreamConsumer } from './stream-consumer.ts';
import { throttleAlarms } from './throttle-alarms.ts';
import { uploadAlarms } from './upload-alarms.ts';
import type { UploadRules } from './upload-rules.ts';

export interface ServiceAlarmsProps {
  readonly operations: kms.IKey;
  /** What is watched for calls with which a principal could act as Custos. */
  readonly watched: Watched;
  readonly tables: readonly EncryptedTable[];
  readonly service: ServiceParts;
  readonly uploadRules: readonly UploadRules[];
  /** Keys that the erasures of an hour destroy at most, by the policy. */
  readonly keysPerHour: number;
  /**
   * E-mail address that receives every alarm.
   *
   * @default - none: subscribe to the topic
   */
  readonly address?: string;
}

// A stream retains a change for a day.
const lateMilliseconds = 3_600_000;

/** Every alarm on the service, and the topic that they notify. */
export class ServiceAlarms extends Construct {
  readonly topic: sns.Topic;
  readonly keyWatch: KeyWatch;

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    const { operations, watched, tables } = props;
    const { stage } = watched;
    const { functions, consumers, publisher, api, eventBus, detectionRules } = props.service;
    this.topic = alarmTopic(this, {
      encryptionKey: operations,
      displayName: 'Custos alarms',
      output: {
        name: 'AlarmsTopicArn',
        description: 'Topic that receives every alarm; subscribe to it',
      },
      ...(props.address !== undefined && { address: props.address }),
    });
    this.keyWatch = new KeyWatch(this, 'KeyWatch', {
      watched,
      operations,
      topic: this.topic,
    });
    for (const [name, alarms] of Object.entries(functionAlarms)) {
      const found = functions.find(({ facts }) => facts.name === name);
      if (found === undefined) throw new TypeError(`function-alarms.ts: no function is ${name}`);
      this.#raise(alarms(this, found));
    }
    for (const each of functions) this.#raise(notStartedAlarms(each));
    for (const consumer of consumers) {
      this.#raise(
        consumer === publisher ? eventAlarms(this, eventBus, publisher) : consumerAlarms(consumer),
      );
    }
    this.#raise(keyAlarms(props.keysPerHour, tables));
    this.#raise(throttleAlarms(functions, tables));
    this.#raise(apiAlarms(this, stage, api));
    this.#raise(
      findingAlarms([
        ...functions.map(({ facts, logGroup }) => ({ of: facts.name, logGroup })),
        { of: 'the access log', logGroup: api.accessLogs },
      ]),
    );
    this.#raise({ KeyEventDeliveryFailed: this.keyWatch.undeliveredAlarm() });
    for (const rules of props.uploadRules) this.#raise(uploadAlarms(rules));
    for (const { undelivered } of detectionRules) this.#raise(detectionAlarms(undelivered));
  }

  #raise(alarms: Readonly<Record<string, Alarming>>): void {
    for (const [id, alarming] of Object.entries(alarms)) {
      new ImpactAlarm(this, id, { ...alarming, topic: this.topic });
    }
  }
}

const detectionAlarms = (undelivered: sqs.IQueue): Record<string, Alarming> => ({
  DetectionDeliveryFailed: {
    area: 'incidents',
    impact: 'An incident may have begun that is not recorded, and no clock of the law runs.',
    firstStep:
      'Read the queue: each message is an event that `incident-intake` was not called with; record the incident by hand (`POST /v1/incidents`).',
    metric: waitingIn(undelivered),
  },
});

const notStartedAlarms = ({ facts, notStarted }: PrivacyFunction): Record<string, Alarming> =>
  notStarted === undefined || facts.trigger.kind !== 'durable'
    ? {}
    : {
        [`${constructId(facts.name)}NotStarted`]: {
          area: facts.area,
          ...notStartedTexts[facts.trigger.workflow],
          metric: waitingIn(notStarted),
        },
      };

const consumerAlarms = ({ consumer, failures }: StreamConsumer): Record<string, Alarming> => {
  const { facts } = consumer;
  const { failed, late } = consumerTexts[facts.name] ?? textsOfConsumer(facts);
  return {
    [`${constructId(facts.name)}Failures`]: {
      area: facts.area,
      ...failed,
      metric: waitingIn(failures),
    },
    [`${constructId(facts.name)}Late`]: {
      area: facts.area,
      ...late,
      metric: consumer.function.metric('IteratorAge', {
        ...mostInFiveMinutes,
        label: 'Milliseconds that changes wait',
      }),
      threshold: lateMilliseconds,
    },
  };
};
