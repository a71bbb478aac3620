import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { describe, expect, test } from 'vitest';
import { serviceModesOf } from '../../lib/audit/account-services.ts';
import { detections, detectionsOf } from '../../lib/audit/detections.ts';
import { DetectionRules } from '../../lib/constructs/detection-rules.ts';
import { stages } from '../../lib/stages.ts';
import { Literals } from '../compliance/literals.ts';
import { detectionRules } from '../support/detection-rules.ts';
import { fits } from './event-pattern.ts';
import { at, every, inTemporaryApp, synthesize } from './templates.ts';

type Pattern = Readonly<Record<string, unknown>>;

describe.each(['dev', 'prod'] as const)('detections in %s', (stage) => {
  const { audit } = synthesize(stage);
  const { rules, samples } = detectionRules(stage);

  const reported = detectionsOf({ services: serviceModesOf(stages[stage], {}) });

  test('each has a rule, and events that show it', () => {
    expect([...rules.keys()].sort()).toEqual(reported.map(({ id }) => id).sort());
    expect(reported).toHaveLength(detections.length - (stage === 'prod' ? 0 : 2));
    expect(Object.keys(samples).sort()).toEqual(detections.map(({ id }) => id).sort());
    for (const { fires, silent } of Object.values(samples)) {
      expect(fires.length).toBeGreaterThan(0);
      expect(silent.length).toBeGreaterThan(0);
    }
  });

  describe.each(reported.map(({ id }) => id))('%s', (id) => {
    test.each(samples[id].fires)('reports: $what', ({ event }) => {
      expect(fits(rules.get(id)!, event)).toBe(true);
    });
    test.each(samples[id].silent)('does not report: $what', ({ event }) => {
      expect(fits(rules.get(id)!, event)).toBe(false);
    });
  });

  test('notify the topic of the audit, by a role and with a queue of their own', () => {
    const [topic] = every(audit!, 'AWS::SNS::Topic').map(([id]) => id);
    const alarms = JSON.stringify(every(audit!, 'AWS::CloudWatch::Alarm'));
    const published = every(audit!, 'AWS::Events::Rule').filter(([id]) => id.startsWith('Watch'));

    expect(published).toHaveLength(reported.length - 1);
    for (const [, { Properties }] of published) {
      expect(Properties['State']).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
      const [target, ...others] = Properties['Targets'] as unknown[];
      expect(others).toEqual([]);
      expect(at(target, 'Arn')).toEqual({ Ref: topic });
      expect(at(target, 'RoleArn')).toBeDefined();
      const queue = String(at(target, 'DeadLetterConfig', 'Arn', 'Fn::GetAtt', 0));
      expect(alarms).toContain(`{"Fn::GetAtt":["${queue}","QueueName"]}`);
    }
  });

  test('say what happened in one sentence, and the first response', () => {
    for (const { meaning, firstStep } of detections) {
      expect(meaning).toMatch(/^[A-Z][^.]{30,}\.$/);
      expect(firstStep).toMatch(/^[A-Z].{30,}\.$/);
    }
  });
});

// Amazon EventBridge quotas, Event pattern size: the default.
const patternCharacters = 2_048;

describe('rules for a function', () => {
  const { template, longest } = inTemporaryApp((app, read) => {
    const stack = new Stack(app, 'Custos-prod-Service');
    const handler = new lambda.Function(stack, 'Intake', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = () => undefined;'),
    });
    const encryptionKey = new kms.Key(stack, 'Key');
    const services = serviceModesOf(stages.prod, {});
    const watched = {
      stage: stages.prod,
      deployRoles: ['arn:aws:iam::1:role/deploy'],
      keys: [],
      services,
    };
    new DetectionRules(stack, 'Detections', { watched, handler, encryptionKey });
    app.synth();
    const place = { region: 'ap-southeast-99', partition: 'aws-us-gov' };
    const named = { stackName: stack.stackName, template: { Resources: {} } };
    const arns = (count: number, name: string) =>
      Array.from({ length: count }, () => `arn:aws-us-gov:${name.padEnd(110, 'x')}`);
    const long = {
      stage: { ...stages.prod, deployment: 'a234567890123456' },
      services,
      deployRoles: arns(4, 'iam::111122223333:role/deploy'),
      keys: arns(12, 'kms:ap-southeast-99:111122223333:key/0a'),
    };
    return {
      template: read(stack),
      longest: detections.map(({ id, pattern }) => ({
        id,
        length: JSON.stringify(new Literals([named], place).of(named, stack.resolve(pattern(long))))
          .length,
      })),
    };
  });
  const made = every(template, 'AWS::Events::Rule').map(([, { Properties }]) => Properties);

  test('give it each detection and each alarm of the deployment by id, with the whole event', () => {
    const inputs = made.map(({ Targets }) =>
      String(at(Targets, 0, 'InputTransformer', 'InputTemplate')),
    );

    expect(inputs.sort()).toEqual(
      [...detections.map(({ id }) => id), 'alarm']
        .map((id) => `{"detection":"${id}","event":<aws.events.event.json>}`)
        .sort(),
    );
  });

  test('may invoke it, and keep what it does not accept', () => {
    const [permission, ...others] = every(template, 'AWS::Lambda::Permission');
    const permitted = JSON.stringify(permission?.[1].Properties['SourceArn']);
    const queue = JSON.stringify(every(template, 'AWS::SQS::QueuePolicy'));

    expect(others).toEqual([]);
    expect(permitted).toContain(':rule/Custos-prod-Service-*');
    expect(queue).toContain(':rule/Custos-prod-Service-*');
    for (const { Targets } of made) {
      expect(at(Targets, 0, 'DeadLetterConfig')).toBeDefined();
    }
  });

  test.each([
    { alarmName: 'Custos-prod-Audit-RoleTakeover-X', value: 'ALARM', fires: true },
    { alarmName: 'Custos-prod-Watch-AlarmsApiFaults-X', value: 'ALARM', fires: true },
    { alarmName: 'Custos-prod-Watch-AlarmsApiFaults-X', value: 'OK', fires: false },
    { alarmName: 'Custos-prod-2-Watch-AlarmsApiFaults-X', value: 'ALARM', fires: false },
  ])('see $alarmName go to $value: $fires', ({ alarmName, value, fires }) => {
    const rule = made.find(
      ({ EventPattern }) => at(EventPattern, 'source', 0) === 'aws.cloudwatch',
    );
    const event = {
      source: 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      detail: { alarmName, state: { value } },
    };

    expect(fits(rule!['EventPattern'] as Pattern, event)).toBe(fires);
  });

  test('have patterns that EventBridge accepts with the longest names', () => {
    const tooLong = longest.filter(({ length }) => length > patternCharacters);
    expect(tooLong).toEqual([]);
  });
});
