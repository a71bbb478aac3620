import { describe, expect, test } from 'vitest';
import type { Circumstances } from '../../lambda/consent/model/basis.ts';
import type { StoredState } from '../../lambda/consent/model/event.ts';
import { defaultFor } from '../../lambda/consent/model/basis.ts';
import { consentStatus } from '../../lambda/consent/model/status.ts';
import { choices } from '../../lambda/consent/model/choice.ts';
import { effectOf } from '../../lambda/consent/model/effect.ts';
import { ruleOn } from '../../lambda/consent/model/ruling.ts';
import { periodsOf } from '../../lambda/consent/model/validity.ts';
import { newEventId } from '../../lambda/value/ids.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { worldwide } from '../policy/laws.ts';
import type { JurisdictionId, Policy } from '../../lambda/policy/schema.ts';
import type { LegalBasis } from '../../lambda/policy/vocabulary.ts';
import { examplePolicy } from '../support/example-policy.ts';

const policy = examplePolicy;
const at = (time: string) => milliseconds(Date.parse(time));
const now = at('2026-11-24T09:00:00Z');
const current = { id: 'assistant', version: policy.published['assistant']!.version };
const stored = (changes: Partial<StoredState> = {}): StoredState => ({
  purpose: 'improvement',
  state: 'given',
  version: 1,
  eventId: newEventId(),
  at: at('2026-11-01T09:00:00Z'),
  givenBy: 'subject',
  needed: 'subject',
  notice: current,
  validUntil: at('2028-11-01T09:00:00Z'),
  ...changes,
});
const person = (changes: Partial<Circumstances> = {}): Circumstances => ({
  policy,
  now,
  jurisdictions: ['gdpr'],
  ageBand: 'adult',
  ...changes,
});
const changedNotice = (material: boolean, compatibleWith: string[] = []): Policy => ({
  ...policy,
  published: {
    ...policy.published,
    assistant: {
      ...policy.published['assistant']!,
      version: 'bbbbbbbbbbbbbbbb',
      material,
      compatibleWith,
    },
  },
});

describe('the state that counts', () => {
  test.each([
    ['nothing said', undefined, policy, 'not-asked'],
    ['given', stored(), policy, 'given'],
    ['refused', stored({ state: 'refused' }), policy, 'refused'],
    ['withdrawn', stored({ state: 'withdrawn' }), policy, 'withdrawn'],
    ['the period is over this millisecond', stored({ validUntil: now }), policy, 'expired'],
    ['the last millisecond', stored({ validUntil: milliseconds(now + 1) }), policy, 'given'],
    ['no end', stored({ validUntil: undefined }), policy, 'given'],
    [
      'the notice names the old one as compatible',
      stored(),
      changedNotice(false, [current.version]),
      'given',
    ],
    [
      'a withdrawal never lapses',
      stored({ state: 'withdrawn', validUntil: now }),
      policy,
      'withdrawn',
    ],
    [
      'a refusal is not renewed by a notice',
      stored({ state: 'refused' }),
      changedNotice(true),
      'refused',
    ],
    ['nor does it need proof', stored({ state: 'refused', notice: undefined }), policy, 'refused'],
  ] as const)('%s', (_title, state, under, expected) => {
    expect(consentStatus(state, person({ policy: under }))).toEqual({ state: expected });
  });

  test.each([
    ['the notice changed materially (Art. 4(11))', stored(), changedNotice(true), 'notice-changed'],
    [
      'a correction of a later notice does not bring back what a material change ended (Art. 4(11))',
      stored(),
      changedNotice(false, ['aaaaaaaaaaaaaaaa']),
      'notice-changed',
    ],
    [
      'the notice is gone',
      stored({ notice: { id: 'gone', version: 'x' } }),
      policy,
      'notice-changed',
    ],
    ['it rests on no notice (Art. 7(1))', stored({ notice: undefined }), policy, 'unproven'],
  ] as const)('%s: needs renewal', (_title, state, under, because) => {
    expect(consentStatus(state, person({ policy: under }))).toEqual({
      state: 'needs-renewal',
      because,
    });
  });

  test('that a period is over comes before every reason to renew', () => {
    expect(
      consentStatus(
        stored({ validUntil: now, notice: undefined }),
        person({ ageBand: 'under-13' }),
      ),
    ).toEqual({ state: 'expired' });
  });
});

describe('refusing and withdrawing is never turned down (Art. 7(3), 21; 11 CCR 7026)', () => {
  const purposes = Object.keys(policy.purposes);
  const notices = [
    undefined,
    current,
    { id: 'assistant', version: '0'.repeat(16) },
    { id: 'constructor', version: 'x' },
  ];

  test.each(
    purposes.flatMap((purpose) =>
      (['gdpr', 'ccpa'] as const).flatMap((jurisdiction) =>
        (['refused', 'withdrawn'] as const).map((state) => ({ purpose, jurisdiction, state })),
      ),
    ),
  )('$state for $purpose under $jurisdiction', ({ purpose, jurisdiction, state }) => {
    for (const notice of notices) {
      for (const ageBand of [undefined, 'under-13'] as const) {
        const command = { purpose, state, givenBy: 'subject', notice } as const;
        const who = person({ jurisdictions: [jurisdiction], ageBand });
        expect(ruleOn(command, who).kind).toBe('accepted');
      }
    }
  });
});

