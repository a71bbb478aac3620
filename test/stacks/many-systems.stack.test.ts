import { describe, expect, test } from 'vitest';
import { connectorFunctionName } from '../../lambda/policy/connector-name.ts';
import { stackNames } from '../../lib/names.ts';
import { Literals } from '../compliance/literals.ts';
import { manyRecipients, manySystems, policyWith } from '../support/systems-policy.ts';
import { actingStacks, at, every, synthesizeWith, templatesOf } from './templates.ts';

/** IAM quotas: characters of a managed policy without white space. */
const maximum = 6_144;
const share = 0.85;

describe('with as many systems and recipients as a policy can have, under the longest names', () => {
  const deployment = 'd'.repeat(16);
  const policyDirectory = policyWith(manySystems, manyRecipients);
  const synthesized = synthesizeWith('prod', { deployment, policyDirectory });
  const names = stackNames({ deployment });
  const stacks = (['data', ...actingStacks] as const).map((name) => ({
    stackName: names[name],
    template: synthesized[name],
  }));
  const literals = new Literals(stacks, { region: 'us-gov-west-1', partition: 'aws-us-gov' });

  test('the stacks stay under the quotas of CloudFormation', () => {
    for (const template of templatesOf(synthesized)) {
      expect(Object.keys(template.Resources).length).toBeLessThan(share * 500);
      expect(Object.keys(template.Outputs ?? {}).length).toBeLessThan(share * 200);
      expect(JSON.stringify(template).length).toBeLessThan(share * 1_048_576);
    }
  });

  test('policies, names of roles and environment variables fit', () => {
    for (const stack of stacks.slice(1)) {
      for (const [id, { Properties }] of every(stack.template, 'AWS::IAM::ManagedPolicy')) {
        const document = JSON.stringify(literals.of(stack, Properties['PolicyDocument']));
        // Nothing is longer than here: what the policy names, the deployment, the Region.
        expect(document.replaceAll(/\s/g, '').length, id).toBeLessThan(maximum);
      }
    }
    const systems = stacks[2]!;
    for (const [, { Properties }] of every(systems.template, 'AWS::IAM::Role')) {
      expect(literals.text(systems, Properties['RoleName']).length).toBeLessThanOrEqual(64);
    }
    for (const [id, { Properties }] of every(systems.template, 'AWS::Lambda::Function')) {
      const variables = literals.of(systems, at(Properties, 'Environment', 'Variables'));
      // Lambda quotas: 4 KB for all of a function.
      const characters = Object.entries(variables as Record<string, string>)
        .flat()
        .join('').length;
      expect(characters, id).toBeLessThan(4_096);
    }
  });
});

test('a function has the name of its system; a longer one is made unique by a hash', () => {
  const long = ['a', 'b'].map((end) => connectorFunctionName(`system:conversation-memory-${end}`));

  expect(connectorFunctionName('system:crm')).toBe('system-crm');
  expect(new Set(long).size).toBe(2);
  for (const name of long) expect(name).toMatch(/^system-conversati\w*-[0-9a-f]{6}$/);
});
