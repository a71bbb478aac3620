import { Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { describe, expect, test } from 'vitest';
import { breachesOf } from '../../lib/compliance/rule.ts';
import { rules } from '../../lib/compliance/rules.ts';
import type { CustosProps } from '../../lib/index.ts';
import { stages } from '../../lib/stages.ts';
import {
  at,
  every,
  everyActing,
  named,
  synthesize,
  synthesizeWith,
  templatesOf,
} from './templates.ts';
import type { Synthesized, Template } from './templates.ts';

const account = '111122223333';
const key = (id: string) => `arn:aws:kms:eu-central-1:${account}:key/${id}`;
const everyProp = {
  issuers: [{ issuer: 'https://id.example.org', audience: 'custos-prod', caller: 'staff' }],
  existingKeys: { operations: key('operations'), subjectKeys: key('subject-keys') },
  deployRoles: [`arn:aws:iam::${account}:role/deployer`],
  permissionsBoundary: `arn:aws:iam::${account}:policy/boundary`,
  tags: { 'cost-centre': '4711' },
  domain: {
    domainName: 'privacy.example.org',
    certificateArn: `arn:aws:acm:eu-central-1:${account}:certificate/c0ffee`,
    keepDefaultEndpoint: false,
    hostedZone: { hostedZoneId: 'Z0123456789', zoneName: 'example.org' },
  },
  alarmAddress: 'alarms@example.org',
  logArchiveBucket: 'arn:aws:s3:::archive-of-logs',
  firewall: 'block',
  mail: {
    identityArn: `arn:aws:ses:eu-central-1:${account}:identity/example.org`,
    from: 'privacy@example.org',
  },
  reservedConcurrency: { 'decision-api': 50 },
  throttle: { requestsPerSecond: 1_500, burst: 3_000 },
  env: { account, region: 'eu-central-1' },
} as const satisfies Omit<CustosProps, 'stage'>;

const network = (app: App) =>
  Vpc.fromVpcAttributes(new Stack(app, 'Network', { env: everyProp.env }), 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
  });

