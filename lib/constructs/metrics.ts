import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** Sum over five minutes. */
export const inFiveMinutes = { period: Duration.minutes(5), statistic: 'Sum' } as const;
/** Maximum of five minutes. */
export const mostInFiveMinutes = { period: Duration.minutes(5), statistic: 'Maximum' } as const;

// Amazon CloudWatch: an alarm on an expression reads at most ten metrics.
const maximumMetrics = 10;

/** @throws TypeError for more metrics than an alarm can read */
export function sum(
  label: string,
  metrics: Readonly<Record<string, cloudwatch.IMetric>>,
): cloudwatch.MathExpression {
  const names = Object.keys(metrics);
  if (names.length > maximumMetrics) {
    throw new TypeError(`"${label}" adds ${names.length} metrics, more than an alarm can read`);
  }
  return new cloudwatch.MathExpression({
    label,
    expression: names.map((name) => `FILL(${name}, 0)`).join(' + '),
    usingMetrics: { ...metrics },
    period: inFiveMinutes.period,
  });
}

/** As many in each part as an alarm can read, if each has this many metrics. */
export function inAlarms<Item>(items: readonly Item[], metricsOfOne = 1): readonly Item[][] {
  const size = Math.floor(maximumMetrics / metricsOfOne);
  const parts: Item[][] = [];
  for (let start = 0; start < items.length; start += size) {
    parts.push(items.slice(start, start + size));
  }
  return parts;
}

export interface CountedLines {
  /** Deployments of one account and Region have metrics of their own. */
  readonly stage: Pick<Stage, 'deployment'>;
  readonly metricName: string;
  readonly label: string;
  readonly logGroup: logs.ILogGroup;
  readonly pattern: logs.IFilterPattern;
}

/** Counts the lines of a log that match a pattern. */
export const counted = (
  scope: Construct,
  { stage, metricName, label, logGroup, pattern }: CountedLines,
): cloudwatch.Metric =>
  new logs.MetricFilter(scope, metricName, {
    logGroup,
    metricNamespace: `Custos/${stage.deployment}`,
    metricName,
    metricValue: '1',
    defaultValue: 0,
    filterPattern: pattern,
  }).metric({ ...inFiveMinutes, label });

/** Whether a dead-letter queue has messages. */
export const waitingIn = (queue: sqs.IQueue): cloudwatch.Metric =>
  queue.metricApproximateNumberOfMessagesVisible({
    ...mostInFiveMinutes,
    label: 'Messages in the queue',
  });
