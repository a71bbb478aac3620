import { describe, expect, test } from 'vitest';
import type { ConsentState } from '../../lambda/consent/model/status.ts';
import type { DenyReason } from '../../lambda/consent/model/decision.ts';
import { decide } from '../../lambda/consent/model/decision.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { JurisdictionId } from '../../lambda/policy/schema.ts';
import type { LegalBasis } from '../../lambda/policy/vocabulary.ts';
import { facts, now, person, policyWith, shipped, verdict } from './decision-fixture.ts';
import type { FactChanges } from './decision-fixture.ts';

type Row = Readonly<Record<ConsentState, 'permit' | DenyReason>>;
const always: Row = {
  given: 'permit',
  'not-asked': 'permit',
  refused: 'permit',
  withdrawn: 'permit',
  expired: 'permit',
  'needs-renewal': 'permit',
};
const unlessObjected: Row = { ...always, refused: 'objection', withdrawn: 'objection' };

/** Written by hand from the law, not from the code: what each basis permits in each state. */
const table: readonly (readonly [JurisdictionId, LegalBasis | undefined, string, Row])[] = [
  [
    'gdpr',
    'consent',
    'Art. 6(1)(a), 7(3): only while consent stands',
    {
      given: 'permit',
      'not-asked': 'consent-not-given',
      refused: 'consent-refused',
      withdrawn: 'consent-withdrawn',
      expired: 'consent-expired',
      'needs-renewal': 'consent-needs-renewal',
    },
  ],
  ['gdpr', 'contract', 'Art. 6(1)(b): as long as the contract needs it', always],
  ['gdpr', 'legal-obligation', 'Art. 6(1)(c): the law asks, not the person', always],
  ['gdpr', 'vital-interests', 'Art. 6(1)(d): to save a life', always],
  ['gdpr', 'public-task', 'Art. 6(1)(e), 21(1): unless the person objected', unlessObjected],
  [
    'gdpr',
    'legitimate-interests',
    'Art. 6(1)(f), 21(1): unless the person objected',
    unlessObjected,
  ],
  [
    'ccpa',
    'opt-out',
    'Civ. Code 1798.120: until the person opts out; 11 CCR 7028: an opt-in again is consent',
    {
      given: 'permit',
      'not-asked': 'permit',
      refused: 'opted-out',
      withdrawn: 'opted-out',
      expired: 'consent-expired',
      'needs-renewal': 'consent-needs-renewal',
    },
  ],
  ['ccpa', 'notice', 'Civ. Code 1798.100: disclosed at collection', always],
  ...(['gdpr', 'ccpa'] as const).map(
    (jurisdiction) =>
      [
        jurisdiction,
        undefined,
        'Art. 6(1), Civ. Code 1798.100(c): what is not declared is not permitted',
        {
          given: 'no-legal-basis',
          'not-asked': 'no-legal-basis',
          refused: 'no-legal-basis',
          withdrawn: 'no-legal-basis',
          expired: 'no-legal-basis',
          'needs-renewal': 'no-legal-basis',
        },
      ] as const,
  ),
];

const restrictions = [
  ['no restriction', [], false],
  ['another purpose is restricted', ['support'], false],
  ['this purpose is restricted (Art. 18(2))', ['support', 'improvement'], true],
  ['everything is restricted (Art. 18(2))', 'all', true],
] as const;

const cells = table.flatMap(([jurisdiction, basis, law, row]) =>
  Object.entries(row).flatMap(([state, expected]) =>
    restrictions.map(([restriction, restrictedPurposes, restricted]) => ({
      jurisdiction,
      basis,
      law,
      state: state as ConsentState,
      restriction,
      restrictedPurposes,
      expected: restricted
        ? ['processing-restricted', ...(expected === 'permit' ? [] : [expected])]
        : expected === 'permit'
          ? 'permit'
          : [expected],
    })),
  ),
);

test('the table has a cell for every basis, state, jurisdiction and restriction', () => {
  expect(cells).toHaveLength((8 + 2) * 6 * 4);
});

describe('every basis in every state', () => {
  test.each(cells)(
    '$jurisdiction, $basis, $state, $restriction: $expected ($law)',
    ({ jurisdiction, basis, state, restrictedPurposes, expected }) => {
      const policy = policyWith(jurisdiction, basis);
      const subject = person({ restrictedPurposes });

      expect(verdict({ policy, jurisdiction, subject, consentState: state })).toEqual(expected);
    },
  );

  test.each([
    ['gdpr', 'ccpa'],
    ['ccpa', 'gdpr'],
  ] as const)('a basis under %s permits nothing under %s', (declared, jurisdiction) => {
    const policy = policyWith(declared, declared === 'gdpr' ? 'contract' : 'notice');

    expect(verdict({ policy, jurisdiction, consentState: 'given' })).toEqual(['no-legal-basis']);
  });
});

