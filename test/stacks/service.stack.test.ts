import { Duration } from 'aws-cdk-lib';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { describe, expect, test } from 'vitest';
import { variablesOf } from '../../lambda/platform/environment.ts';
import { constructId } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';
import { memoryMegabytes, stages, timeoutSeconds } from '../../lib/stages.ts';
import { dataId, functionRole } from './grants.ts';
import {
  actingResources,
  at,
  every,
  everyActing,
  named,
  synthesize,
  templatesOf,
} from './templates.ts';

const rateOf = (minutes: number) => Schedule.rate(Duration.minutes(minutes)).expressionString;

describe.each([synthesize('dev'), synthesize('prod')])(
  'stacks with functions, $stage',
  (synthesized) => {
    const { service, stage } = synthesized;
    const isProd = stage === 'prod';
    const deployed = new Map(
      everyActing(synthesized, 'AWS::Lambda::Function').map(([id, resource]) => [
        String(at(resource, 'Properties', 'Environment', 'Variables', 'CUSTOS_FUNCTION')),
        { id, resource },
      ]),
    );
    const functionNamed = (name: string) => {
      const found = deployed.get(name);
      if (found === undefined) throw new Error(`no function is called ${name}`);
      return found;
    };

    test('no stack of prod can be deleted by accident', () => {
      expect(synthesized.terminationProtection).toEqual({
        audit: isProd,
        data: isProd,
        media: isProd,
        systems: isProd,
        learning: isProd,
        service: isProd,
        edge: isProd,
        watch: isProd,
        web: isProd,
      });
    });

    test('production does not say why it rejects a token that no issuer signed for Custos', () => {
      const variables = ['Properties', 'Environment', 'Variables', 'CUSTOS_REJECTIONS'] as const;
      const values = [...deployed].map(([name, { resource }]) => [
        name,
        at(resource, ...variables),
      ]);

      expect(values.filter(([, value]) => value !== undefined)).toEqual([
        ['authorizer', isProd ? 'general' : 'explained'],
      ]);
    });

    test('every function of the registry is deployed, and no other', () => {
      expect([...deployed.keys()].sort()).toEqual(functions.map(({ name }) => name).sort());
    });

    test.each(functions)('function $name runs as its facts define', (facts) => {
      const { Properties } = functionNamed(facts.name).resource;

      expect(Properties).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        MemorySize: memoryMegabytes(stages[stage], facts),
        Timeout: timeoutSeconds(stages[stage], facts),
        RecursiveLoop: 'Terminate',
        LoggingConfig: { LogFormat: 'JSON' },
      });
      expect(named(synthesized, at(Properties, 'KmsKeyArn'))).toMatch(/^<KeysAtRest\w+\.Arn>$/);
      expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
    });

    test.each(functions)(
      'function $name has every variable that it reads, and no other',
      (facts) => {
        const variables = at(
          functionNamed(facts.name).resource,
          'Properties',
          'Environment',
          'Variables',
        ) as Record<string, unknown>;

        expect(Object.keys(variables).sort()).toEqual([...variablesOf(facts)]);
        expect(Object.values(variables).filter((value) => value === '')).toEqual([]);
      },
    );

    test('every function has a role of its own, with its name, under the path of Region and deployment', () => {
      for (const [name, { resource }] of deployed) {
        const id = named(synthesized, at(resource, 'Properties', 'Role')).slice(1, -'.Arn>'.length);
        const role = at(actingResources(synthesized)[id], 'Properties');
        expect(
          `arn:<AWS::Partition>:iam::<AWS::AccountId>:role${named(synthesized, at(role, 'Path'))}${named(synthesized, at(role, 'RoleName'))}`,
        ).toBe(functionRole(stage, name));
        expect(role).not.toHaveProperty('ManagedPolicyArns');
      }
    });

    test('names of roles fit into the 64 characters of IAM, in the longest deployment and Region', () => {
      for (const { name } of functions) {
        expect(`custos-${'d'.repeat(16)}-${name}-us-isof-south-1`.length).toBeLessThanOrEqual(64);
      }
    });

    test('every function has a log group of its own', () => {
      const groups = [...deployed.values()].map(({ resource }) =>
        named(synthesized, at(resource, 'Properties', 'LoggingConfig', 'LogGroup')),
      );

      expect(new Set(groups).size).toBe(groups.length);
    });

    test('every log group is encrypted, expires and is retained in prod', () => {
      for (const [, { Properties, DeletionPolicy }] of everyActing(
        synthesized,
        'AWS::Logs::LogGroup',
      )) {
        expect(named(synthesized, at(Properties, 'KmsKeyId'))).toMatch(
          /^<KeysOperations\w+\.Arn>$/,
        );
        expect(at(Properties, 'RetentionInDays')).toBe(isProd ? 365 : 30);
        expect(DeletionPolicy).toBe(isProd ? 'Retain' : 'Delete');
      }
    });

    test('a stream consumer reads the events of its facts, and a queue names those that it cannot process', () => {
      const sources = functions.flatMap(({ trigger }) =>
        trigger.kind === 'stream'
          ? trigger.sources.map((source) => ({ ...source, retries: trigger.retries }))
          : [],
      );
      const mappings = every(service, 'AWS::Lambda::EventSourceMapping');
      expect(mappings).toHaveLength(sources.length);

      for (const [index, [, { Properties }]] of mappings.entries()) {
        const { table, changes, retries } = sources[index]!;
        const [filter] = at(Properties, 'FilterCriteria', 'Filters') as { Pattern: string }[];
        expect(JSON.parse(filter!.Pattern)).toEqual({ eventName: changes });
        expect(named(synthesized, at(Properties, 'EventSourceArn'))).toBe(
          `<${dataId(synthesized, 'AWS::DynamoDB::Table', constructId(table.name))}.StreamArn>`,
        );
        expect(Properties).toMatchObject({
          BisectBatchOnFunctionError: true,
          FunctionResponseTypes: ['ReportBatchItemFailures'],
          MaximumRecordAgeInSeconds: 72_000,
          MaximumRetryAttempts: retries,
          StartingPosition: 'TRIM_HORIZON',
        });
        expect(
          named(synthesized, at(Properties, 'DestinationConfig', 'OnFailure', 'Destination')),
        ).toMatch(/StreamFailures\w+\.Arn>$/);
      }
      for (const [, { Properties }] of everyActing(synthesized, 'AWS::SQS::Queue')) {
        expect(named(synthesized, at(Properties, 'KmsMasterKeyId'))).toMatch(
          /^<Keys(AtRest|Operations)\w+\.Arn>$/,
        );
      }
    });

    test('a scheduled function is called at the rate in its facts', () => {
      const scheduled = functions.flatMap(({ name, trigger }) =>
        trigger.kind === 'schedule'
          ? [`${functionNamed(name).id} ${rateOf(trigger.everyMinutes)}`]
          : [],
      );
      const rules = everyActing(synthesized, 'AWS::Events::Rule').flatMap(([, { Properties }]) => {
        const expression = at(Properties, 'ScheduleExpression');
        const targets = at(Properties, 'Targets') as readonly unknown[];
        return typeof expression === 'string'
          ? targets.map((target) => `${String(at(target, 'Arn', 'Fn::GetAtt', '0'))} ${expression}`)
          : [];
      });

      expect(rules.toSorted()).toEqual(scheduled.toSorted());
    });

    test('a durable function encrypts checkpoints under the key at rest, and its versions are retained', () => {
      const durable = functions.filter(({ trigger }) => trigger.kind === 'durable');
      expect(durable.length).toBeGreaterThan(0);

      for (const { name, trigger } of durable) {
        const { id, resource } = functionNamed(name);
        expect(at(resource, 'Properties', 'DurableConfig')).toMatchObject({
          ExecutionTimeout: trigger.kind === 'durable' && trigger.timeoutDays * 24 * 60 * 60,
          RetentionPeriodInDays: isProd ? 90 : 14,
        });
        expect(
          named(synthesized, at(resource, 'Properties', 'DurableConfig', 'KMSKeyArn')),
        ).toMatch(/^<KeysAtRest\w+\.Arn>$/);
        const version = everyActing(synthesized, 'AWS::Lambda::Version').find(
          ([, { Properties }]) => at(Properties, 'FunctionName', 'Ref') === id,
        );
        // Except the version of a deployment that is rolled back: Lambda would not publish its code
        // again.
        expect(version?.[1]).toMatchObject({
          DeletionPolicy: 'RetainExceptOnCreate',
          UpdateReplacePolicy: 'Retain',
        });
        const alias = everyActing(synthesized, 'AWS::Lambda::Alias').find(
          ([, { Properties }]) => at(Properties, 'FunctionName', 'Ref') === id,
        );
        expect(alias?.[1].Properties).toMatchObject({
          Name: 'live',
          FunctionVersion: { 'Fn::GetAtt': [version?.[0], 'Version'] },
        });
      }
    });

    test('the stacks have seven named outputs, each described; all others are for each other', () => {
      const outputs = templatesOf(synthesized).flatMap(({ Outputs = {} }) =>
        Object.entries(Outputs).filter(([name]) => !name.startsWith('PublishOutput')),
      );

      expect(outputs.map(([name]) => name).toSorted()).toEqual([
        'AlarmsTopicArn',
        'ApiUrl',
        'AuditTopicArn',
        'EventBusArn',
        'PagesUrl',
        'PolicyVersion',
        'TrailBucketName',
      ]);
      for (const [, { Description }] of outputs) expect(Description).toMatch(/^[A-Z].{20,}/);
    });

    test('no stack locks another by an export: each can stop using resources of another', () => {
      const all = templatesOf(synthesized);

      expect(JSON.stringify(all)).toContain('Fn::GetStackOutput');
      expect(JSON.stringify(all)).not.toMatch(/Fn::ImportValue|"Export":/);
    });
  },
);
