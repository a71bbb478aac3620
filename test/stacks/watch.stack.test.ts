import { describe, expect, test } from 'vitest';
import { custosStacks } from '../../lib/index.ts';
import {
  actingStacks,
  at,
  every,
  inTemporaryApp,
  policyDirectory,
  stackNames,
  synthesize,
  withoutHashes,
} from './templates.ts';
import type { StackName, Synthesized, Template } from './templates.ts';

const typesIn = ({ Resources }: Template): string[] =>
  [...new Set(Object.values(Resources).map(({ Type }) => Type))].sort();

/** In the order in which the stacks are deployed. */
const order: readonly StackName[] = [
  'audit',
  'data',
  'edge',
  'media',
  'systems',
  'learning',
  'service',
  'watch',
  'web',
];

interface Reading {
  readonly by: StackName;
  readonly from: StackName;
  readonly output: string;
}

/** What the stacks read of each other. */
function readings(synthesized: Synthesized): readonly Reading[] {
  const reading =
    /"StackName":"Custos-\w+-(\w+)","Region":\{"Ref":"AWS::Region"\},"OutputName":"(\w+)"/g;
  return stackNames.flatMap((by) =>
    [...JSON.stringify(synthesized[by] ?? {}).matchAll(reading)].map(([, name, output]) => ({
      by,
      from: name!.toLowerCase() as StackName,
      output: output!,
    })),
  );
}

const outputsOf = (template: Template | undefined): string[] =>
  Object.keys(template?.Outputs ?? {});

describe.each([synthesize('dev'), synthesize('prod')])('watch stack, $stage', (synthesized) => {
  const { service, watch } = synthesized;

  test('has what notifies people, and the service stack has what acts', () => {
    expect(typesIn(watch)).toEqual([
      'AWS::CloudWatch::Alarm',
      'AWS::CloudWatch::Dashboard',
      'AWS::Events::Rule',
      // Of the one role, which publishes to the topic.
      'AWS::IAM::ManagedPolicy',
      'AWS::IAM::Role',
      'AWS::Logs::MetricFilter',
      'AWS::SNS::Topic',
      'AWS::SNS::TopicPolicy',
      'AWS::SQS::Queue',
      'AWS::SQS::QueuePolicy',
    ]);
    for (const type of ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard', 'AWS::SNS::Topic'])
      expect(typesIn(service)).not.toContain(type);
    expect(every(watch, 'AWS::IAM::Role')).toHaveLength(1);
  });

  test('only the filter that names a version is with its function, so new code changes no alarm', () => {
    const [[, filter] = [], ...others] = every(service, 'AWS::Logs::MetricFilter');

    expect(others).toEqual([]);
    expect(JSON.stringify(filter)).toContain('FulfilmentFunctionCurrentVersion');
    expect(withoutHashes(JSON.stringify(watch))).toBe(JSON.stringify(watch));
  });

  test('chooses no name but that of the dashboard, so what it creates cannot meet what it replaces', () => {
    const named = Object.values(watch.Resources).flatMap(({ Type, Properties }) =>
      ['AlarmName', 'DashboardName', 'FilterName', 'Name', 'QueueName', 'RoleName', 'TopicName']
        .filter((property) => property in Properties)
        .map((property) => `${Type} ${property}`),
    );

    expect(named).toEqual(['AWS::CloudWatch::Dashboard DashboardName']);
  });
});

describe('references between the stacks of prod', () => {
  const synthesized = synthesize('prod');
  const found = readings(synthesized);

  test('go to stacks that are deployed before, and only to what these put out', () => {
    const wrong = found.filter(
      ({ by, from, output }) =>
        order.indexOf(from) >= order.indexOf(by) || !outputsOf(synthesized[from]).includes(output),
    );

    expect(found.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
    expect(found.filter(({ from }) => from === 'watch')).toEqual([]);
  });

  describe.each(actingStacks)('to the %s stack', (name) => {
    const stack = synthesized[name];
    const readBy = (by: StackName) =>
      new Set(
        found.filter((each) => each.from === name && each.by === by).map(({ output }) => output),
      );
    const watched = readBy('watch');
    const idOf = (output: string): string => {
      const value = stack.Outputs?.[output]?.Value;
      return String(at(value, 'Ref') ?? at(value, 'Fn::GetAtt', 0));
    };
    const ofType = (type: string) =>
      Object.entries(stack.Resources)
        .filter(([id, resource]) => resource.Type === type && !id.includes('ExecutionLogs'))
        .map(([id]) => id);

    test('of what watches are to a name each of functions, queues, log groups and rules for uploads', () => {
      const types = ['AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::Logs::LogGroup'];
      if (name === 'media') types.push('AWS::Events::Rule');

      expect([...watched].map(idOf).sort()).toEqual(types.flatMap(ofType).sort());
    });

    test('of the API are to the functions with routes, and no output is for anything else', () => {
      const others = outputsOf(stack).filter((output) => !watched.has(output));
      const called = [...readBy('service')];

      // Functions with routes, and the alias by which a workflow is started.
      const callable = ['AWS::Lambda::Function', 'AWS::Lambda::Alias'].flatMap(ofType);
      for (const output of called) expect(callable).toContain(idOf(output));
      // Of the service stack the pages read which API they are in front of.
      const api = [...readBy('web')];
      expect(api.map(idOf)).toEqual(
        name === 'service' ? every(stack, 'AWS::ApiGateway::RestApi').map(([id]) => id) : [],
      );
      expect(others.filter((output) => ![...called, ...api].includes(output))).toEqual(
        name === 'service' ? ['EventBusArn', 'ApiUrl', 'PolicyVersion'] : [],
      );
    });
  });
});

test('the CDK deploys the stacks of alarms and pages after those that they read', () => {
  const dependencies = inTemporaryApp((app) => {
    const { service, edge, watch, web } = custosStacks(app, { stage: 'prod', policyDirectory });
    const assembly = app.synth();
    const before = (artifactId = '') =>
      assembly.getStackArtifact(artifactId).dependencies.map(({ id }) => id);
    return {
      watch: before(watch.artifactId),
      web: before(web?.artifactId),
      service: service.artifactId,
      edge: edge.artifactId,
    };
  });

  expect(dependencies.watch).toContain(dependencies.service);
  expect(dependencies.web).toEqual(
    expect.arrayContaining([dependencies.service, dependencies.edge]),
  );
});
