import { describe, expect, test } from 'vitest';
import { operatorIdentity } from '../../../local/audit/identity.ts';
import { recordOf } from '../../../local/audit/record.ts';
import { assemble } from '../../../local/assembly.ts';
import { AlarmStates } from '../../../local/detection/alarm-states.ts';
import { logAlarms } from '../../../local/detection/alarms.ts';
import { startDetection } from '../../../local/detection/detection.ts';
import type { BusEvent } from '../../../local/detection/input-transformer.ts';
import { LogMetrics } from '../../../local/detection/log-metrics.ts';
import { TemplateError } from '../../../local/template.ts';
import type { Resource } from '../../../local/template.ts';
import type { EpochMilliseconds } from '../../../lambda/value/time.ts';

const rule = (EventPattern: object, InputTransformer?: object): Resource => ({
  Type: 'AWS::Events::Rule',
  Properties: {
    EventPattern,
    State: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    Targets: [{ Arn: { 'Fn::GetAtt': ['Intake', 'Arn'] }, InputTransformer }],
  },
});

const alarm = (more: object): Resource => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmDescription: 'People wait.',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    EvaluationPeriods: 1,
    Threshold: 2,
    TreatMissingData: 'notBreaching',
    ...more,
  },
});
const failures = { Namespace: 'Custos', MetricName: 'Failures', Period: 300, Statistic: 'Sum' };

const resources: Readonly<Record<string, Resource>> = {
  Things: { Type: 'AWS::DynamoDB::Table', Properties: {} },
  Logs: {
    Type: 'AWS::Logs::LogGroup',
    Properties: {
      DataProtectionPolicy: {
        Statement: [
          { DataIdentifier: ['arn:aws:dataprotection::aws:data-identifier/EmailAddress'] },
        ],
      },
    },
  },
  Intake: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      LoggingConfig: { LogGroup: { Ref: 'Logs' } },
      Environment: { Variables: { CUSTOS_FUNCTION: 'intake' } },
    },
  },
  Filter: {
    Type: 'AWS::Logs::MetricFilter',
    Properties: {
      FilterPattern: '{ $.code = "FAILED" }',
      LogGroupName: { Ref: 'Logs' },
      MetricTransformations: [
        { MetricName: 'Failures', MetricNamespace: 'Custos', MetricValue: '1', DefaultValue: 0 },
      ],
    },
  },
  Failing: alarm(failures),
  Leaking: alarm({
    Threshold: 1,
    Metrics: [
      { Id: 'e', Expression: 'FILL(a, 0) + FILL(b, 0)' },
      ...['a', 'b'].map((Id) => ({
        Id,
        MetricStat: {
          Period: 300,
          Stat: 'Sum',
          Metric:
            Id === 'a'
              ? {
                  Namespace: 'AWS/Logs',
                  MetricName: 'LogEventsWithFindings',
                  Dimensions: [{ Name: 'LogGroupName', Value: { Ref: 'Logs' } }],
                }
              : { Namespace: 'AWS/Lambda', MetricName: 'Errors' },
        },
      })),
    ],
  }),
  Throttled: alarm({
    ...failures,
    Namespace: 'AWS/Lambda',
    MetricName: 'Throttles',
    Statistic: 'Maximum',
  }),
  Stranger: rule(
    {
      source: ['aws.dynamodb'],
      detail: {
        resources: { ARN: [{ 'Fn::GetAtt': ['Things', 'Arn'] }] },
        userIdentity: { type: ['IAMUser'] },
      },
    },
    { InputTemplate: '{"detection":"Stranger","event":<aws.events.event.json>}' },
  ),
  Alarmed: rule(
    { source: ['aws.cloudwatch'], detail: { state: { value: ['ALARM'] } } },
    {
      InputPathsMap: { name: '$.detail.alarmName' },
      InputTemplate: '{"alarm":<name>,"text":"about <name>"}',
    },
  ),
};

const assemblyOf = (Resources: Readonly<Record<string, Resource>> = resources) =>
  assemble([{ name: 'Custos-local-Service', directory: '', template: { Resources } }], () => '');

function started(template = resources) {
  const inputs: unknown[] = [];
  const said: string[] = [];
  const detection = startDetection(
    assemblyOf(template),
    (name, payload) => {
      expect(name).toBe('intake');
      inputs.push(JSON.parse(payload));
      return Promise.resolve({ kind: 'returned', payload: 'null' });
    },
    (line) => said.push(line),
  );
  detection.stop();
  return { detection, inputs, said };
}