describe('giving', () => {
  const give = (
    changes: object = {},
    {
      jurisdiction = 'gdpr',
      ...who
    }: Partial<Circumstances> & { jurisdiction?: JurisdictionId } = {},
    under = policy,
  ) =>
    ruleOn(
      { purpose: 'improvement', state: 'given', givenBy: 'subject', notice: current, ...changes },
      person({ policy: under, jurisdictions: [jurisdiction], ...who }),
    );

  test('rests on the notice in force', () => {
    expect(give()).toMatchObject({
      kind: 'accepted',
      effect: 'processing-permitted',
      shown: current,
    });
  });

  test('or on a version that it names as compatible', () => {
    expect(give({}, {}, changedNotice(true, [current.version])).kind).toBe('accepted');
  });

  test.each([true, false])(
    'an earlier version is told the current one (material: %s)',
    (material) => {
      expect(give({}, {}, changedNotice(material))).toEqual({
        kind: 'notice-superseded',
        current: { id: 'assistant', version: 'bbbbbbbbbbbbbbbb' },
      });
    },
  );

  test('a notice that does not cover the purpose is rejected with the one that does', () => {
    expect(give({ purpose: 'support', notice: { id: 'improvement', version: 'x' } })).toEqual({
      kind: 'notice-superseded',
      current,
    });
  });

  test('without a notice there is no consent', () => {
    expect(give({ notice: undefined })).toEqual({ kind: 'notice-missing' });
  });

  test.each([
    ['service-provision', 'gdpr', 'contract'],
    ['safety', 'gdpr', 'legal-obligation'],
    ['support', 'ccpa', 'notice'],
  ] as const)(
    '%s under %s rests on %s: no consent can be given',
    (purpose, jurisdiction, basis) => {
      expect(give({ purpose }, { jurisdiction })).toEqual({ kind: 'not-consent-based', basis });
    },
  );
});

describe('what a choice does', () => {
  const expected: Readonly<Record<LegalBasis, readonly [given: string, otherwise: string]>> = {
    consent: ['processing-permitted', 'processing-stopped'],
    'opt-out': ['processing-permitted', 'processing-stopped'],
    'legitimate-interests': ['objection-ended', 'objection-honoured'],
    'public-task': ['objection-ended', 'objection-honoured'],
    contract: ['recorded-without-effect', 'recorded-without-effect'],
    'legal-obligation': ['recorded-without-effect', 'recorded-without-effect'],
    'vital-interests': ['recorded-without-effect', 'recorded-without-effect'],
    notice: ['recorded-without-effect', 'recorded-without-effect'],
  };

  test.each(Object.entries(expected))('under %s', (basis, [given, otherwise]) => {
    expect(choices.map((choice) => effectOf(policy, basis as LegalBasis, choice))).toEqual([
      given,
      otherwise,
      otherwise,
    ]);
  });

  test('FADP Art. 30(2)(b): refusing what needs no justification is an objection', () => {
    expect(choices.map((choice) => effectOf(worldwide(), 'notice', choice, 'ch-fadp'))).toEqual([
      'objection-ended',
      'objection-honoured',
      'objection-honoured',
    ]);
  });

  test('silence permits only what rests on something other than consent', () => {
    const under = (...jurisdictions: Circumstances['jurisdictions']) => ({
      improvement: defaultFor('improvement', person({ jurisdictions })),
      provision: defaultFor('service-provision', person({ jurisdictions })),
      unknown: defaultFor('unknown', person({ jurisdictions })),
    });
    expect(under('gdpr')).toEqual({ improvement: 'deny', provision: 'permit', unknown: 'deny' });
    expect(under('ccpa')).toEqual({ improvement: 'permit', provision: 'permit', unknown: 'deny' });
    expect(under('ccpa', 'gdpr').improvement).toBe('deny');
  });
});

describe('periods', () => {
  const days = ({ validUntil, evidenceUntil }: ReturnType<typeof periodsOf>) =>
    [validUntil, evidenceUntil].map((time) => time && new Date(time).toISOString().slice(0, 10));

  test('a consent lasts two years, its evidence seven more', () => {
    expect(days(periodsOf(policy, { purpose: 'improvement', state: 'given' }, now))).toEqual([
      '2028-11-24',
      '2035-11-24',
    ]);
  });

  test('without a period of its own it lasts as long as it can be shown', () => {
    expect(days(periodsOf(policy, { purpose: 'support', state: 'given' }, now))).toEqual([
      '2033-11-24',
      '2040-11-24',
    ]);
  });

  test('evidence of a refusal is kept from the day on which it was said', () => {
    expect(days(periodsOf(policy, { purpose: 'improvement', state: 'withdrawn' }, now))).toEqual([
      undefined,
      '2033-11-24',
    ]);
  });
});
