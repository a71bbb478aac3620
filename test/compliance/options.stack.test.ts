import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { describe, expect, test } from 'vitest';
import { ExistingKeyError } from '../../lib/constructs/key-set.ts';
import { DataStack } from '../../lib/data-stack.ts';
import { accountServices } from '../../lib/custos-props.ts';
import { custosStacks, stages } from '../../lib/index.ts';
import { functions } from '../../lib/functions.ts';
import {
  at,
  every,
  everyActing,
  inTemporaryApp,
  policyDirectory,
  synthesizeWith,
} from '../stacks/templates.ts';
import { callsOf } from './calls.ts';
import { deploy } from './deployment.ts';
import { account, region } from './literals.ts';
import { findings } from './packs.ts';
import { decide, refused } from './simulate.ts';

describe('functions in a VPC of the operator', () => {
  const { synthesized, found } = inTemporaryApp((app, read) => {
    const network = new Stack(app, 'Network', { env: { account, region } });
    const vpc = ec2.Vpc.fromVpcAttributes(network, 'Vpc', {
      vpcId: 'vpc-0a1b2c3d',
      availabilityZones: ['eu-central-1a', 'eu-central-1b'],
      privateSubnetIds: ['subnet-1', 'subnet-2'],
    });
    const { data, media, systems, learning, service, edge, watch } = custosStacks(app, {
      stage: 'prod',
      policyDirectory,
      vpc: { vpc },
    });
    app.synth();
    const terminationProtection = {
      ...{ data: true, media: true, systems: true, learning: true },
      ...{ service: true, edge: true, watch: true },
    };
    return {
      synthesized: {
        stage: 'prod' as const,
        data: read(data),
        media: read(media),
        systems: read(systems),
        learning: read(learning),
        service: read(service),
        edge: read(edge),
        watch: read(watch),
        terminationProtection,
      },
      found: findings(app),
    };
  });
  const where = deploy(synthesized);
  const making = {
    action: 'ec2:CreateNetworkInterface',
    resource: `arn:aws:ec2:${region}:${account}:network-interface/*`,
  };
  const byLambda = { ...making, byLambda: true as const };

  test('are in its private subnets', () => {
    for (const [, { Properties }] of everyActing(synthesized, 'AWS::Lambda::Function')) {
      expect(at(Properties, 'VpcConfig', 'SubnetIds')).toEqual(['subnet-1', 'subnet-2']);
    }
  });

  test('have all permissions, and Lambda can create their network interfaces, which their code cannot', async () => {
    for (const facts of functions) {
      const deployed = where.functions.find(({ name }) => name === facts.name);
      if (deployed === undefined) throw new Error(`${facts.name} is not deployed`);

      expect(await refused(where, deployed.role, callsOf(where, facts, deployed))).toEqual([]);
      expect(await decide(where, deployed.role, byLambda), facts.name).toBe('Allowed');
      expect(await decide(where, deployed.role, making), facts.name).toBe('ExplicitlyDenied');
    }
  });

  test('have no finding of the public packs', () => {
    expect(found).toEqual([]);
  });
});

describe('a boundary of the operator', () => {
  const permissionsBoundary = `arn:aws:iam::${account}:policy/Company`;
  const { media, systems, service, watch } = synthesizeWith('prod', { permissionsBoundary });

  test('bounds every role, and replaces that of Custos', () => {
    for (const template of [media, systems, service, watch]) {
      for (const [, { Properties }] of every(template, 'AWS::IAM::Role')) {
        expect(at(Properties, 'PermissionsBoundary')).toBe(permissionsBoundary);
      }
    }
    expect(Object.keys(service.Resources).filter((id) => id.startsWith('Boundary'))).toEqual([]);
  });
});

describe('existing keys of the operator', () => {
  const arn = (id: string) => `arn:aws:kms:${region}:${account}:key/${id}`;
  const existingKeys = { atRest: arn('1'), subjectKeys: arn('2'), receipts: arn('3') };
  const { data, service } = synthesizeWith('prod', { existingKeys });

  test('are used, and the others are created', () => {
    const made = every(data, 'AWS::KMS::Key').map(([id]) => id.slice(0, -8));

    expect(made).toEqual([
      'KeysOperations',
      'KeysHmacAlias',
      'KeysHmacIdempotency',
      'KeysHmacFollowUp',
      'KeysCertificates',
      'KeysCheckpoints',
      'KeysWebhooks',
    ]);
    for (const [, { Properties }] of every(data, 'AWS::DynamoDB::Table')) {
      expect(at(Properties, 'SSESpecification', 'KMSMasterKeyId')).toBe(arn('1'));
    }
    const policies = JSON.stringify(every(service, 'AWS::IAM::ManagedPolicy'));
    for (const key of Object.values(existingKeys)) expect(policies).toContain(key);
  });

  test('are given by the ARN of the key: an alias can be changed to another key', () => {
    const named = (hmacAlias: string) => () =>
      inTemporaryApp(
        (app) => new DataStack(app, 'Data', { stage: stages.prod, existingKeys: { hmacAlias } }),
      );

    expect(named(`arn:aws:kms:${region}:${account}:alias/company`)).toThrow(ExistingKeyError);
    expect(named(arn('4'))).not.toThrow();
  });
});

test('services of the account that Custos creates have no finding of the public packs', () => {
  const found = inTemporaryApp((app) => {
    const own = Object.fromEntries(accountServices.map((service) => [service, 'own']));
    custosStacks(app, { stage: 'prod', policyDirectory, audit: own });
    app.synth();
    return findings(app);
  });
  expect(found).toEqual([]);
});
