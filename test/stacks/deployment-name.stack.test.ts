import { App, CliCredentialsStackSynthesizer, DefaultStackSynthesizer } from 'aws-cdk-lib';
import { describe, expect, test } from 'vitest';
import { DeployRoleUnknownError } from '../../lib/constructs/deploy-role.ts';
import { custosStacks, DataStack, featureFlags, stages } from '../../lib/index.ts';
import { LocalStageError } from '../../lib/local-stage.ts';
import {
  at,
  every,
  inTemporaryApp,
  policyDirectory,
  synthesize,
  synthesizeWith,
  templatesOf,
} from './templates.ts';
import type { Template } from './templates.ts';

const nameProperties: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::RestApi': 'Name',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::CloudTrail::Trail': 'TrailName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Logs::ResourcePolicy': 'PolicyName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::WAFv2::WebACL': 'Name',
};

describe('two deployments of one stage in one account and Region', () => {
  const [prod, staging] = [synthesize('prod'), synthesizeWith('prod', { deployment: 'staging' })];
  /** Names that are unique in an account, or in an account and Region. */
  const names = (templates: Template[]): string[] =>
    templates
      .flatMap(({ Resources }) => Object.values(Resources))
      .flatMap(({ Type, Properties }) => {
        const name = Properties[nameProperties[Type] ?? ''];
        return name === undefined ? [] : [`${Type} ${JSON.stringify(name)}`];
      })
      // A name that includes a resource of its own stack differs between stacks.
      .filter((name) => !/"Ref":"(?!AWS::Region)/.test(name));

  test('share no name', () => {
    const taken = new Set(names(templatesOf(prod)));

    expect(taken.size).toBeGreaterThan(20);
    expect(names(templatesOf(staging)).filter((name) => taken.has(name))).toEqual([]);
  });

  test('count into metrics of their own, so the alarms of one watch nothing of the other', () => {
    const metrics = (templates: Template[]): string[] =>
      templates
        .filter(({ Resources }) => JSON.stringify(Resources).includes('AWS::Logs::MetricFilter'))
        .flatMap((template) => every(template, 'AWS::Logs::MetricFilter'))
        .map(([, { Properties }]) => at(Properties, 'MetricTransformations', 0))
        .map((to) => `${String(at(to, 'MetricNamespace'))} ${String(at(to, 'MetricName'))}`);
    const [one, other] = [metrics(templatesOf(prod)), metrics(templatesOf(staging))];

    expect(one.length).toBeGreaterThan(30);
    expect(other.filter((metric) => one.includes(metric))).toEqual([]);
  });

  test('differ in nothing else: resources with data have the same ids', () => {
    const ids = (templates: Template[]) =>
      templates.flatMap(({ Resources }) =>
        Object.entries(Resources)
          // The CDK derives the ids of permissions to call functions from the name of the stack.
          .filter(([, { Type }]) => Type !== 'AWS::Lambda::Permission')
          .map(([id]) => id.replace(/(CurrentVersion|Deployment)\w+$/, '$1')),
      );

    expect(ids(templatesOf(staging))).toEqual(ids(templatesOf(prod)));
  });

  test('have tags with their names', () => {
    for (const [, { Properties }] of every(staging.data, 'AWS::DynamoDB::Table')) {
      expect(Properties['Tags']).toEqual(
        expect.arrayContaining([
          { Key: 'custos:deployment', Value: 'staging' },
          { Key: 'custos:stage', Value: 'prod' },
        ]),
      );
    }
  });
});

test('stage local is never deployed: only the embedded runtime synthesizes it', () => {
  expect(() =>
    inTemporaryApp((app) => custosStacks(app, { stage: 'local', policyDirectory })),
  ).toThrow(LocalStageError);
  expect(() =>
    inTemporaryApp((app) =>
      custosStacks(app, { stage: 'local', policyDirectory, deployment: 'mine' }),
    ),
  ).toThrow(LocalStageError);
});

describe('the role that may change the settings of append-only tables', () => {
  const reshapers = (synthesizer: () => DefaultStackSynthesizer) =>
    inTemporaryApp((app, read) => {
      const data = new DataStack(app, 'Data', {
        stage: stages.prod,
        synthesizer: synthesizer(),
        env: { account: '111122223333', region: 'eu-central-1' },
      });
      app.synth();
      const [, outbox] = every(read(data), 'AWS::DynamoDB::Table').find(([id]) =>
        id.startsWith('Outbox'),
      )!;
      const statements = at(outbox.Properties, 'ResourcePolicy', 'PolicyDocument', 'Statement');
      return at(statements, 2, 'Condition', 'ArnNotLike', 'aws:PrincipalArn');
    });
  const arn = (name: string) => [
    { 'Fn::Sub': `arn:\${AWS::Partition}:iam::111122223333:role/${name}` },
  ];

  test('is that of the bootstrap whose qualifier the app uses', () => {
    expect(reshapers(() => new DefaultStackSynthesizer())).toEqual(
      arn('cdk-hnb659fds-cfn-exec-role-111122223333-eu-central-1'),
    );
    expect(reshapers(() => new DefaultStackSynthesizer({ qualifier: 'acme' }))).toEqual(
      arn('cdk-acme-cfn-exec-role-111122223333-eu-central-1'),
    );
  });

  test('is the one that the app names', () => {
    const own = 'arn:aws:iam::111122223333:role/deploy/custos';

    expect(
      reshapers(() => new DefaultStackSynthesizer({ cloudFormationExecutionRole: own })),
    ).toEqual([{ 'Fn::Sub': own }]);
  });

  test('must be named if the app deploys with the credentials of the caller', () => {
    const app = new App({ context: featureFlags });
    const props = { stage: stages.prod, synthesizer: new CliCredentialsStackSynthesizer() };

    expect(() => new DataStack(app, 'Data', props)).toThrow(DeployRoleUnknownError);
    expect(
      () =>
        new DataStack(app, 'Named', {
          ...props,
          synthesizer: new CliCredentialsStackSynthesizer(),
          deployRoles: ['arn:aws:iam::111122223333:role/deployer'],
        }),
    ).not.toThrow();
  });
});
