import { describe, expect, test } from 'vitest';
import { decide } from '../../lambda/consent/model/decision.ts';
import { categoryFor } from '../../lambda/policy/categories.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { facts, now, person, policyWith, shipped, verdict } from './decision-fixture.ts';
import type { FactChanges } from './decision-fixture.ts';

const withPurpose = (changes: Partial<Policy['purposes'][string]>, policy = shipped): Policy => ({
  ...policy,
  purposes: { ...policy.purposes, improvement: { ...policy.purposes['improvement']!, ...changes } },
});
const seconds = (changes: FactChanges): number => (decide(facts(changes)).validUntil - now) / 1000;

describe('GDPR Art. 28(3)(a): of what is done for somebody else, they decide', () => {
  const policy = withPurpose({ role: 'processor' });

  test.each([
    ['whoever asks', { consentState: 'given' }],
    ['of somebody unknown', { subject: { kind: 'unknown' } }],
    ['of a restricted person', { subject: person({ restrictedPurposes: 'all' }) }],
  ] as const)('ask the controller, and nothing else: %s', (_title, changes) => {
    const decision = decide(facts({ policy, ...changes }));

    expect(decision).toEqual({
      decision: 'deny',
      reasons: ['ask-controller'],
      validUntil: now + 60_000,
    });
  });

  test('a joint controller decides too', () => {
    const joint = withPurpose({ role: 'joint-controller' });

    expect(verdict({ policy: joint, consentState: 'given' })).toBe('permit');
  });
});

describe('GDPR Art. 25(2): what a person switched off stays off', () => {
  const off = (name: 'training' | 'personalisation' | 'storage') =>
    person({ settings: { ...untouched, [name]: 'off' } });
  const policy: Policy = {
    ...policyWith('gdpr', 'contract'),
    settings: {
      training: { purposes: ['improvement'] },
      personalisation: { purposes: ['improvement'] },
      storage: { purposes: ['improvement'] },
    },
  };

  test.each([
    ['training', 'training-off'],
    ['personalisation', 'personalisation-off'],
  ] as const)('%s, whatever the basis', (name, reason) => {
    expect(verdict({ policy, subject: off(name) })).toEqual([reason]);
  });

  test('storage stops what is stored, not what is answered', () => {
    expect(verdict({ policy, subject: off('storage'), storing: true })).toEqual(['storage-off']);
    expect(verdict({ policy, subject: off('storage'), storing: false })).toBe('permit');
    expect(verdict({ policy, subject: off('storage') })).toBe('permit');
  });

  test.each(['training', 'personalisation', 'storage'] as const)(
    '%s stops no purpose that the policy does not name there',
    (name) => {
      const changes = { subject: off(name), storing: true };

      expect(verdict({ policy: { ...policy, settings: {} }, ...changes })).toBe('permit');
      expect(
        verdict({
          policy: { ...policy, settings: { [name]: { purposes: ['safety'] } } },
          ...changes,
        }),
      ).toBe('permit');
    },
  );

  test.each([
    ['training', false, 60],
    ['personalisation', false, 60],
    ['storage', false, 300],
    ['storage', true, 60],
  ] as const)('a permit that %s can stop (storing: %s): %i seconds', (name, storing, expected) => {
    const settings = { [name]: { purposes: ['improvement'] } };

    expect(seconds({ policy: { ...policy, settings }, storing })).toBe(expected);
  });
});

