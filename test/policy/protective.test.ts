import { describe, expect, test } from 'vitest';
import {
  RightAbsentError,
  clockFor,
  jurisdictionAt,
  refusalsIn,
  remediesIn,
} from '../../lambda/policy/jurisdictions.ts';
import {
  anyGives,
  clockForAll,
  consentAge,
  refusalsForAll,
} from '../../lambda/policy/protective.ts';
import { parseRfc3339 } from '../../lambda/value/time.ts';
import { laws, worldwide } from './laws.ts';

const accepted = { acceptUnverified: { reason: 'test' } };
const policy = worldwide({
  jurisdictions: {
    targets: { 'ch-fadp': { none: 'P20D' } },
    reviews: { gdpr: accepted, ccpa: accepted, 'uk-gdpr': accepted },
  },
});
const received = parseRfc3339('2026-06-01T12:00:00Z')!;
const codes = (grounds: readonly { readonly code: string }[]) => grounds.map(({ code }) => code);

describe('two laws that apply to one person: of each right the more protective answer', () => {
  test('a right that one of them gives is given', () => {
    expect(anyGives(policy, ['gdpr', 'ccpa'], 'opt-out-sale-share')).toBe(true);
    expect(anyGives(policy, ['ccpa', 'gdpr'], 'restriction')).toBe(true);
    expect(anyGives(policy, ['gdpr', 'uk-gdpr'], 'limit-sensitive')).toBe(false);
  });

  test('the earliest answer counts, whichever law comes first', () => {
    const both = [
      clockForAll(['gdpr', 'ccpa'], 'access', received, policy),
      clockForAll(['ccpa', 'gdpr'], 'access', received, policy),
    ];

    const { dueAt } = clockFor('gdpr', 'access', received, policy);
    for (const reading of both) expect(reading).toMatchObject({ jurisdiction: 'gdpr', dueAt });
  });

  test('receipt is acknowledged where one of them asks for it', () => {
    const { acknowledgeBy } = clockFor('ccpa', 'access', received, policy);

    const both = clockForAll(['gdpr', 'ccpa'], 'access', received, policy);

    expect(acknowledgeBy).toBeDefined();
    expect(both.acknowledgeBy).toBe(acknowledgeBy);
    expect(clockForAll(['gdpr'], 'access', received, policy)).not.toHaveProperty('acknowledgeBy');
  });

  test('a refusal is told by the earliest day that one of them sets', () => {
    const both = clockForAll(['ccpa', 'kr-pipa', 'gdpr'], 'access', received, policy);

    expect(both.informOfRefusalBy).toBe(
      clockFor('kr-pipa', 'access', received, policy).informOfRefusalBy,
    );
    expect(both.informOfRefusalBy).toBeLessThan(
      clockFor('gdpr', 'access', received, policy).informOfRefusalBy!,
    );
  });

  test('only laws that give the right have a say in when it is due', () => {
    expect(clockForAll(['gdpr', 'ccpa'], 'opt-out-sale-share', received, policy)).toEqual(
      clockFor('ccpa', 'opt-out-sale-share', received, policy),
    );
    expect(() => clockForAll(['gdpr', 'uk-gdpr'], 'limit-sensitive', received, policy)).toThrow(
      RightAbsentError,
    );
  });

  test('an extension of one of them does not move the day of the other', () => {
    const both = clockForAll(['gdpr', 'ca-qc-law25'], 'access', received, policy, {
      extended: true,
    });

    expect(both).toMatchObject({
      jurisdiction: 'ca-qc-law25',
      dueAt: clockFor('ca-qc-law25', 'access', received, policy).dueAt,
    });
  });

  test('a request is refused only on grounds that every law with the right gives', () => {
    const grounds = codes(refusalsForAll(policy, ['gdpr', 'ccpa'], 'access'));

    expect(grounds).toEqual(['manifestly-excessive', 'legal-obligation']);
    expect(codes(refusalsForAll(policy, ['ccpa', 'gdpr'], 'access')).toSorted()).toEqual(
      grounds.toSorted(),
    );
    // GDPR knows no such right, so its grounds do not count.
    expect(refusalsForAll(policy, ['gdpr', 'ccpa'], 'limit-sensitive')).toEqual(
      refusalsIn(policy, 'ccpa'),
    );
    expect(refusalsForAll(policy, ['gdpr'], 'limit-sensitive')).toEqual([]);
  });
});

