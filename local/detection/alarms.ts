import * as z from 'zod';
import type { Assembly, ResourceInStack } from '../assembly.ts';
import { TemplateError } from '../template.ts';
import { findingsKey, metricKey } from './log-metrics.ts';
import type { MetricKey } from './log-metrics.ts';

/** An alarm on sums of counted lines. */
export interface LogAlarm {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly metrics: readonly MetricKey[];
  readonly periodSeconds: number;
  readonly threshold: number;
  /** Of the last `periods` periods, `badPeriods` have to reach the threshold. */
  readonly periods: number;
  readonly badPeriods: number;
}

const metric = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
});
const query = z.object({
  Id: z.string(),
  Expression: z.string().optional(),
  MetricStat: z.object({ Metric: metric, Period: z.number(), Stat: z.string() }).optional(),
});
const alarm = z.object({
  AlarmDescription: z.string().default(''),
  ComparisonOperator: z.string(),
  DatapointsToAlarm: z.number().optional(),
  EvaluationPeriods: z.number(),
  Threshold: z.number().optional(),
  TreatMissingData: z.string().optional(),
  Metrics: z.array(query).optional(),
  MetricName: z.string().optional(),
  Namespace: z.string().optional(),
  Dimensions: metric.shape.Dimensions,
  Period: z.number().optional(),
  Statistic: z.string().optional(),
});

type Properties = z.output<typeof alarm>;

interface Stat {
  readonly id: string;
  readonly key: MetricKey;
  readonly period: number;
  readonly stat: string;
}

/**
 * The alarms of the template that count lines of logs. Others are about services that the runtime
 * replaces, such as queues and throttling, and have nothing to count here.
 *
 * @throws TemplateError for an alarm on lines that is evaluated in another way than by a sum
 */
export function logAlarms(assembly: Assembly, counted: ReadonlySet<MetricKey>): LogAlarm[] {
  return assembly
    .ofType('AWS::CloudWatch::Alarm')
    .flatMap((placed) => alarmOf(assembly, placed, counted));
}

function alarmOf(
  assembly: Assembly,
  placed: ResourceInStack,
  counted: ReadonlySet<MetricKey>,
): LogAlarm[] {
  const properties = alarm.parse(assembly.deployedProperties(placed));
  const stats = statsOf(properties).filter(({ key }) => counted.has(key));
  const [first] = stats;
  if (first === undefined) return [];
  const { EvaluationPeriods: periods, Threshold: threshold } = properties;
  const isSum =
    properties.ComparisonOperator === 'GreaterThanOrEqualToThreshold' &&
    properties.TreatMissingData === 'notBreaching' &&
    stats.every(({ stat, period }) => stat === 'Sum' && period === first.period) &&
    (properties.Metrics ?? []).every(
      ({ Expression }) => Expression === undefined || sumOfFilled.test(Expression),
    );
  if (!isSum || threshold === undefined) {
    throw new TemplateError(
      `${placed.stack.name}: the alarm ${placed.logicalId} is not a sum, which the embedded runtime does not support`,
    );
  }
  return [
    {
      name: assembly.deployed.text({ Ref: placed.logicalId }, placed.stack),
      arn: assembly.deployed.text({ 'Fn::GetAtt': [placed.logicalId, 'Arn'] }, placed.stack),
      description: properties.AlarmDescription,
      metrics: stats.map(({ key }) => key),
      periodSeconds: first.period,
      threshold,
      periods,
      badPeriods: properties.DatapointsToAlarm ?? periods,
    },
  ];
}

// Metrics that are not counted here have no data, which the expression takes as 0.
const sumOfFilled = /^FILL\(\w+, ?0\)(?: \+ FILL\(\w+, ?0\))*$/;

function statsOf(properties: Properties): Stat[] {
  const { Namespace, MetricName, Dimensions, Period, Statistic, Metrics } = properties;
  if (Namespace !== undefined && MetricName !== undefined && Period !== undefined) {
    const key = keyOf({ Namespace, MetricName, Dimensions });
    return [{ id: 'm', key, period: Period, stat: Statistic ?? '' }];
  }
  return (Metrics ?? []).flatMap(({ Id, MetricStat }) =>
    MetricStat === undefined
      ? []
      : [
          {
            id: Id,
            key: keyOf(MetricStat.Metric),
            period: MetricStat.Period,
            stat: MetricStat.Stat,
          },
        ],
  );
}

function keyOf({ Namespace, MetricName, Dimensions }: z.output<typeof metric>): MetricKey {
  const group = Dimensions.find(({ Name }) => Name === 'LogGroupName')?.Value;
  return Namespace === 'AWS/Logs' && group !== undefined
    ? findingsKey(group)
    : metricKey(Namespace, MetricName);
}
