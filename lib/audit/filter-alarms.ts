import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ImpactAlarm } from '../constructs/impact-alarm.ts';
import { inFiveMinutes } from '../constructs/metrics.ts';
import { physicalName } from '../names.ts';
import { filterNamespace } from './log-filters.ts';
import type { Watched } from './detections.ts';
import { accountFilters } from './account-filters.ts';
import { ownFilters } from './own-filters.ts';
import type { LogFilter } from './log-filter.ts';

export interface FilterAlarmsProps {
  readonly watched: Watched;
  /** The log group of management events. */
  readonly logGroup: logs.ILogGroup;
  readonly topic: sns.ITopic;
}

/**
 * Alarms on management events of all Regions, those of IAM included, which EventBridge delivers in one
 * Region only. Events arrive within about five minutes.
 */
export class FilterAlarms extends Construct {
  constructor(scope: Construct, id: string, props: FilterAlarmsProps) {
    super(scope, id);
    // Of the whole account, and raised by deployments: their names do not begin with that of the stack,
    // by which alarms open incidents.
    const name = ({ id: filter }: LogFilter) =>
      `${physicalName(props.watched.stage)}-account-${filter}`;
    for (const filter of accountFilters) raise(this, filter, { ...props, name: name(filter) });
    for (const filter of ownFilters) raise(this, filter, props);
  }
}

function raise(
  scope: Construct,
  filter: LogFilter,
  props: FilterAlarmsProps & { readonly name?: string },
): void {
  const { id, patterns, benchmark, ...alarming } = filter;
  const { watched, logGroup, topic, name } = props;
  const metric = {
    metricNamespace: filterNamespace(watched),
    metricName: id,
  };
  for (const [index, pattern] of patterns(watched).entries()) {
    new logs.MetricFilter(scope, `${id}Events${index === 0 ? '' : index + 1}`, {
      ...metric,
      logGroup,
      metricValue: '1',
      defaultValue: 0,
      filterPattern: logs.FilterPattern.literal(pattern),
    });
  }
  new ImpactAlarm(scope, id, {
    ...alarming,
    ...(name !== undefined && { name }),
    metric: new cloudwatch.Metric({
      ...inFiveMinutes,
      namespace: metric.metricNamespace,
      metricName: id,
      label: benchmark === undefined ? 'Events that match' : `Events that match (CIS ${benchmark})`,
    }),
    topic,
  });
}
