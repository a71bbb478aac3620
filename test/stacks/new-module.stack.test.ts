import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { alarmsOf, sectionsOf } from './alarms.ts';
import { statementsByFunction } from './grants.ts';
import { copyWithModule, writeProgram } from './invented-module.ts';
import { at, every, synthesize } from './templates.ts';
import type { Synthesized } from './templates.ts';

// CloudFormation quotas. The service stack has more than half of them; what no longer fits becomes
// a stack of its own.
const maximumResources = 500;
const maximumBytes = 1_000_000;
const share = 0.9;

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
  const { data, service } = synthesized;
  const plain = synthesize('prod');

  test('leaves 60 more routes and 10 more functions below 90 % of the stack quotas', () => {
    const added = (type: string) => every(service, type).length - every(plain.service, type).length;

    expect(added('AWS::Lambda::Function')).toBe(10);
    expect(pathsOf(service)).toHaveLength(pathsOf(plain.service).length + 60);
    expect(Object.keys(service.Resources).length).toBeLessThan(share * maximumResources);
    expect(JSON.stringify(service).length).toBeLessThan(share * maximumBytes);
    expect(Object.keys(data.Resources).length).toBeLessThan(share * maximumResources);
    expect(Object.keys(data.Outputs ?? {}).length).toBeLessThan(share * 200);
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
    expect(actions('recount')).toEqual(['dynamodb:Scan']);
    expect(actions('fulfilment').sort()).toEqual(['dynamodb:PartiQLDelete', 'dynamodb:Query']);
    expect(actions('decision-api')).toEqual([]);
  });

  test('is on the dashboard and in the alarms of its area', () => {
    const alarms = alarmsOf(service);
    const known = new Set(alarmsOf(plain.service).map(({ name }) => name));
    const throttled = (name: string) =>
      JSON.stringify(alarms.find((alarm) => alarm.name === name)?.properties);
    // Those on personal data in logs read ten log groups each, of whatever area.
    const added = alarms.filter(
      ({ name }) => !known.has(name) && !/^PersonalDataInLog\d+$/.test(name),
    );
    const consent = sectionsOf(service).find(({ title }) => title === 'Consent');

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
    expect(JSON.stringify(service)).toContain('travel-api-8');
  });
});

const pathsOf = (service: Synthesized['service']): string[] => {
  const [[, api] = []] = every(service, 'AWS::ApiGateway::RestApi');
  return Object.keys(at(api?.Properties, 'Body', 'paths') as object);
};