describe('content that nobody has classified', () => {
  const treated = { ...shipped, unclassified: { treatAs: 'feedback' } };

  test('GDPR Art. 5(1)(b): is handled by the rules of the category that the policy names', () => {
    const changes = { category: 'unclassified', consentState: 'given' } as const;

    expect(verdict({ policy: treated, ...changes })).toBe('permit');
    expect(
      verdict({ policy: { ...treated, unclassified: { treatAs: 'safety-score' } }, ...changes }),
    ).toEqual(['category-not-covered']);
    expect(
      verdict({ policy: { ...treated, unclassified: { treatAs: 'constructor' } }, ...changes }),
    ).toEqual(['category-not-covered']);
  });

  test('GDPR Art. 5(1)(b): is used for nothing where the policy is silent', () => {
    const policy = { ...shipped, unclassified: undefined };

    expect(verdict({ policy, category: 'unclassified', consentState: 'given' })).toEqual([
      'unclassified',
    ]);
  });

  test('GDPR Art. 9(1): is special where that category is', () => {
    const special = policyWith('gdpr', 'contract', { special: true });
    const policy = { ...special, unclassified: { treatAs: 'prompt-text' } };

    expect(verdict({ policy, category: 'unclassified' })).toEqual([
      'special-category-condition-missing',
    ]);
  });

  test('GDPR Art. 18(1)(a): is restricted with that category while its accuracy is contested', () => {
    const changes = { policy: treated, category: 'unclassified', consentState: 'given' } as const;
    const contesting = (category: string) => person({ restrictedCategories: [category] });

    for (const category of ['feedback', 'unclassified']) {
      expect(verdict({ ...changes, subject: contesting(category) })).toEqual([
        'processing-restricted',
      ]);
    }
    expect(verdict({ ...changes, subject: contesting('prompt-text') })).toBe('permit');
  });

  test('other rooms learn which category it is', () => {
    expect(categoryFor(treated, 'unclassified')).toBe('feedback');
    expect(categoryFor(treated, 'prompt-text')).toBe('prompt-text');
    expect(categoryFor({ unclassified: undefined }, 'unclassified')).toBeUndefined();
  });
});

describe('special categories under other laws', () => {
  const special = { special: true } as const;

  test.each([
    ['uk-gdpr', 'contract', ['special-category-condition-missing']],
    ['ch-fadp', 'notice', ['special-category-condition-missing']],
    ['br-lgpd', 'contract', ['special-category-condition-missing']],
    ['br-lgpd', 'legal-obligation', 'permit'],
    ['ch-fadp', 'consent', 'permit'],
    ['ccpa', 'notice', 'permit'],
  ] as const)(
    'UK GDPR Art. 9(1), FADP Art. 6(7), Civ. Code 1798.121: %s on %s',
    (jurisdiction, basis, expected) => {
      const policy = policyWith(jurisdiction, basis, special);

      expect(verdict({ policy, jurisdiction, consentState: 'given' })).toEqual(expected);
      expect(
        verdict({ policy: policyWith(jurisdiction, basis), jurisdiction, consentState: 'given' }),
      ).toBe('permit');
    },
  );

  test('of a law without facts, only consent carries them', () => {
    const lawless = (basis: 'notice' | 'consent') => ({
      ...policyWith('ccpa', basis, special),
      law: {},
    });
    const changes = { jurisdiction: 'ccpa', consentState: 'given' } as const;

    expect(verdict({ policy: lawless('notice'), ...changes })).toEqual([
      'special-category-condition-missing',
    ]);
    expect(verdict({ policy: lawless('consent'), ...changes })).toBe('permit');
  });

  test('UK GDPR Art. 9(2)(a): explicit consent has to be there, whatever the basis is', () => {
    const policy = policyWith('uk-gdpr', 'contract', {
      special: true,
      condition: 'explicit-consent',
    });

    expect(verdict({ policy, jurisdiction: 'uk-gdpr' })).toEqual(['consent-not-given']);
    expect(verdict({ policy, jurisdiction: 'uk-gdpr', consentState: 'given' })).toBe('permit');
  });

  test('GDPR Art. 9(2)(a): asks for nothing where no special category is used', () => {
    const policy = policyWith('gdpr', 'contract', { condition: 'explicit-consent' });

    expect(verdict({ policy })).toBe('permit');
  });
});