describe('an operator who sets every prop', () => {
  const synthesized = synthesizeWith('prod', (app) => ({
    ...everyProp,
    vpc: { vpc: network(app) },
  }));
  const { data, media, service, edge, watch } = synthesized;
  const plain = synthesize('prod');
  const properties = (template: Template, type: string) =>
    every(template, type).map(([, { Properties }]) => Properties);
  const functionsOf = (of: Synthesized) =>
    everyActing(of, 'AWS::Lambda::Function').map(([, { Properties }]) => Properties);

  test('has only the issuers named, with every default, and the same version of the policy', () => {
    const issuers = functionsOf(synthesized).flatMap((each) => {
      const value = at(each, 'Environment', 'Variables', 'CUSTOS_ISSUERS');
      return typeof value === 'string' ? [JSON.parse(value) as unknown] : [];
    });

    const trusted = [
      {
        ...everyProp.issuers[0],
        scopeClaim: 'scope',
        scopeMap: {},
        emailAuthoritative: false,
        maximumTokenLife: 'PT24H',
      },
    ];
    // The authorizer trusts them, and containment-api revokes clients of them alone.
    expect(issuers).toEqual([trusted, trusted]);
    expect(at(service, 'Outputs', 'PolicyVersion')).toEqual(
      at(plain.service, 'Outputs', 'PolicyVersion'),
    );
  });

  test('uses existing keys, and creates the others', () => {
    expect(every(data, 'AWS::KMS::Key')).toHaveLength(
      every(plain.data, 'AWS::KMS::Key').length - 2,
    );
    for (const [, group] of everyActing(synthesized, 'AWS::Logs::LogGroup')) {
      expect(at(group.Properties, 'KmsKeyId')).toBe(everyProp.existingKeys.operations);
    }
    for (const template of [service, watch]) {
      expect(JSON.stringify(properties(template, 'AWS::Events::Rule'))).toContain(
        everyProp.existingKeys.subjectKeys,
      );
    }
  });

  test('lets the named roles change the settings of append-only tables', () => {
    expect(JSON.stringify(properties(data, 'AWS::DynamoDB::Table'))).toContain(
      everyProp.deployRoles[0],
    );
  });

  test('bounds every role by the named policy', () => {
    const roles = [media, service, watch].flatMap((template) =>
      properties(template, 'AWS::IAM::Role'),
    );

    for (const role of roles) {
      expect(at(role, 'PermissionsBoundary')).toBe(everyProp.permissionsBoundary);
    }
  });

  test('finds the tags on every resource that can have tags', () => {
    const tag = { Key: 'cost-centre', Value: '4711' };
    const untagged = templatesOf(synthesized).flatMap(({ Resources }) =>
      Object.values(Resources).filter(
        ({ Properties }) =>
          Array.isArray(at(Properties, 'Tags')) &&
          !JSON.stringify(at(Properties, 'Tags')).includes(JSON.stringify(tag)),
      ),
    );

    expect(untagged).toEqual([]);
    expect(properties(data, 'AWS::DynamoDB::Table')[0]).toMatchObject({
      Tags: expect.arrayContaining([tag]) as unknown,
    });
  });

  test('reaches the API under the domain, over the same TLS, and not at the default endpoint once it is closed', () => {
    const tls = {
      SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
      EndpointAccessMode: 'STRICT',
    };
    const [domain] = properties(edge, 'AWS::ApiGateway::DomainName');
    const [mapping] = properties(service, 'AWS::ApiGateway::BasePathMapping');
    const [api] = every(service, 'AWS::ApiGateway::RestApi');

    expect(domain).toMatchObject({
      DomainName: 'privacy.example.org',
      RegionalCertificateArn: everyProp.domain.certificateArn,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      ...tls,
    });
    expect(api![1].Properties).toMatchObject({ DisableExecuteApiEndpoint: true, ...tls });
    expect(mapping).not.toHaveProperty('BasePath');
    expect(mapping).toMatchObject({ DomainName: 'privacy.example.org' });
    expect(named(synthesized, at(mapping, 'RestApiId'))).toBe(`<${api![0]}>`);
    expect(at(service, 'Outputs', 'ApiUrl', 'Value')).toBe('https://privacy.example.org/');
    expect(properties(edge, 'AWS::Route53::RecordSet')).toMatchObject([
      { Name: 'privacy.example.org.', Type: 'A', HostedZoneId: 'Z0123456789' },
    ]);
    expect(edge.Outputs).toHaveProperty('DomainTarget.Description');
  });

  test('receives alarms by e-mail', () => {
    expect(properties(watch, 'AWS::SNS::Subscription')).toMatchObject([
      { Protocol: 'email', Endpoint: 'alarms@example.org' },
    ]);
  });

  test('has as outputs who writes to people, and that the policy names no page for links', () => {
    expect(at(service, 'Outputs', 'MailIdentity', 'Value')).toBe('example.org');
    expect(at(service, 'Outputs', 'MailPage', 'Value')).toBe('none');
  });

  test('reserves concurrency for the named functions, and for no other', () => {
    const reserved = functionsOf(synthesized).flatMap((each) => {
      const executions = at(each, 'ReservedConcurrentExecutions');
      const name = at(each, 'Environment', 'Variables', 'CUSTOS_FUNCTION');
      return executions === undefined ? [] : [[name, executions]];
    });

    expect(reserved).toEqual([['decision-api', 50]]);
  });

  test('raises the throttle of the API and the limit of one address of a program, and no other', () => {
    const methods = (of: Synthesized) =>
      every(of.service, 'AWS::ApiGateway::Stage').flatMap(
        ([, { Properties }]) => at(Properties, 'MethodSettings') as Record<string, unknown>[],
      );
    const addresses = (of: Synthesized) =>
      Object.fromEntries(
        every(of.edge, 'AWS::WAFv2::WebACL')
          .flatMap(([, { Properties }]) => at(Properties, 'Rules') as unknown[])
          .map((rule) => [at(rule, 'Name'), at(rule, 'Statement', 'RateBasedStatement', 'Limit')]),
      ) as Record<string, unknown>;
    const { throttle, publicThrottle } = stages.prod;
    const raised = methods(plain).map((method) =>
      method['ThrottlingRateLimit'] === throttle.requestsPerSecond
        ? { ...method, ThrottlingRateLimit: 1_500, ThrottlingBurstLimit: 3_000 }
        : method,
    );

    expect(methods(synthesized)).toEqual(raised);
    expect(raised).toContainEqual(
      expect.objectContaining({ ThrottlingRateLimit: publicThrottle.requestsPerSecond }),
    );
    expect(addresses(synthesized)).toEqual({
      ...addresses(plain),
      ProgramsPerAddress: 1_500 * 300,
      ProgramsPerViewer: 1_500 * 300,
    });
  });

  test('runs every function in the VPC', () => {
    for (const each of functionsOf(synthesized)) {
      expect(at(each, 'VpcConfig', 'SubnetIds')).toEqual(['subnet-1', 'subnet-2']);
    }
  });

  test('finds accesses to exports in the log archive', () => {
    const [exports_] = properties(data, 'AWS::S3::Bucket');

    expect(exports_).toMatchObject({
      LoggingConfiguration: {
        DestinationBucketName: 'archive-of-logs',
        LogFilePrefix: 'custos/prod/exports/',
      },
    });
  });

  test('blocks what the rules of AWS match', () => {
    const [acl] = properties(edge, 'AWS::WAFv2::WebACL');
    const overrides = (at(acl, 'Rules') as unknown[]).flatMap(
      (rule) => at(rule, 'OverrideAction') ?? [],
    );

    expect(overrides).toEqual([{ None: {} }, { None: {} }, { None: {} }]);
  });

  test('keeps the names of resources that must not be lost', () => {
    for (const type of ['AWS::DynamoDB::Table', 'AWS::S3::Bucket']) {
      const ids = (template: Template) => every(template, type).map(([id]) => id);
      expect(ids(data)).toEqual(ids(plain.data));
    }
  });
});

