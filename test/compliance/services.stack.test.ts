import { describe, expect, test } from 'vitest';
import { deployment } from './deployment.ts';
import { account, region } from './literals.ts';
import { allowed, refused, service } from './simulate.ts';
import type { Call } from './simulate.ts';
import { every } from '../stacks/templates.ts';

// AWS services need no role for these, so that no test of a role would miss them.
describe.each(['dev', 'prod'] as const)('AWS services, in %s', (stage) => {
  const where = deployment(stage);
  const key = (name: string) => where.arnOf('AWS::KMS::Key', `Keys${name}`);
  const arns = (service_: string) =>
    [...where.resourcePolicies.keys()].filter((arn) => arn.startsWith(`arn:aws:${service_}:`));
  const using = (resource: string, context: Call['context']): readonly Call[] =>
    ['kms:GenerateDataKey', 'kms:Decrypt'].map((action) => ({
      action,
      resource,
      ...(context && { context }),
    }));
  const from = (sourceArn: string, sourceAccount = account) => ({
    'aws:SourceArn': sourceArn,
    'aws:SourceAccount': sourceAccount,
  });

  test('Lambda encrypts checkpoints of durable functions, of this account only', async () => {
    const durable = where.functions.filter(({ deadLetters }) => deadLetters !== undefined);
    expect(durable.length).toBeGreaterThan(0);

    for (const { arn } of durable) {
      const calls = using(key('AtRest'), from(arn));
      expect(await refused(where, service('lambda.amazonaws.com'), calls)).toEqual([]);
    }
    const foreign = from(`arn:aws:lambda:${region}:999999999999:function:x`, '999999999999');
    expect(
      await allowed(where, service('lambda.amazonaws.com'), using(key('AtRest'), foreign)),
    ).toEqual([]);
  });

  test('CloudWatch Logs encrypts every log group, of this account only', async () => {
    const logs = service(`logs.${region}.amazonaws.com`);
    const group = (owner: string) => ({
      'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${region}:${owner}:log-group:one`,
    });

    expect(await refused(where, logs, using(key('Operations'), group(account)))).toEqual([]);
    expect(await allowed(where, logs, using(key('Operations'), group('999999999999')))).toEqual([]);
  });

  /** The topics with the key of each, and the role with which EventBridge publishes to it. */
  const topics = (['audit', 'watch'] as const).map((stack) => {
    const [topic] = every(where.synthesized[stack]!, 'AWS::SNS::Topic');
    const [id, { Properties }] = topic!;
    const arn = where.text(stack, { Ref: id });
    const stackName = { audit: 'Audit', watch: 'Watch' }[stack];
    return {
      arn,
      key: where.text(stack, Properties['KmsMasterKeyId']),
      rules: `arn:aws:events:${region}:${account}:rule/Custos-${stage}-${stackName}-*`,
      publisher: where.roles.find(({ arn: role }) =>
        new RegExp(`Custos-${stage}-${stackName}-\\w+Publisher`).test(role),
      )!,
    };
  });

  test('alarms can publish to the topics and encrypt their messages', async () => {
    expect(topics.map(({ arn }) => arn).sort()).toEqual(arns('sns').sort());
    const alarm = from(`arn:aws:cloudwatch:${region}:${account}:alarm:one`);

    const calls = topics.flatMap((topic): Call[] => [
      { action: 'sns:Publish', resource: topic.arn, context: alarm },
      ...using(topic.key, alarm),
    ]);
    expect(await refused(where, service('cloudwatch.amazonaws.com'), calls)).toEqual([]);
  });

  test.each(topics)(
    'EventBridge publishes to $arn with a role of its own, for rules of Custos only, and not without the role',
    async ({ arn: resource, key: encryption, rules, publisher }) => {
      const trust = JSON.stringify(publisher.trust);

      expect(
        await refused(where, publisher, [
          { action: 'sns:Publish', resource },
          ...using(encryption, { 'kms:ViaService': `sns.${region}.amazonaws.com` }),
        ]),
      ).toEqual([]);
      expect(
        await allowed(where, service('events.amazonaws.com'), [
          { action: 'sns:Publish', resource },
          ...using(encryption, undefined),
        ]),
      ).toEqual([]);
      expect(trust).toContain(rules);
      expect(trust).toContain(`"aws:SourceAccount":"${account}"`);
    },
  );

  test('an event that EventBridge cannot deliver goes to the queue of its rule or bus', async () => {
    const events = service('events.amazonaws.com');
    expect(where.undelivered.length).toBeGreaterThan(1);

    for (const { source, queue, encryptedBy } of where.undelivered) {
      const calls = [
        { action: 'sqs:SendMessage', resource: queue, context: from(source) },
        ...using(encryptedBy, from(source)),
      ];
      expect(await refused(where, events, calls)).toEqual([]);
      const foreign = from(`arn:aws:events:${region}:999999999999:rule/x`, '999999999999');
      expect(
        await allowed(where, events, [
          { action: 'sqs:SendMessage', resource: queue, context: foreign },
        ]),
      ).toEqual([]);
    }
  });
});
