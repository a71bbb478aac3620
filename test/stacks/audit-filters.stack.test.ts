import { Stack } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { logFilters } from '../../lib/audit/log-filters.ts';
import { stages } from '../../lib/stages.ts';
import { deployment } from '../compliance/deployment.ts';
import { account, Literals, region } from '../compliance/literals.ts';
import { filterEvents } from '../support/filter-events.ts';
import { counts } from '../support/filter-pattern.ts';
import { alarmsOf } from './alarms.ts';
import { at, every, inTemporaryApp, synthesizeWith } from './templates.ts';

const where = deployment('prod');
const audit = where.synthesized.audit!;
const filters = every(audit, 'AWS::Logs::MetricFilter')
  .filter(([id]) => !id.startsWith('Verification'))
  .map(([, { Properties }]) => ({
    metric: String(at(Properties, 'MetricTransformations', 0, 'MetricName')),
    namespace: at(Properties, 'MetricTransformations', 0, 'MetricNamespace'),
    pattern: where.text('audit', Properties['FilterPattern']),
    group: at(Properties, 'LogGroupName', 'Ref'),
  }));
const samples = filterEvents({ account, region, deployment: 'prod' });
const readings = [{ absentDiffers: true }, { absentDiffers: false }];

describe('metric filters of management events', () => {
  test('each counts into a metric of the deployment, with an alarm', () => {
    const alarms = alarmsOf(audit);
    expect(new Set(filters.map(({ metric }) => metric))).toEqual(
      new Set(logFilters.map(({ id }) => id)),
    );
    expect(Object.keys(samples).sort()).toEqual(logFilters.map(({ id }) => id).sort());
    for (const { metric, namespace, group } of filters) {
      expect(namespace).toBe('Custos/Audit/prod');
      expect(String(group)).toMatch(/^TrailsManagementLog/);
      expect(
        alarms.filter(({ properties }) => JSON.stringify(properties).includes(`"${metric}"`)),
      ).toHaveLength(1);
    }
  });

  test('every alarm has an impact and a first response of its own, and reaches the topic', () => {
    const [topic] = every(audit, 'AWS::SNS::Topic').map(([id]) => id);
    const alarms = alarmsOf(audit);
    for (const { impact, first, name, properties } of alarms) {
      expect(impact, name).toMatch(/^[A-Z][^.]{30,}\.$/);
      expect(first, name).toMatch(/^[A-Z].{30,}\.$/);
      expect(at(properties, 'AlarmActions')).toEqual([{ Ref: topic }]);
      expect(at(properties, 'TreatMissingData'), name).toBe('notBreaching');
    }
    expect(new Set(alarms.map(({ impact }) => impact)).size).toBe(alarms.length);
  });

  test('those of the whole account have names of their own, by which they open no incident', () => {
    for (const { id, benchmark } of logFilters) {
      const [alarm] = alarmsOf(audit).filter(({ name }) => name === `Log.${id}`);
      expect(at(alarm?.properties, 'AlarmName')).toBe(
        benchmark === undefined ? undefined : `custos-prod-account-${id}`,
      );
    }
  });

  describe.each(logFilters.map(({ id }) => id))('%s', (id) => {
    const patterns = filters.filter(({ metric }) => metric === id).map(({ pattern }) => pattern);
    const isCounted = (event: unknown) =>
      readings.map((reading) => patterns.some((pattern) => counts(pattern, event, reading)));

    test.each(samples[id]!.counted)(
      'counts $what, however an absent field compares',
      ({ event }) => {
        expect(isCounted(event)).toEqual([true, true]);
      },
    );
    test.each(samples[id]!.ignored)(
      'ignores $what, however an absent field compares',
      ({ event }) => {
        expect(isCounted(event)).toEqual([false, false]);
      },
    );
    test('reads each pattern in one of its events', () => {
      for (const pattern of patterns) {
        expect(
          samples[id]!.counted.some(({ event }) => counts(pattern, event, readings[0]!)),
          pattern,
        ).toBe(true);
      }
    });
  });

  test('have patterns that CloudWatch Logs accepts with the longest names', () => {
    const tooLong = inTemporaryApp((app) => {
      const stack = new Stack(app, 'Longest');
      const where_ = { stackName: 'one', template: { Resources: {} } };
      const literals = new Literals([where_], {
        region: 'ap-southeast-99',
        partition: 'aws-us-gov',
      });
      const deployRoles = Array.from(
        { length: 4 },
        (_, index) => `arn:aws-us-gov:iam::111122223333:role/${String(index).padEnd(64, 'x')}`,
      );
      const stage = { ...stages.prod, deployment: 'a234567890123456' };
      return logFilters.flatMap(({ id, patterns }) =>
        patterns({ stage, deployRoles })
          .map((pattern) => literals.text(where_, stack.resolve(pattern)).length)
          .filter((length) => length > 1_024)
          .map((length) => `${id}: ${length}`),
      );
    });
    expect(tooLong).toEqual([]);
  });

  test('keep the text of the benchmark, which programs compare', () => {
    const ofBenchmark = logFilters.flatMap(({ id, benchmark }) =>
      benchmark ? [[id, benchmark]] : [],
    );
    const text = (metric: string) => filters.find((each) => each.metric === metric)?.pattern;

    expect(ofBenchmark.map(([, number]) => number)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `5.${number}`),
    );
    // AWS Security Hub User Guide, controls CloudWatch.1 and CloudWatch.5 to CloudWatch.8.
    expect(text('RootUse')).toBe(
      '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
    );
    expect(text('TrailChange')).toBe(
      '{($.eventName=CreateTrail) || ($.eventName=UpdateTrail) || ($.eventName=DeleteTrail) || ($.eventName=StartLogging) || ($.eventName=StopLogging)}',
    );
    expect(text('SignInFailure')).toBe(
      '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    );
    expect(text('AnyKeyDisabled')).toBe(
      '{($.eventSource=kms.amazonaws.com) && (($.eventName=DisableKey) || ($.eventName=ScheduleKeyDeletion))}',
    );
    expect(text('BucketPolicyChange')).toBe(
      '{($.eventSource=s3.amazonaws.com) && (($.eventName=PutBucketAcl) || ($.eventName=PutBucketPolicy) || ($.eventName=PutBucketCors) || ($.eventName=PutBucketLifecycle) || ($.eventName=PutBucketReplication) || ($.eventName=DeleteBucketPolicy) || ($.eventName=DeleteBucketCors) || ($.eventName=DeleteBucketLifecycle) || ($.eventName=DeleteBucketReplication))}',
    );
  });

  test('are left to the organization where its trail records management events', () => {
    const { audit: without } = synthesizeWith('prod', { audit: { management: 'organization' } });
    const types = Object.values(without!.Resources).map(({ Type }) => Type);

    const counting = every(without!, 'AWS::Logs::MetricFilter').map(([id]) => id);
    expect(counting.filter((id) => !id.startsWith('Verification'))).toEqual([]);
    expect(types).toContain('AWS::Events::Rule');
  });
});