const scanOf = (table: string) =>
  recordOf(
    {
      at: new Date(),
      service: 'dynamodb',
      action: 'Scan',
      category: 'Data',
      readOnly: true,
      resources: [{ type: 'AWS::DynamoDB::Table', ARN: table }],
      parameters: {},
    },
    operatorIdentity,
  );
const things = 'arn:aws:dynamodb:eu-central-1:000000000000:table/Custos-local-Service-Things';

describe('what the templates watch', () => {
  test('a record that a rule matches starts its function with the input of the rule', () => {
    const { detection, inputs } = started();

    detection.recorded(scanOf(things));
    detection.recorded(scanOf(`${things}2`));

    expect(inputs).toMatchObject([
      {
        detection: 'Stranger',
        event: {
          source: 'aws.dynamodb',
          'detail-type': 'AWS API Call via CloudTrail',
          detail: { eventName: 'Scan', simulated: true },
        },
      },
    ]);
  });

  test('lines of a log are counted, and an alarm on their sum is an event when it fires', () => {
    const { detection, inputs } = started();

    detection.logged('intake', '{"code":"FAILED"}');
    detection.logged('intake', '{"code":"DONE"}');
    expect(inputs).toEqual([]);
    detection.logged('intake', '{"code":"FAILED"}');
    detection.logged('intake', '{"code":"FAILED"}');

    const name = 'Custos-local-Service-Failing';
    expect(inputs).toEqual([{ alarm: name, text: `about ${name}` }]);
  });

  test('personal data in a line is a finding', () => {
    const { detection, inputs } = started();

    detection.logged('intake', 'no JSON, but ada@example.org');
    detection.logged('another', 'bo@example.org');

    expect(inputs).toMatchObject([{ alarm: 'Custos-local-Service-Leaking' }]);
  });

  test.each([
    ['another operator of patterns', { Stranger: rule({ source: [{ cidr: '10.0.0.0/8' }] }) }],
    [
      'another input',
      { Stranger: rule({ source: ['a'] }, { InputTemplate: '<aws.events.rule>' }) },
    ],
    ['an average', { Failing: alarm({ ...failures, Statistic: 'Average' }) }],
    [
      'another comparison',
      { Failing: alarm({ ...failures, ComparisonOperator: 'LessThanThreshold' }) },
    ],
    [
      'missing data that breaches',
      { Failing: alarm({ ...failures, TreatMissingData: 'breaching' }) },
    ],
    [
      'a filter of words',
      {
        Filter: {
          ...resources['Filter'],
          Properties: { ...resources['Filter']?.Properties, FilterPattern: 'ERROR' },
        } as Resource,
      },
    ],
  ])('and the runtime cannot evaluate ends its start: %s', (_, changed) => {
    expect(() => started({ ...resources, ...changed })).toThrow(TemplateError);
  });
});

describe('the state of an alarm', () => {
  const minute = 60_000;
  function stateOf(more: object) {
    let now = 0;
    const events: BusEvent[] = [];
    const assembly = assemblyOf({ ...resources, Failing: alarm({ ...failures, ...more }) });
    const { metrics } = new LogMetrics(assembly, () => undefined);
    const alarms = logAlarms(assembly, metrics).filter(({ name }) => name.endsWith('Failing'));
    const states = new AlarmStates(
      alarms,
      () => now as EpochMilliseconds,
      (event) => events.push(event),
    );
    return {
      states: () =>
        events.map(({ detail }) => (detail as { state: { value: string } }).state.value),
      at: (time: number, count: number) => {
        now = time;
        states.evaluate();
        for (let each = 0; each < count; each += 1) states.count('Custos/Failures');
      },
    };
  }

  test('is on while the period reaches the threshold, and ends after it', () => {
    const { states, at } = stateOf({});

    at(0, 1);
    // The first period has ended: two lines, but not in the same one.
    at(5 * minute, 1);
    expect(states()).toEqual([]);
    at(6 * minute, 1);
    expect(states()).toEqual(['ALARM']);
    at(10 * minute, 0);
    expect(states()).toEqual(['ALARM', 'OK']);
  });

  test('needs as many bad periods as the alarm says', () => {
    const { states, at } = stateOf({ EvaluationPeriods: 3, DatapointsToAlarm: 2 });

    at(0, 2);
    at(5 * minute, 0);
    expect(states()).toEqual([]);
    at(10 * minute, 2);
    expect(states()).toEqual(['ALARM']);
    // The first bad period is no longer one of the last three.
    at(15 * minute, 0);
    expect(states()).toEqual(['ALARM', 'OK']);
  });
});