describe('the age from which people consent alone', () => {
  const ages = worldwide({ minors: { consentAge: { AT: 14, BE: 13 } } });

  test('GDPR Art. 8(1): 16 years, or what the country has named', () => {
    expect(consentAge(ages, ['gdpr'])).toBe(16);
    expect(consentAge(ages, ['gdpr'], ['DE'])).toBe(16);
    expect(consentAge(ages, ['gdpr'], ['AT'])).toBe(14);
    expect(consentAge(ages, ['gdpr'], ['AT-9'])).toBe(14);
  });

  test('the highest of the places in which the person may live', () => {
    expect(consentAge(ages, ['gdpr'], ['AT', 'BE'])).toBe(14);
    expect(consentAge(ages, ['gdpr'], ['AT', 'DE'])).toBe(16);
  });

  test('the highest of the laws that apply', () => {
    expect(consentAge(ages, ['gdpr', 'za-popia'], ['AT'])).toBe(18);
    expect(consentAge(ages, ['uk-gdpr', 'kr-pipa'], [])).toBe(14);
  });

  test('a law that names the age is not changed by the policy', () => {
    const named = worldwide({
      minors: { consentAge: { GB: 16 } },
      jurisdictions: { residences: { GB: 'uk-gdpr' } },
    });

    expect(consentAge(named, ['uk-gdpr'], ['GB'])).toBe(13);
  });

  test('Civ. Code 1798.120(c): above 13 the minor answers, not the parent', () => {
    expect(consentAge(ages, ['ccpa'])).toBe(13);
  });

  test('a law that looks at the person instead of an age is taken at the ceiling of the GDPR', () => {
    expect(consentAge(ages, ['ch-fadp'])).toBe(16);
  });
});

describe('jurisdictions', () => {
  test('a subdivision counts before its country, and the default where neither is named', () => {
    const residences = { US: 'us-tx-tdpsa', 'US-CA': 'ccpa' } as const;
    const at = (code: string) =>
      jurisdictionAt(worldwide({ jurisdictions: { residences, default: 'gdpr' } }), code);

    expect(['US-CA', 'US-NY', 'US', 'FR'].map(at)).toEqual([
      ...['ccpa', 'us-tx-tdpsa', 'us-tx-tdpsa', 'gdpr'],
    ]);
  });

  test('GDPR Art. 12(4): whoever is refused learns where to complain, though the law was given up', () => {
    const { remedies } = policy.jurisdictions;

    expect(remediesIn(policy, 'ccpa')).toBe(remedies['ccpa']);
    expect(remediesIn(policy, 'kr-pipa')).toBe(remedies['gdpr']);
    expect(() => remediesIn(worldwide({ jurisdictions: { remedies: {} } }), 'gdpr')).toThrow(
      /no remedies under gdpr/,
    );
  });

  test('nobody is refused on a ground that nobody has read, unless the operator answers for it', () => {
    const strict = worldwide({ jurisdictions: { reviews: {} } });

    expect(codes(refusalsIn(policy, 'ccpa'))).toContain('legal-obligation');
    expect(codes(refusalsIn(strict, 'ccpa'))).not.toContain('legal-obligation');
    expect(codes(refusalsIn(strict, 'ccpa'))).toContain('identity-not-verified');
    expect(refusalsIn({ ...policy, law: {} }, 'ccpa')).toEqual([]);
  });

  test('the error of an absent right names law and right', () => {
    expect(() => clockFor('gdpr', 'limit-sensitive', received, policy)).toThrow(
      'gdpr has no clock for limit-sensitive: ask hasRight before',
    );
    const broken = worldwide({ law: { gdpr: { ...laws.gdpr, clocks: {} } } });
    expect(() => clockFor('gdpr', 'access', received, broken)).toThrow(RightAbsentError);
    expect(() => clockFor('gdpr', 'access', received, { ...policy, law: {} })).toThrow(
      RightAbsentError,
    );
  });
});
