import { describe, expect, test } from 'vitest';
import { decide, denyReasons } from '../../lambda/consent/model/decision.ts';
import type { Decision } from '../../lambda/consent/model/decision.ts';
import { explain, languageOf } from '../../lambda/decision/model/explanation.ts';
import type { LegalBasis } from '../../lambda/policy/vocabulary.ts';
import { legalBases, obligations } from '../../lambda/policy/vocabulary.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { facts, now, person, policyWith, shipped } from './decision-fixture.ts';
import type { FactChanges } from './decision-fixture.ts';

const languages = ['en', 'de'] as const;
const explained = (changes: FactChanges, language: 'en' | 'de' = 'en') => {
  const own = facts(changes);
  return explain(decide(own), own, language);
};
const permit = (basis: LegalBasis): Decision => ({
  decision: 'permit',
  basis,
  obligations: [],
  validUntil: now,
});

describe('GDPR Art. 12(1): in plain words', () => {
  test('a permit: what, why, on what basis, and how to end it', () => {
    expect(explained({ consentState: 'given' })).toBe(
      'We may use "Prompts" for "Improving the assistant". You agreed to it. Legal basis: GDPR Art. 6(1)(a). You can withdraw your consent at any time, as easily as you gave it. You can ask us about it: dpo@example.com.',
    );
  });

  test('the same in German, with the German words of the policy', () => {
    const { title } = shipped.translations['de']!.purposes['improvement']!;

    const text = explained({ consentState: 'given' }, 'de');

    expect(text).toContain(`für „${title}“ verwenden. Sie haben eingewilligt.`);
    expect(text).toContain('jederzeit widerrufen');
  });

  test('a denial: every reason, and what helps, each once', () => {
    const settings = { ...untouched, training: 'off' } as const;
    const text = explained({
      consentState: 'withdrawn',
      subject: person({ settings, restrictedPurposes: 'all' }),
    });

    expect(text).toContain('We do not use');
    expect(text).toContain('The use is restricted for you');
    expect(text).toContain('You have switched training off. You have withdrawn your consent.');
    expect(text).toContain(
      'You can ask us to lift the restriction. You can change it in your settings. You can agree to it at any time.',
    );
  });

  test.each(languages)(
    'every reason, basis and obligation has a sentence of its own: %s',
    (language) => {
      const own = facts();
      const texts = [
        ...denyReasons.map((reason) =>
          explain({ decision: 'deny', reasons: [reason], validUntil: now }, own, language),
        ),
        ...legalBases.map((basis) => explain(permit(basis), own, language)),
        ...obligations.map((obligation) =>
          explain({ ...permit('contract'), obligations: [obligation] } as Decision, own, language),
        ),
      ];

      expect(texts.filter((text) => text.includes('undefined'))).toEqual([]);
      // A person opted out, or refused: both read the same in German.
      expect(new Set(texts).size).toBeGreaterThanOrEqual(texts.length - 2);
    },
  );
});

describe('what a person can do', () => {
  test.each([
    ['GDPR Art. 7(3)', 'gdpr', 'consent', 'withdraw your consent'],
    ['GDPR Art. 21(1)', 'gdpr', 'legitimate-interests', 'object at any time'],
    ['GDPR Art. 21(1)', 'gdpr', 'public-task', 'object at any time'],
    ['Civ. Code 1798.120(a)', 'ccpa', 'opt-out', 'opt out at any time'],
    ['FADP Art. 30(2)(b)', 'ch-fadp', 'notice', 'object at any time'],
  ] as const)('%s: %s, %s', (_article, jurisdiction, basis, expected) => {
    const policy = policyWith(jurisdiction, basis);

    expect(explained({ policy, jurisdiction, consentState: 'given' })).toContain(expected);
  });

  test('GDPR Art. 9(2)(a): explicit consent can be withdrawn, whatever the basis is', () => {
    const policy = policyWith('gdpr', 'contract', { special: true, condition: 'explicit-consent' });

    expect(explained({ policy, consentState: 'given' })).toContain('withdraw your consent');
  });

  test('a contract cannot be objected to, but asked about', () => {
    const text = explained({ policy: policyWith('gdpr', 'contract') });

    expect(text).not.toMatch(/withdraw|object|opt out/);
    expect(text).toContain('You can ask us about it: dpo@example.com.');
  });
});

test('GDPR Art. 13(1)(c): the basis of each law that applies is cited, each once', () => {
  expect(explained({ jurisdiction: 'gdpr', also: 'ccpa', consentState: 'given' })).toContain(
    'Legal basis: GDPR Art. 6(1)(a); Cal. Civ. Code 1798.120.',
  );
});

describe('a law that is cited', () => {
  test.each(['gdpr', 'ccpa', 'br-lgpd'] as const)(
    '%s: whether anybody has reviewed it is for the operator, not for the person',
    (jurisdiction) => {
      const { improvement } = shipped.purposes;
      const legalBasis = {
        [jurisdiction]: { basis: 'consent', reference: 'the article' },
      } as const;
      const purposes = { ...shipped.purposes, improvement: { ...improvement!, legalBasis } };

      for (const language of ['en', 'de'] as const) {
        const text = explained({ policy: { ...shipped, purposes }, jurisdiction }, language);

        expect(text).toContain('the article.');
        expect(text).not.toMatch(/review|orientation|geprüft|Orientierung/);
      }
    },
  );
});

test('what has no name in the policy is told by its id, unclassified content by its own', () => {
  expect(explained({ purpose: 'constructor', category: 'toString' })).toContain(
    'We do not use "toString" for "constructor".',
  );
  expect(explained({ category: 'unclassified' })).toContain('"Unclassified content"');
});

test.each([
  ['de', 'de'],
  ['de-AT', 'de'],
  ['en-GB', 'en'],
  ['fr', 'en'],
  [undefined, 'en'],
] as const)('a person who reads %s is told in %s', (locale, language) => {
  expect(languageOf(locale)).toBe(language);
});