test('a domain that is added to a running API leaves the default endpoint open until it is closed', () => {
  const { domainName, certificateArn } = everyProp.domain;
  const { service } = synthesizeWith('prod', { domain: { domainName, certificateArn } });

  expect(every(service, 'AWS::ApiGateway::RestApi')[0]![1].Properties).toMatchObject({
    DisableExecuteApiEndpoint: false,
  });
});

test('TLS access changes through basic, with the reason in the template, and keeps every rule', () => {
  const synthesized = synthesizeWith('prod', {
    domain: everyProp.domain,
    tlsAccess: 'basic',
  });
  const { service, edge } = synthesized;
  const all = templatesOf(synthesized);
  const api = every(service, 'AWS::ApiGateway::RestApi')[0]![1];
  const domain = every(edge, 'AWS::ApiGateway::DomainName')[0]![1];

  for (const { Properties, Metadata } of [api, domain]) {
    expect(Properties['EndpointAccessMode']).toBe('BASIC');
    expect(Metadata?.['custos:tls-access']).toMatch(/^The operator/);
  }
  expect(all.flatMap((template) => breachesOf(rules, template, all))).toEqual([]);
});

test('the role with which API Gateway writes logs is not changed if the operator says so', () => {
  const own = synthesize('prod').service;
  const { service } = synthesizeWith('prod', { gatewayLogging: 'existing' });
  const types = Object.values(service.Resources).map(({ Type }) => Type);

  expect(every(own, 'AWS::ApiGateway::Account')).toHaveLength(1);
  expect(types).not.toContain('AWS::ApiGateway::Account');
  expect(types.filter((type) => type === 'AWS::IAM::Role')).toHaveLength(
    every(own, 'AWS::IAM::Role').length - 1,
  );
});

test('without any prop: default endpoint, no subscriber, no VPC, no access log', () => {
  const { data, service, watch } = synthesize('prod');

  expect(Object.values(watch.Resources).map(({ Type }) => Type)).not.toContain(
    'AWS::SNS::Subscription',
  );
  expect(every(service, 'AWS::ApiGateway::RestApi')[0]![1].Properties).toMatchObject({
    DisableExecuteApiEndpoint: false,
  });
  for (const [, { Properties }] of everyActing(synthesize('prod'), 'AWS::Lambda::Function')) {
    expect(Properties).not.toHaveProperty('VpcConfig');
  }
  expect(every(data, 'AWS::S3::Bucket')[0]![1].Properties).not.toHaveProperty(
    'LoggingConfiguration',
  );
});
