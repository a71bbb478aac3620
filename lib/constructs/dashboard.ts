import { Aws, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { areas } from '../../lambda/platform/environment.ts';
import type { Area } from '../../lambda/platform/environment.ts';
import { physicalName } from '../names.ts';
import type { ServiceParts } from '../service-stack.ts';
import type { Stage } from '../stages.ts';
import { decisionLatency, turnedAway } from './api-alarms.ts';
import { areaTitles } from './areas.ts';
import type { ImpactAlarm } from './impact-alarm.ts';
import type { KeyWatch } from './key-watch.ts';
import { inFiveMinutes } from './metrics.ts';
import type { PrivacyFunction } from './privacy-function.ts';

export interface DashboardProps {
  readonly stage: Stage;
  readonly service: Pick<ServiceParts, 'functions' | 'api'>;
  readonly keyWatch: KeyWatch;
  readonly alarms: readonly ImpactAlarm[];
}

const width = 24;

/** One page for the stage: impact on people above, resources below. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    const dashboard = new cloudwatch.Dashboard(this, 'Resource', {
      // Dashboard names are unique in the account, across all Regions.
      dashboardName: `${physicalName(props.stage)}-${Aws.REGION}`,
      defaultInterval: Duration.days(1),
    });
    for (const area of areas) {
      const alarms = props.alarms.filter((alarm) => alarm.area === area);
      const graphs = [...graphsOf(area, props), ...workOf(area, props)];
      dashboard.addWidgets(
        new cloudwatch.TextWidget({ markdown: `## ${areaTitles[area]}`, width, height: 1 }),
      );
      if (alarms.length > 0) dashboard.addWidgets(statusOf(area, alarms));
      dashboard.addWidgets(...graphs);
    }
  }
}

const statusOf = (area: Area, alarms: readonly ImpactAlarm[]): cloudwatch.AlarmStatusWidget =>
  new cloudwatch.AlarmStatusWidget({
    title: `${areaTitles[area]}: alarms`,
    alarms: alarms.map(({ alarm }) => alarm),
    width,
    height: 2 + Math.ceil(alarms.length / 4),
  });

const graph = (title: string, left: cloudwatch.IMetric[]): cloudwatch.GraphWidget =>
  new cloudwatch.GraphWidget({ title, left, width: width / 2, height: 6 });

/** Metrics of this area only. */
function graphsOf(area: Area, props: DashboardProps): cloudwatch.GraphWidget[] {
  const { stage, keyWatch } = props;
  const { api } = props.service;
  switch (area) {
    case 'requests':
      return [graph('Requests being carried out', endsOf(functionNamed(props, 'fulfilment')))];
    case 'retention':
      return [graph('Sweeps', endsOf(functionNamed(props, 'retention-sweep')))];
    case 'decisions':
      return [
        graph('Milliseconds to a decision', [
          decisionLatency(stage, api, 'p50').with({ label: 'half of all' }),
          decisionLatency(stage, api, 'p99').with({ label: '99 of 100' }),
        ]),
      ];
    case 'machinery':
      return [
        graph('Calls, refused and failed', [
          api.api.metricCount(inFiveMinutes),
          api.api.metricClientError(inFiveMinutes),
          api.api.metricServerError(inFiveMinutes),
          turnedAway(stage),
        ]),
        graph('Calls that could end or open a key', [
          new cloudwatch.Metric({
            namespace: 'AWS/Events',
            metricName: 'MatchedEvents',
            dimensionsMap: { RuleName: keyWatch.rule.ruleName },
            ...inFiveMinutes,
          }),
        ]),
      ];
    case 'consent':
    case 'deletions':
    case 'incidents':
      return [];
  }
}

/** Starts and results of durable executions. */
const endsOf = (durable: lambda.IFunction): cloudwatch.Metric[] =>
  ['Started', 'Succeeded', 'Failed', 'TimedOut'].map((end) =>
    durable.metric(`DurableExecution${end}`, inFiveMinutes),
  );

/** Calls and failures of the functions of the area. */
function workOf(area: Area, { service: { functions } }: DashboardProps): cloudwatch.GraphWidget[] {
  const own = functions.filter(({ facts }) => facts.area === area);
  const each = (metric: (work: PrivacyFunction) => cloudwatch.Metric) =>
    own.map((work) => metric(work).with({ label: work.facts.name }));
  return [
    graph(
      'Calls of functions',
      each((work) => work.function.metricInvocations(inFiveMinutes)),
    ),
    graph(
      'Failures of functions',
      each((work) => work.function.metricErrors(inFiveMinutes)),
    ),
  ];
}

function functionNamed({ service: { functions } }: DashboardProps, name: string) {
  const found = functions.find(({ facts }) => facts.name === name);
  if (found === undefined) throw new TypeError(`no function is called ${name}`);
  return found.function;
}
