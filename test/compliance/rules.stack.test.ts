import { describe, expect, test } from 'vitest';
import { breachesOf } from '../../lib/compliance/rule.ts';
import { rules } from '../../lib/compliance/rules.ts';
import type { TemplateResource } from '../../lib/compliance/template.ts';
import { every, synthesize, templatesOf } from '../stacks/templates.ts';
import { table } from './fixture.ts';
import { policyFixtures } from './policy-fixtures.ts';
import { rightsFixtures } from './rights-fixtures.ts';
import { runtimeFixtures } from './runtime-fixtures.ts';
import { tableFixtures } from './table-fixtures.ts';
import { trailFixtures } from './trail-fixtures.ts';

describe.each(['dev', 'prod'] as const)('the stacks of %s', (stage) => {
  const synthesized = synthesize(stage);
  const { data, service, watch } = synthesized;
  const all = templatesOf(synthesized);

  test('keep every rule', () => {
    const breaches = all.flatMap((template) => breachesOf(rules, template, all));

    expect(
      breaches.map(({ rule, logicalId, locations }) => [rule.name, logicalId, ...locations]),
    ).toEqual([]);
  });

  test('have the resources that the rules check', () => {
    const types = [
      ...['AWS::DynamoDB::Table', 'AWS::KMS::Key'].map((type) => every(data, type)),
      ...[
        'AWS::ApiGateway::RestApi',
        'AWS::IAM::Role',
        'AWS::Lambda::Function',
        'AWS::Lambda::Permission',
        'AWS::Logs::LogGroup',
        'AWS::SQS::QueuePolicy',
      ].map((type) => every(service, type)),
      every(watch, 'AWS::SNS::TopicPolicy'),
    ];

    expect(types.every((found) => found.length > 0)).toBe(true);
  });
});

describe('each rule', () => {
  const fixtures = [
    ...policyFixtures,
    ...tableFixtures,
    ...trailFixtures,
    ...runtimeFixtures,
    ...rightsFixtures,
  ];
  const aliases = table('aliases', {});

  test.each(fixtures)('$rule rejects $mistake', (fixture) => {
    const { rule, resource, right, beside = {} } = fixture;
    const broken = (each: TemplateResource) =>
      breachesOf(rules, { Resources: { Aliases139FCBD5: aliases, ...beside, Fixture: each } })
        .filter(({ logicalId }) => logicalId === 'Fixture')
        .map((breach) => breach.rule.name);
    const mended = { ...resource, Properties: { ...resource.Properties, ...right } };

    expect(broken(resource)).toEqual([rule]);
    if (fixture.mended !== undefined) expect(broken(fixture.mended)).toEqual([]);
    else if (Object.keys(right).length > 0) expect(broken(mended)).toEqual([]);
  });

  test('rejects a mistake here, and says what to do', () => {
    expect(new Set(fixtures.map(({ rule }) => rule))).toEqual(
      new Set(rules.map(({ name }) => name)),
    );
    for (const { requirement, remedy } of rules) {
      expect(requirement).toMatch(/^[A-Z].{30,}\.$/);
      expect(remedy).toMatch(/^[A-Z].{20,}\.$/);
    }
  });
});
