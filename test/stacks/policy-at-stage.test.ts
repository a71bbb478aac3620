import { expect, test } from 'vitest';
import type { Policy } from '../../lambda/policy/schema.ts';
import { checkAgainstPolicy } from '../../lib/check-against-policy.ts';
import { CustosPropsError, issuersOf } from '../../lib/check-props.ts';
import { stages } from '../../lib/stages.ts';
import { examplePolicy } from '../support/example-policy.ts';

const people = (name: string) =>
  ({ issuer: `https://${name}.example.com`, audience: 'custos', caller: 'subject' }) as const;

const withService = (url: string, issuer?: string): Policy => ({
  ...examplePolicy,
  systems: {
    crm: {
      ...{ title: 'CRM', owner: 'crm@example.com', categories: ['prompt-text'] },
      ...{ timeAllowed: 'P7D', cannot: {}, issuer },
      connector: { kind: 'webhook', url, answer: 'at-once', identifiers: ['user-id'] },
    },
  },
});
const check = (policy: Policy, issuers: Policy['issuers'] | ReturnType<typeof people>[]) => () =>
  checkAgainstPolicy(policy, { issuers: issuersOf(issuers), stage: stages.dev });

test('a policy of one issuer fits a stage with one issuer of its own, and not one with several', () => {
  const policy = withService('https://crm.example.com/');

  expect(check(policy, [people('dev')])).not.toThrow();
  expect(check(policy, [people('dev'), people('work')])).toThrow(CustosPropsError);
  expect(check(policy, [people('dev'), people('work')])).toThrow(
    /systems\.crm\.connector of the policy: People sign in at 2 issuers/,
  );
});

test('an issuer whose ids a system has is an issuer of the stage', () => {
  const policy = withService('https://crm.example.com/', 'https://work.example.com');

  expect(check(policy, [people('dev'), people('work')])).not.toThrow();
  expect(check(policy, [people('dev')])).toThrow(/systems\.crm\.issuer of the policy/);
});

test('a service on the same machine is called by the embedded runtime alone', () => {
  const policy = withService('http://localhost:8080/');
  const issuers = issuersOf(policy.issuers);

  expect(check(policy, policy.issuers)).toThrow('system:crm of the policy: only npm start');
  expect(() => {
    checkAgainstPolicy(policy, { issuers, stage: stages.local });
  }).not.toThrow();
});
