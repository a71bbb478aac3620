import { describe, expect, test } from 'vitest';
import type { CoverageReason } from '../../lambda/disclosure/model/agreement.ts';
import {
  coverageOf,
  coveredCategories,
  coveredPurposes,
} from '../../lambda/disclosure/model/agreement.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { shipped } from '../decision/decision-fixture.ts';

const today = '2026-11-24';
const asked = {
  recipient: 'model-provider',
  purpose: 'service-provision',
  category: 'prompt-text',
};

/** The example policy with other terms for the provider of the model, in the United States. */
function withTerms(changes: object, agreement: object = {}): Policy {
  const provider = shipped.recipients['model-provider']!;
  const changed = { ...provider, ...changes, agreement: { ...provider.agreement, ...agreement } };
  return {
    ...shipped,
    recipients: { ...shipped.recipients, 'model-provider': changed },
  };
}

const reasonOf = (policy: Policy, changes: Partial<typeof asked> = {}, day = today) => {
  const coverage = coverageOf(policy, { ...asked, ...changes }, day);
  return coverage.kind === 'covered' ? 'covered' : coverage.reason;
};

describe('an agreement covers', () => {
  test('what purposes of the policy give to the recipient', () => {
    expect(reasonOf(shipped)).toBe('covered');
  });

  test('the days from its first to its last', () => {
    const policy = withTerms({}, { signedOn: '2026-11-01', expiresOn: '2026-11-24' });

    const days = ['2026-10-31', '2026-11-01', '2026-11-24', '2026-11-25'];

    expect(days.map((day) => reasonOf(policy, {}, day))).toEqual([
      'agreement-not-begun',
      'covered',
      'covered',
      'agreement-expired',
    ]);
  });

  test('for ever, where it has no last day', () => {
    const policy = withTerms({ transferAssessment: undefined }, { expiresOn: undefined });

    expect(reasonOf(policy, {}, '2099-01-01')).toBe('covered');
  });

  test('what no one has classified as what the policy treats it as', () => {
    const category = 'unclassified';
    const policyThatTreatsAs = (treatAs?: string) =>
      ({ ...shipped, unclassified: treatAs && { treatAs } }) as Policy;

    expect(reasonOf(policyThatTreatsAs('prompt-text'), { category })).toBe('covered');
    for (const policy of [policyThatTreatsAs('feedback'), policyThatTreatsAs()]) {
      expect(reasonOf(policy, { category })).toBe('category-not-in-agreement');
    }
  });
});

describe('no agreement covers', () => {
  test.each<[string, CoverageReason, Partial<typeof asked>]>([
    ['a recipient that the policy does not have', 'recipient-unknown', { recipient: 'nobody' }],
    ['a name of the language', 'recipient-unknown', { recipient: 'constructor' }],
    ['a purpose that does not give to it', 'recipient-not-of-purpose', { purpose: 'support' }],
    ['a purpose that is unknown', 'recipient-not-of-purpose', { purpose: 'constructor' }],
    ['a category of no such purpose', 'category-not-in-agreement', { category: 'feedback' }],
    ['a category that is unknown', 'category-not-in-agreement', { category: 'constructor' }],
  ])('%s', (_what, reason, changes) => {
    expect(reasonOf(shipped, changes)).toBe(reason);
  });

  test('a purpose that it does not name', () => {
    const policy = withTerms({}, { purposes: ['safety'] });

    expect(reasonOf(policy)).toBe('purpose-not-in-agreement');
  });

  test('a category that it does not name', () => {
    const policy = withTerms({}, { categories: ['output-text'] });

    expect(reasonOf(policy)).toBe('category-not-in-agreement');
    expect(reasonOf(policy, { category: 'output-text' })).toBe('covered');
  });

  test('GDPR Art. 44: a transfer out of the EEA without a mechanism', () => {
    const policy = withTerms({ transferMechanism: 'none-needed' });

    expect(reasonOf(policy)).toBe('transfer-without-mechanism');
    expect(reasonOf(withTerms({ transferMechanism: 'none-needed', country: 'IS' }))).toBe(
      'covered',
    );
    expect(reasonOf({ ...policy, law: {} })).toBe('covered');
  });

  test.each(['standard-contractual-clauses', 'binding-corporate-rules'])(
    'CJEU C-311/18: a transfer under %s before and after the days of its assessment',
    (transferMechanism) => {
      const transferAssessment = { doneOn: '2026-11-20', validUntil: today };
      const policy = withTerms({ transferMechanism, transferAssessment });

      expect(reasonOf(policy, {}, '2026-11-19')).toBe('transfer-assessment-lapsed');
      expect(reasonOf(policy)).toBe('covered');
      expect(reasonOf(policy, {}, '2026-11-25')).toBe('transfer-assessment-lapsed');
    },
  );

  test('an assessment is not asked for where the country is adequate', () => {
    const transferAssessment = { doneOn: '2026-01-01', validUntil: '2026-01-02' };

    expect(reasonOf(withTerms({ transferMechanism: 'adequacy', transferAssessment }))).toBe(
      'covered',
    );
  });
});

test('what it names is limited to what the policy gives', () => {
  const policy = withTerms({}, { purposes: ['service-provision', 'support'] });

  expect(coveredPurposes(policy, 'model-provider')).toEqual(['service-provision']);
  expect(coveredCategories(policy, 'model-provider')).toEqual(
    shipped.purposes['service-provision']!.categories,
  );
  expect(coveredPurposes(policy, 'nobody')).toEqual([]);
});
