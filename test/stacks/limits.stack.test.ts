import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { describe, expect, test } from 'vitest';
import { stackNames } from '../../lib/names.ts';
import { Literals } from '../compliance/literals.ts';
import type { StackTemplate } from '../compliance/literals.ts';
import { actingStacks, every, synthesizeWith, templatesOf } from './templates.ts';

/** IAM quotas: characters of a managed policy without white space. */
const maximum = 6_144;
/** Modules that are added later need some of it. */
const share = 0.85;

describe('in a VPC, in the partition with the longest names, under the longest name', () => {
  const deployment = 'd'.repeat(16);
  const synthesized = synthesizeWith('prod', (app) => ({
    deployment,
    vpc: {
      vpc: ec2.Vpc.fromVpcAttributes(new Stack(app, 'Network'), 'Vpc', {
        vpcId: 'vpc-0a1b2c3d',
        availabilityZones: ['us-gov-west-1a'],
        privateSubnetIds: ['subnet-1'],
      }),
    },
  }));
  const stacks = (['data', ...actingStacks] as const).map((name) => ({
    stackName: stackNames({ deployment })[name],
    template: synthesized[name],
  })) satisfies StackTemplate[];
  const literals = new Literals(stacks, {
    region: 'us-gov-west-1',
    partition: 'aws-us-gov',
  });

  test.each(
    stacks.slice(1).flatMap((stack) =>
      every(stack.template, 'AWS::IAM::ManagedPolicy').map(([id, { Properties }]) => ({
        stack,
        id,
        policy: Properties['PolicyDocument'],
      })),
    ),
  )('$stack.stackName $id leaves 15 % of what IAM allows', ({ stack, policy }) => {
    const document = JSON.stringify(literals.of(stack, policy));

    expect(document).toContain('Statement');
    expect(document.replaceAll(/\s/g, '').length).toBeLessThan(share * maximum);
  });

  test('the stacks stay under the quotas of CloudFormation', () => {
    for (const template of templatesOf(synthesized)) {
      expect(Object.keys(template.Resources).length).toBeLessThan(share * 500);
      expect(Object.keys(template.Outputs ?? {}).length).toBeLessThan(share * 200);
      expect(JSON.stringify(template).length).toBeLessThan(share * 1_048_576);
    }
  });
});
