import * as logs from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { MessageCode } from '../../lambda/platform/log/messages.ts';
import type { Alarming } from './impact-alarm.ts';
import { counted, inFiveMinutes, sum } from './metrics.ts';
import type { PrivacyFunction } from './privacy-function.ts';

/** Alarms of one function, by id; every metric is created in `scope`. */
export type Watch = (
  scope: Construct,
  watched: PrivacyFunction,
) => Readonly<Record<string, Alarming>>;

/** Messages of the log catalogue, by their code. */
export const logged = (
  scope: Construct,
  { facts, stage, logGroup }: PrivacyFunction,
  metricName: string,
  code: MessageCode,
) =>
  counted(scope, {
    stage,
    metricName,
    label: `Lines with ${code} of ${facts.name}`,
    logGroup,
    pattern: logs.FilterPattern.stringValue('$.code', '=', code),
  });

export const endedBadly = ({ function: durable }: PrivacyFunction) =>
  sum('Durable executions that failed or ran out of time', {
    failed: durable.metric('DurableExecutionFailed', inFiveMinutes),
    timedOut: durable.metric('DurableExecutionTimedOut', inFiveMinutes),
  });

export const queueOf = ({ facts, notStarted }: PrivacyFunction): IQueue => {
  if (notStarted === undefined) throw new TypeError(`${facts.name} has no queue`);
  return notStarted;
};
