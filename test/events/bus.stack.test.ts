import { expect, test } from 'vitest';
import { dataId, functionRole, keyArn } from '../stacks/grants.ts';
import { at, every, named, synthesize } from '../stacks/templates.ts';

const synthesized = synthesize('prod');
const { data, service } = synthesized;
const [busId, bus] = every(service, 'AWS::Events::EventBus')[0]!;
const busByName =
  'arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:event-bus/custos-prod';

test('the bus is encrypted under the key at rest, and events that cannot be go to a queue of its own', () => {
  const queueArn = named(synthesized, at(bus.Properties, 'DeadLetterConfig', 'Arn'));

  expect(bus.Properties).toMatchObject({ Name: 'custos-prod' });
  expect(named(synthesized, at(bus.Properties, 'KmsKeyIdentifier'))).toBe(
    keyArn(synthesized, 'AtRest'),
  );
  expect(queueArn).toMatch(/^<EventsFailures\w+\.Arn>$/);
  const queue = service.Resources[queueArn.slice(1, -'.Arn>'.length)];
  expect(named(synthesized, at(queue, 'Properties', 'KmsMasterKeyId'))).toBe(
    keyArn(synthesized, 'AtRest'),
  );
});

test('only the publisher can put events, and an administrator cannot', () => {
  const policies = every(service, 'AWS::Events::EventBusPolicy');

  expect(policies).toHaveLength(1);
  const statement = at(policies[0]![1].Properties, 'Statement');
  expect(statement).toMatchObject({
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: 'events:PutEvents',
  });
  expect(named(synthesized, at(statement, 'Resource'))).toBe(`<${busId}.Arn>`);
  const roles = at(statement, 'Condition', 'ArnNotLike', 'aws:PrincipalArn') as unknown[];
  expect(roles.map((role) => named(synthesized, role))).toEqual([
    functionRole('prod', 'event-stream'),
  ]);
});

test('EventBridge uses the key and fills the queue for this bus only', () => {
  const atRest = data.Resources[dataId(synthesized, 'AWS::KMS::Key', 'KeysAtRest')];

  const statements = [
    ...statementsOf(at(atRest, 'Properties', 'KeyPolicy', 'Statement')),
    ...every(service, 'AWS::SQS::QueuePolicy')
      .filter(([id]) => id.startsWith('EventsFailures'))
      .flatMap(([, { Properties }]) => statementsOf(at(Properties, 'PolicyDocument', 'Statement'))),
  ].filter((statement) => at(statement, 'Principal', 'Service') === 'events.amazonaws.com');

  expect(statements.map((statement) => [at(statement, 'Action')].flat())).toEqual([
    ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
    ['kms:Decrypt', 'kms:GenerateDataKey'],
    ['sqs:SendMessage'],
  ]);
  for (const statement of statements) {
    const [sourceArn] = ['StringEquals', 'ArnEquals'].flatMap(
      (operator) => at(statement, 'Condition', operator, 'aws:SourceArn') ?? [],
    );
    expect(named(synthesized, sourceArn)).toBe(busByName);
  }
});

test('lost events and late events each raise an alarm', () => {
  const alarms = every(synthesized.watch, 'AWS::CloudWatch::Alarm')
    .filter(([id]) => id.startsWith('AlarmsEvents'))
    .map(([, { Properties }]) => at(Properties, 'AlarmDescription'));

  expect(alarms).toEqual([
    expect.stringContaining('no event reports'),
    expect.stringContaining('later than the minute'),
  ]);
});

const statementsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