describe('special categories (Art. 9)', () => {
  const special = (
    condition?: 'explicit-consent' | 'legal-claims',
    basis: LegalBasis = 'contract',
  ) => policyWith('gdpr', basis, { special: true, ...(condition && { condition }) });

  test('Art. 9(1): a basis without a condition is not enough', () => {
    expect(verdict({ policy: special() })).toEqual(['special-category-condition-missing']);
  });

  test('Art. 9(2)(f): a condition that needs no consent permits', () => {
    expect(verdict({ policy: special('legal-claims') })).toBe('permit');
  });

  test.each([
    ['given', 'permit'],
    ['not-asked', ['consent-not-given']],
    ['withdrawn', ['consent-withdrawn']],
    ['expired', ['consent-expired']],
  ] as const)('Art. 9(2)(a): explicit consent that is %s', (consentState, expected) => {
    for (const basis of ['contract', 'consent'] as const) {
      expect(verdict({ policy: special('explicit-consent', basis), consentState })).toEqual(
        expected,
      );
    }
  });

  test('conditions of the GDPR mean nothing under the CCPA', () => {
    const policy = policyWith('ccpa', 'notice', { special: true });

    expect(verdict({ policy, jurisdiction: 'ccpa' })).toBe('permit');
  });
});

describe('whatever is in doubt is denied', () => {
  test.each([
    ['nobody knows the person', { subject: { kind: 'unknown' } }, 'subject-unknown'],
    ['the person was erased', { subject: { kind: 'erased' } }, 'subject-erased'],
    ['the erasure is under way', { subject: person({ status: 'erasing' }) }, 'subject-erased'],
    ['the purpose is not in the policy', { purpose: 'marketing' }, 'purpose-unknown'],
    ['the purpose is a name of the prototype', { purpose: 'constructor' }, 'purpose-unknown'],
    ['the category is not in the policy', { category: 'shoe-size' }, 'category-not-covered'],
    ['the category is a name of the prototype', { category: 'toString' }, 'category-not-covered'],
    ['the purpose does not use the category', { category: 'safety-score' }, 'category-not-covered'],
  ] as const)('%s', (_title, changes, reason) => {
    expect(verdict({ consentState: 'given', ...changes })).toEqual([reason]);
  });

  test('every reason is told, the most decisive first', () => {
    const subject = person({ restrictedPurposes: 'all' });

    expect(verdict({ subject, category: 'safety-score', consentState: 'withdrawn' })).toEqual([
      'processing-restricted',
      'category-not-covered',
      'consent-withdrawn',
    ]);
  });
});

describe('how long an answer holds', () => {
  const holds = (changes: FactChanges) => (decide(facts(changes)).validUntil - now) / 1000;

  test.each([
    ['consent', 'gdpr', 60],
    ['legitimate-interests', 'gdpr', 60],
    ['public-task', 'gdpr', 60],
    ['opt-out', 'ccpa', 60],
    ['contract', 'gdpr', 300],
    ['legal-obligation', 'gdpr', 300],
    ['vital-interests', 'gdpr', 300],
    ['notice', 'ccpa', 300],
  ] as const)('a permit on %s (%s): %i seconds', (basis, jurisdiction, expected) => {
    const policy = { ...policyWith(jurisdiction, basis), settings: {} };

    expect(holds({ policy, jurisdiction, consentState: 'given' })).toBe(expected);
  });

  test('not beyond the end of the consent', () => {
    const consentEndsAt = milliseconds(now + 5_000);

    expect(holds({ consentState: 'given', consentEndsAt })).toBe(5);
  });

  test('an objection that was taken back long ago does not end a permit', () => {
    const policy = policyWith('gdpr', 'legitimate-interests');
    const consentEndsAt = milliseconds(now - 5_000);

    expect(holds({ policy, consentState: 'expired', consentEndsAt })).toBe(60);
  });

  test('where explicit consent is the condition: 60 seconds whatever the basis', () => {
    const policy = policyWith('gdpr', 'contract', { special: true, condition: 'explicit-consent' });

    expect(holds({ policy, consentState: 'given' })).toBe(60);
  });

  test('a denial: 60 seconds', () => {
    expect(holds({ consentState: 'withdrawn' })).toBe(60);
  });
});

test('where the policy names no recipient, a permit forbids disclosure', () => {
  const obligations = (recipients: string[]) => {
    const improvement = { ...shipped.purposes['improvement']!, recipients };
    const policy = { ...shipped, purposes: { ...shipped.purposes, improvement } };
    const decision = decide(facts({ policy, consentState: 'given' }));
    return decision.decision === 'permit' && decision.obligations;
  };

  expect(obligations([])).toEqual(['do-not-disclose']);
  expect(obligations(['cloud-hosting'])).toEqual([]);
});
