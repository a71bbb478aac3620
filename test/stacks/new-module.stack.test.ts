import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { alarmsOf, sectionsOf } from './alarms.ts';
import { statementsByFunction } from './grants.ts';
import { copyWithModule, writeProgram } from './invented-module.ts';
import { at, every, putIn, synthesize, templatesOf } from './templates.ts';
import type { Synthesized } from './templates.ts';

// CloudFormation quotas. The service stack has more than half of them; what no longer fits becomes
// a stack of its own, as media.
const maximumResources = 500;
const maximumOutputs = 200;
const maximumBytes = 1_000_000;
const share = 0.7;

const copy = copyWithModule({ name: 'travel', functions: 10, routes: 60 });
afterAll(() => rmSync(copy, { recursive: true }));

const { stdout, stderr, status } = spawnSync(process.execPath, [writeProgram(copy)], {
  cwd: copy,
  encoding: 'utf8',
  env: { ...process.env, CDK_VALIDATION: 'false' },
  maxBuffer: 64 * 1024 * 1024,
});

describe('a module of its own files, one line in lib/functions.ts and one in lambda/tables.ts', () => {
  test('synthesizes', () => {
    expect(stderr).not.toContain('Error');
    expect(status).toBe(0);
  });

  const { breaches, ...grown } = JSON.parse(stdout) as Omit<Synthesized, 'stage'> & {
    readonly breaches: readonly unknown[];
  };
  const synthesized: Synthesized = { ...grown, stage: 'prod' };
  const { data, media, service, watch } = synthesized;
  const plain = synthesize('prod');

  test('leaves 60 more routes and 10 more functions below 70 % of the stack quotas', () => {
    const added = (type: string) => every(service, type).length - every(plain.service, type).length;

    expect(added('AWS::Lambda::Function')).toBe(10);
    expect(pathsOf(service)).toHaveLength(pathsOf(plain.service).length + 60);
    for (const template of [data, media, service, watch]) {
      expect(Object.keys(template.Resources).length).toBeLessThan(share * maximumResources);
      expect(Object.keys(template.Outputs ?? {}).length).toBeLessThan(share * maximumOutputs);
      expect(JSON.stringify(template).length).toBeLessThan(share * maximumBytes);
    }
  });

  test('comes and goes in one deployment: no stack needs an output that another no longer has', () => {
    for (const stacks of [synthesized, plain]) {
      const all = templatesOf(stacks);
      const outputs = all.flatMap(({ Outputs }) => Object.keys(Outputs ?? {}));
      const text = JSON.stringify(all);
      const read = [...text.matchAll(/"OutputName":"(\w+)"/g)].map(([, name]) => name);

      expect(text).not.toMatch(/Fn::ImportValue|"Export":/);
      expect(read.length).toBeGreaterThan(100);
      expect(outputs).toEqual(expect.arrayContaining(read));
    }
    expect(Object.keys(plain.service.Outputs ?? {}).join()).not.toContain('Travel');
  });

  test('breaks no rule of Custos', () => {
    expect(breaches).toEqual([]);
  });

  test('has its table, protected, with the window of its facts', () => {
    const table = every(data, 'AWS::DynamoDB::Table').find(([id]) =>
      id.startsWith('TravelEntries'),
    )?.[1];

    expect(table?.DeletionPolicy).toBe('Retain');
    expect(table?.Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { RecoveryPeriodInDays: 35 },
    });
  });

  test('has the rights of its needs; export, purge and recount have those to its table', () => {
    const actions = (name: string) =>
      (statementsByFunction(synthesized).get(name) ?? [])
        .filter(({ resources }) => resources.some((each) => each.includes('TravelEntries')))
        .flatMap((statement) => statement.actions);

    expect(actions('travel-api-0')).toContain('dynamodb:PartiQLInsert');
    expect(actions('recount')).toEqual(['dynamodb:Query']);
    expect(actions('verification-scan')).toEqual(['dynamodb:Scan']);
    expect(actions('fulfilment').sort()).toEqual(['dynamodb:PartiQLDelete', 'dynamodb:Query']);
    expect(actions('decision-api')).toEqual([]);
  });

  test('is on the dashboard and in the alarms of its area', () => {
    const alarms = alarmsOf(watch);
    const known = new Set(alarmsOf(plain.watch).map(({ name }) => name));
    const throttled = (name: string) =>
      JSON.stringify(putIn(synthesized, alarms.find((alarm) => alarm.name === name)?.properties));
    // Those on personal data in logs read ten log groups each, of whatever area.
    const added = alarms.filter(
      ({ name }) => !known.has(name) && !/^PersonalDataInLog\d+$/.test(name),
    );
    const consent = sectionsOf(watch).find(({ title }) => title === 'Consent');

    expect(added.map(({ name }) => name)).toEqual([
      'TravelStreamFailures',
      'TravelStreamLate',
      // One alarm cannot read the metrics of all functions of the area.
      'ConsentFunctionsThrottled2',
    ]);
    for (const { logicalId } of added) expect(consent?.alarms).toContain(logicalId);
    expect(added.map(({ impact }) => impact)).toEqual([
      expect.stringMatching(/: Follows what changes in entries\.$/),
      expect.stringMatching(/: Follows what changes in entries\.$/),
      expect.stringMatching(/\((\w|-|, )*-api\)\.$/),
    ]);
    const all = `${throttled('ConsentFunctionsThrottled')}${throttled('ConsentFunctionsThrottled2')}`;
    expect(all.match(/"TravelApi\dFunction\w+"/g)).toHaveLength(9);
    expect(throttled('ConsentTablesThrottled')).toContain('TravelEntries');
    expect(JSON.stringify(watch)).toContain('travel-api-8');
  });
});

const pathsOf = (service: Synthesized['service']): string[] => {
  const [[, api] = []] = every(service, 'AWS::ApiGateway::RestApi');
  return Object.keys(at(api?.Properties, 'Body', 'paths') as object);
};
