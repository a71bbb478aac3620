import { describe, expect, test } from 'vitest';
import { eventColumns } from '../../lib/audit/event-columns.ts';
import { athenaNames, savedQueries } from '../../lib/audit/queries.ts';
import { copies, readsOfItems, readsOfTables } from '../../lib/audit/reading-calls.ts';
import { deployment } from '../compliance/deployment.ts';
import { at, every, synthesize } from '../stacks/templates.ts';

describe.each(['dev', 'prod'] as const)('Athena on the trails of %s', (stage) => {
  const where = deployment(stage);
  const audit = synthesize(stage).audit!;
  const only = (type: string) => {
    const found = every(audit, type);
    expect(found).toHaveLength(1);
    return where.literal('audit', found[0]![1].Properties);
  };
  const table = only('AWS::Glue::Table');
  const parameters = at(table, 'TableInput', 'Parameters') as Readonly<Record<string, string>>;

  test('finds the files of both trails by Region and day, without a crawler', () => {
    expect(parameters).toMatchObject({
      classification: 'cloudtrail',
      'projection.enabled': 'true',
      'projection.region.type': 'enum',
      'projection.day.type': 'date',
      'projection.day.format': 'yyyy/MM/dd',
      'projection.day.interval': '1',
      'projection.day.interval.unit': 'DAYS',
    });
    expect(parameters['projection.day.range']).toMatch(/^\d{4}\/01\/01,NOW$/);
    const [trail] = every(audit, 'AWS::CloudTrail::Trail');
    const bucket = where.text('audit', at(trail![1].Properties, 'S3BucketName'));
    expect(parameters['storage.location.template']).toBe(
      `s3://${bucket}/AWSLogs/${where.text('audit', { Ref: 'AWS::AccountId' })}/CloudTrail/\${region}/\${day}`,
    );
    expect(at(table, 'TableInput', 'PartitionKeys')).toEqual([
      { Name: 'region', Type: 'string' },
      { Name: 'day', Type: 'string' },
    ]);
  });

  test('reads the Region of the stage, and that of IAM and sign-ins once', () => {
    expect(parameters['projection.region.values']).toBe('eu-central-1,us-east-1');
    const [, { Properties }] = every(audit, 'AWS::Glue::Table')[0]!;
    const chosen = at(Properties, 'TableInput', 'Parameters', 'projection.region.values', 'Fn::If');
    expect(chosen).toMatchObject({ 1: 'us-east-1' });
    expect(at(audit, 'Conditions', String(at(chosen, 0)))).toEqual({
      'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'],
    });
  });

  test('limits what a query reads, and encrypts results for a few days outside the locked bucket', () => {
    const workgroup = only('AWS::Athena::WorkGroup');
    expect(workgroup).toMatchObject({
      Name: `custos-${stage}-audit`,
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: expect.any(Number) as unknown,
        ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
      },
    });
    const results = every(audit, 'AWS::S3::Bucket').find(([id]) =>
      id.startsWith('QueriesResults'),
    )!;
    expect(results[1].Properties).not.toHaveProperty('ObjectLockEnabled');
    expect(at(results[1].Properties, 'LifecycleConfiguration', 'Rules', 0)).toMatchObject({
      ExpirationInDays: 7,
      NoncurrentVersionExpiration: { NoncurrentDays: 1 },
    });
    expect(at(workgroup, 'WorkGroupConfiguration', 'ResultConfiguration', 'OutputLocation')).toBe(
      `s3://${where.text('audit', { Ref: results[0] })}`,
    );
  });

  test('has every query saved, for the console and to be run with parameters', () => {
    const saved = savedQueries({ deployment: stage });
    const texts = (type: string, property: string) =>
      every(audit, type).map(([, { Properties }]) => Properties[property]);

    expect(texts('AWS::Athena::NamedQuery', 'QueryString').sort()).toEqual(
      saved.map(({ sql }) => sql).sort(),
    );
    expect(texts('AWS::Athena::PreparedStatement', 'QueryStatement').sort()).toEqual(
      saved.map(({ sql }) => sql).sort(),
    );
  });
});

describe.each(savedQueries({ deployment: 'eu-prod' }))(
  'the query $name',
  ({ name, sql, parameters }) => {
    test('takes its values as parameters only, and ids only', () => {
      expect(sql.split('?').length - 1).toBe(parameters.length);
      expect(sql).not.toMatch(/@|\$\{|identifier|email|alias/i);
      // No value that a person could have entered: names of AWS, fields and this deployment.
      for (const [, literal = ''] of sql.matchAll(/'([^']*)'/g)) {
        expect(literal, literal).toMatch(/^[\w.:$"()|/ ,^*-]*$/);
      }
    });

    test('reads the files of a period only', () => {
      expect(sql).toContain('day BETWEEN ? AND ?');
      expect(parameters.slice(0, 2)).toEqual(['from', 'to']);
    });

    test('names the table and columns that there are', () => {
      const { database, table } = athenaNames({ deployment: 'eu-prod' });
      expect(database).toBe('custos_eu_prod_audit');
      expect(sql).toContain(`FROM "${database}"."${table}"`);
      const columns = [
        ...sql.matchAll(
          /\b(event(?!s\b)\w+|request\w+|response\w+|additional\w+|useridentity|error(?:code|message)|source\w+|resources|readonly)\b/g,
        ),
      ].map(([column]) => column);
      expect(columns.length).toBeGreaterThan(2);
      for (const column of columns)
        expect(eventColumns, `${name}: ${column}`).toHaveProperty(column);
    });
  },
);

test('who_read has every call that returns or copies items', () => {
  const { sql } = savedQueries({ deployment: 'prod' }).find(({ name }) => name === 'who_read')!;

  for (const call of [...readsOfItems, ...readsOfTables]) expect(sql).toContain(`'${call}'`);
});

test('principal_read has these too, and copies, and leaves out what failed', () => {
  const { sql } = savedQueries({ deployment: 'prod' }).find(
    ({ name }) => name === 'principal_read',
  )!;

  for (const call of [...readsOfItems, ...readsOfTables, ...copies]) {
    expect(sql).toContain(`'${call}'`);
  }
  expect(sql).toContain("coalesce(errorcode, '') = ''");
  expect(sql).toContain('useridentity.sessioncontext.sessionissuer.arn = ?');
});
