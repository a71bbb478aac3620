import { Aws, Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { decisionRoutes } from '../../lambda/decision/routes.ts';
import { recordRoutes } from '../../lambda/record/routes.ts';
import { physicalName } from '../names.ts';
import type { Stage } from '../stages.ts';
import type { Alarming } from './impact-alarm.ts';
import { counted, inFiveMinutes } from './metrics.ts';
import type { PrivacyApi } from './privacy-api.ts';

/** Alarms on the API and the firewall, before any function. */
export const apiAlarms = (
  scope: Construct,
  stage: Stage,
  api: PrivacyApi,
): Readonly<Record<string, Alarming>> => ({
  DecisionLatency: {
    area: 'decisions',
    impact:
      'The assistant waits for decisions, so people wait, or it continues without a decision.',
    firstStep:
      'Compare integration latency with the duration of decision-api, then look for TABLE_CONTENDED in its log.',
    metric: decisionLatency(stage, api, 'p99'),
    threshold: stage.alarms.decisionLatency,
    periods: 3,
  },
  ApiFaults: {
    impact: 'People cannot give or withdraw consent or use their rights, and the assistant stops.',
    firstStep:
      'Look in the access log for the route with status 5xx, then in the log of its function.',
    metric: api.api.metricServerError({ ...inFiveMinutes, label: 'Calls with status 5xx' }),
    threshold: 5,
  },
  Unauthenticated: {
    impact:
      'An attacker tries tokens to read personal data, or an issuer changed and people cannot sign in.',
    firstStep:
      'Find the reason of TOKEN_REFUSED in the log of the authorizer; a single reason since one point in time indicates an issuer.',
    metric: counted(scope, {
      stage,
      metricName: 'UnauthenticatedCalls',
      label: 'Calls with status 401',
      logGroup: api.accessLogs,
      pattern: logs.FilterPattern.stringValue('$.status', '=', '401'),
    }),
    threshold: stage.alarms.unauthenticated,
  },
  BulkReads: {
    area: 'decisions',
    impact: 'A program reads records of many people, perhaps with a stolen token.',
    firstStep:
      'Ask the owners of the assistant whether these reads are theirs; if not, revoke the client of the token (docs/operate.md).',
    metric: counted(scope, {
      stage,
      metricName: 'RecordReads',
      label: 'Reads of records of a person',
      logGroup: api.accessLogs,
      pattern: logs.FilterPattern.all(
        logs.FilterPattern.stringValue('$.route', '=', recordRoutes.queryRecords.path),
        logs.FilterPattern.stringValue('$.status', '=', '200'),
      ),
    }),
    threshold: stage.alarms.recordReads,
  },
  TurnedAway: {
    impact: 'The firewall blocks calls, and people or the assistant may be among the callers.',
    firstStep:
      'Find in the log of the firewall which rule blocked the calls and whether they come from one address.',
    metric: turnedAway(stage),
    threshold: stage.alarms.turnedAway,
  },
});

export const decisionLatency = (
  stage: Stage,
  { api }: PrivacyApi,
  statistic: string,
): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: 'AWS/ApiGateway',
    metricName: 'Latency',
    dimensionsMap: {
      ApiName: api.restApiName,
      Stage: stage.deployment,
      Method: decisionRoutes.decide.method,
      Resource: decisionRoutes.decide.path,
    },
    label: 'Milliseconds to a decision',
    statistic,
    period: Duration.minutes(5),
  });

/** By name: the firewall is in a stack that is created after this one. */
export const turnedAway = (stage: Stage): cloudwatch.Metric =>
  new cloudwatch.Metric({
    namespace: 'AWS/WAFV2',
    metricName: 'BlockedRequests',
    dimensionsMap: { WebACL: physicalName(stage), Region: Aws.REGION, Rule: 'ALL' },
    label: 'Calls that the firewall blocked',
    ...inFiveMinutes,
  });