describe('Civ. Code 1798.120(c): below 16 an opt-out is an opt-in', () => {
  const ofAge = (unknownAge: 'adult' | 'minor') => ({
    ...policyWith('ccpa', 'opt-out'),
    minors: { unknownAge, consentAge: {} },
  });
  const asked = (unknownAge: 'adult' | 'minor', ageBand?: 'under-13' | '13-to-15' | '16-to-17') =>
    verdict({
      policy: ofAge(unknownAge),
      jurisdiction: 'ccpa',
      subject: person({ ...(ageBand && { ageBand }) }),
    });

  test('nothing before the person, or a parent, has said yes', () => {
    expect(asked('adult', 'under-13')).toEqual(['consent-not-given']);
    expect(asked('adult', '13-to-15')).toEqual(['consent-not-given']);
  });

  test('from 16 on it is free until the person opts out', () => {
    expect(asked('minor', '16-to-17')).toBe('permit');
  });

  test('of an unknown age, as the policy says', () => {
    expect(asked('adult')).toBe('permit');
    expect(asked('minor')).toEqual(['consent-not-given']);
  });

  test('a no is an opt-out at any age', () => {
    const changes = {
      policy: ofAge('adult'),
      jurisdiction: 'ccpa',
      subject: person({ ageBand: 'under-13' }),
      consentState: 'refused',
    } as const;

    expect(verdict(changes)).toEqual(['opted-out']);
  });

  test('where a law names a higher age, that one counts (C.R.S. 6-1-1308.5)', () => {
    const policy = policyWith('us-co-cpa', 'opt-out');
    const aged = (ageBand: '16-to-17' | 'adult') =>
      verdict({ policy, jurisdiction: 'us-co-cpa', subject: person({ ageBand }) });

    expect(aged('16-to-17')).toEqual(['consent-not-given']);
    expect(aged('adult')).toBe('permit');
  });

  test('other bases do not ask for an age here', () => {
    const policy = policyWith('ccpa', 'notice');
    const subject = person({ ageBand: 'under-13' });

    expect(verdict({ policy, jurisdiction: 'ccpa', subject })).toBe('permit');
  });
});

describe('why a consent does not count', () => {
  test.each([
    ['unproven', 'consent-unproven'],
    ['responsible-person-needed', 'responsible-person-needed'],
    ['came-of-age', 'consent-needs-renewal'],
    ['notice-changed', 'consent-needs-renewal'],
    [undefined, 'consent-needs-renewal'],
  ] as const)('GDPR Art. 7(1), 8(1), 4(11): %s is told as %s', (because, reason) => {
    const changes = { consentState: 'needs-renewal', ...(because && { because }) } as const;

    expect(verdict(changes)).toEqual([reason]);
  });
});

describe('FADP Art. 30(2)(b): not against the express declaration of the person', () => {
  test.each([
    ['not-asked', 'permit'],
    ['given', 'permit'],
    ['refused', ['objection']],
    ['withdrawn', ['objection']],
  ] as const)('notice, and the person: %s', (consentState, expected) => {
    const policy = policyWith('ch-fadp', 'notice');

    expect(verdict({ policy, jurisdiction: 'ch-fadp', consentState })).toEqual(expected);
  });

  test('so a permit on notice lasts 60 seconds there', () => {
    const policy = { ...policyWith('ch-fadp', 'notice'), settings: {} };

    expect(seconds({ policy, jurisdiction: 'ch-fadp' })).toBe(60);
  });
});

describe('GDPR Art. 13(3): another basis holds for what is collected after people were told', () => {
  const begins = Date.parse('2026-11-24T23:00:00Z');
  const changed = (previous?: 'consent' | 'contract'): Policy => ({
    ...withPurpose({
      legalBasis: {
        gdpr: {
          basis: 'legal-obligation',
          effectiveFrom: '2026-11-25',
          ...(previous && { previous: { basis: previous } }),
        },
      },
    }),
    settings: {},
  });
  const at = (from: number, collected?: number): FactChanges => ({
    policy: changed('consent'),
    now: milliseconds(begins + from),
    ...(collected !== undefined && { collectedAt: milliseconds(begins + collected) }),
  });

  test.each([
    ['the day before, of what is collected then', at(-1), ['consent-not-given']],
    ['from the first moment of the day', at(0), 'permit'],
    ['later, of data from before', at(1_000, -1), ['consent-not-given']],
    ['later, of data from that day', at(1_000, 0), 'permit'],
    ['of a moment that has not come yet', at(-1, 1_000), ['consent-not-given']],
  ] as const)('%s', (_title, changes, expected) => {
    expect(verdict(changes)).toEqual(expected);
  });

  test('nothing is permitted where the policy does not say what held before', () => {
    expect(verdict({ ...at(-1), policy: changed() })).toEqual(['no-legal-basis']);
  });

  test.each([
    ['a permit', { ...at(-5_000), policy: changed('contract') }, 5],
    ['a denial', at(-5_000), 5],
    ['data from before', { ...at(-5_000, -10_000), policy: changed('contract') }, 300],
    ['data of the future', { ...at(-5_000, 1_000), policy: changed('contract') }, 5],
    ['the day itself', at(0), 300],
  ] as const)('an answer does not outlive the basis: %s', (_title, changes, expected) => {
    const decision = decide(facts(changes));

    expect((decision.validUntil - changes.now!) / 1000).toBe(expected);
  });
});

describe('where two laws apply, the more protective answer counts', () => {
  const policy = {
    ...withPurpose({
      legalBasis: { gdpr: { basis: 'consent' }, ccpa: { basis: 'opt-out' } },
    }),
    settings: {},
  } satisfies Policy;

  test.each([
    ['not-asked', ['consent-not-given']],
    ['given', 'permit'],
    ['withdrawn', ['consent-withdrawn', 'opted-out']],
  ] as const)('denied if either denies, with the reasons of both: %s', (consentState, expected) => {
    expect(verdict({ policy, jurisdiction: 'ccpa', also: 'gdpr', consentState })).toEqual(expected);
    expect(verdict({ policy, jurisdiction: 'gdpr', also: 'ccpa', consentState })).toEqual(expected);
  });

  test('the basis is that of the first', () => {
    const basis = (jurisdiction: 'gdpr' | 'ccpa', also: 'gdpr' | 'ccpa') =>
      decide(facts({ policy, jurisdiction, also, consentState: 'given' })).basis;

    expect([basis('gdpr', 'ccpa'), basis('ccpa', 'gdpr')]).toEqual(['consent', 'opt-out']);
  });

  test('GDPR Art. 6(1), Civ. Code 1798.100(c): a law without a basis denies', () => {
    expect(
      verdict({ policy, jurisdiction: 'gdpr', also: 'ch-fadp', consentState: 'given' }),
    ).toEqual(['no-legal-basis']);
  });

  test('an answer holds as long as the one that ends first', () => {
    const mixed = {
      ...withPurpose({ legalBasis: { gdpr: { basis: 'contract' }, ccpa: { basis: 'opt-out' } } }),
      settings: {},
    } satisfies Policy;

    expect(seconds({ policy: mixed, jurisdiction: 'gdpr', also: 'ccpa' })).toBe(60);
    expect(seconds({ policy: mixed, jurisdiction: 'gdpr' })).toBe(300);
    const ending = { consentState: 'given', consentEndsAt: milliseconds(now + 5_000) } as const;
    expect(seconds({ policy: mixed, jurisdiction: 'gdpr', also: 'ccpa', ...ending })).toBe(5);
  });
});

describe('how long a consent holds an answer', () => {
  const consentEndsAt = milliseconds(now + 5_000);
  const ending = { consentState: 'given', consentEndsAt } as const;

  test('11 CCR 7028, Civ. Code 1798.135(c)(4): an opt-in that ends leaves the opt-out', () => {
    const policy = policyWith('ccpa', 'opt-out');

    expect(seconds({ policy, jurisdiction: 'ccpa', ...ending })).toBe(5);
  });

  test('GDPR Art. 9(2)(a): explicit consent that ends', () => {
    const policy = policyWith('gdpr', 'contract', { special: true, condition: 'explicit-consent' });

    expect(seconds({ policy, ...ending })).toBe(5);
  });

  test('a yes that nothing rests on ends nothing', () => {
    const policy = { ...policyWith('gdpr', 'contract'), settings: {} };

    expect(seconds({ policy, ...ending })).toBe(300);
  });

  test('a consent that lasts longer than the answer', () => {
    const later = { ...ending, consentEndsAt: milliseconds(now + 500_000) };

    expect(seconds(later)).toBe(60);
  });
});

test('a denial names the basis that would have carried the use, where there is one', () => {
  const basis = (changes: FactChanges) =>
    Object.entries(decide(facts(changes))).filter(([name]) => name === 'basis');

  const policy = policyWith('gdpr', 'consent');

  expect(basis({ policy })).toEqual([['basis', 'consent']]);
  expect(basis({ policy, jurisdiction: 'ch-fadp' })).toEqual([]);
});

test('GDPR Art. 5(1)(b): a category that a purpose uses and nobody declared is not covered', () => {
  const policy = withPurpose({ categories: ['gone'] });

  expect(verdict({ policy, category: 'gone', consentState: 'given' })).toEqual([
    'category-not-covered',
  ]);
});

test('what everybody has to do stands in the policy, each once', () => {
  const policy = withPurpose({
    obligations: ['redact', 'do-not-disclose', 'human-review'],
    recipients: [],
  });

  const decision = decide(facts({ policy, consentState: 'given' }));

  expect(decision).toMatchObject({
    obligations: ['redact', 'do-not-disclose', 'human-review'],
  });
});
