import { describe, expect, test } from 'vitest';
import { milliseconds } from '../../lambda/value/time.ts';
import { settingsTag } from '../../lambda/subject/change-settings.ts';
import type { Chosen, RequestedSettings } from '../../lambda/subject/model/settings.ts';
import {
  changeOf,
  faultsOf,
  longestPeriod,
  ownPeriod,
} from '../../lambda/subject/model/settings.ts';
import type { Subject } from '../../lambda/subject/model/subject.ts';
import { untouched } from '../../lambda/subject/model/subject.ts';
import { examplePolicy } from '../support/example-policy.ts';

const policy = examplePolicy;
const now = milliseconds(Date.parse('2026-11-24T12:00:00Z'));
const email = (value: string) => ({ type: 'email', value }) as const;

const chosen: Chosen = {
  settings: { ...untouched, retention: { 'prompt-text': 'P7D' }, training: 'off', locale: 'de' },
  residence: 'DE',
  contact: email('ada@example.org'),
};

const pointersOf = (
  requested: RequestedSettings,
  settings = chosen.settings,
  rules = policy,
): string[] => faultsOf(rules, requested, settings, now).map(({ pointer }) => pointer);

describe('what can be set', () => {
  test('GDPR Art. 25(2): a period is shorter than the longest of the purposes, in days at least', () => {
    const longest = longestPeriod(policy, 'prompt-text', now)!;
    const of = (period: string) => pointersOf({ retention: { 'prompt-text': period } });

    expect(of('P7D')).toEqual([]);
    expect(of('P1D')).toEqual([]);
    expect(of(longest)).toEqual(['/retention/prompt-text']);
    expect(of('P99Y')).toEqual(['/retention/prompt-text']);
  });

  test('no period is shorter than what the policy calls the shortest', () => {
    const settings = {
      ...policy.settings,
      retention: { categories: ['feedback'], shortest: 'P1W' },
    };
    const of = (period: string) =>
      pointersOf({ retention: { feedback: period } }, untouched, { ...policy, settings });

    expect(of('P7D')).toEqual([]);
    expect(of('P6D')).toEqual(['/retention/feedback']);
  });

  test('the longest period is that of the purpose which keeps longest', () => {
    const purposes = Object.fromEntries(
      ['P30D', 'P2Y', 'P5M'].map((retention, index) => [
        `purpose-${index}`,
        { ...policy.purposes['support']!, categories: ['feedback'], retention },
      ]),
    );

    expect(longestPeriod({ ...policy, purposes }, 'feedback', now)).toBe('P2Y');
    expect(longestPeriod({ ...policy, purposes }, 'prompt-text', now)).toBeUndefined();
  });

  test.each([
    ['a category that is not offered', 'safety-score', 'P1D', '/retention/safety-score'],
    ['null for a category that is not offered', 'safety-score', null, '/retention/safety-score'],
    ['a category that nobody knows, without repeating it', 'horoscope', 'P1D', '/retention'],
    ['a name of the prototype', 'constructor', 'P1D', '/retention'],
  ])('refuses %s', (_title, category, period, pointer) => {
    expect(pointersOf({ retention: { [category]: period } })).toEqual([pointer]);
  });

  test('a policy that offers nothing takes nothing, and tells where', () => {
    const closed = { ...policy, settings: {} };
    const requested: RequestedSettings = {
      training: 'off',
      personalisation: 'on',
      storage: 'off',
      retention: { feedback: 'P1D' },
    };

    expect(pointersOf(requested, untouched, closed)).toEqual([
      '/training',
      '/personalisation',
      '/storage',
      '/retention/feedback',
    ]);
    expect(pointersOf({ locale: 'de', residence: 'FR' }, untouched, closed)).toEqual([]);
  });

  test('what was set while it was offered can be taken back', () => {
    const closed = { ...policy, settings: {} };

    expect(pointersOf({ retention: { 'prompt-text': null } }, chosen.settings, closed)).toEqual([]);
    expect(pointersOf({ retention: { 'prompt-text': 'P1D' } }, chosen.settings, closed)).toEqual([
      '/retention/prompt-text',
    ]);
  });

  test('refusals say what to send', () => {
    const messages = faultsOf(
      policy,
      { retention: { 'prompt-text': 'P99Y', 'safety-score': 'P1D' } },
      untouched,
      now,
    ).map(({ message }) => message);

    expect(messages).toEqual([
      `send less than ${longestPeriod(policy, 'prompt-text', now)}, or null`,
      'leave this out: it cannot be set here',
    ]);
  });
});

describe('what a wish comes to', () => {
  const of = (requested: RequestedSettings, from = chosen) =>
    changeOf(policy, from, requested, now);

  test.each<[RequestedSettings, string[]]>([
    [{}, []],
    [{ training: 'off', storage: 'on', locale: 'de', residence: 'DE' }, []],
    [{ retention: { 'prompt-text': 'P7D', feedback: null } }, []],
    [{ contact: email('ada@example.org') }, []],
    [{ training: 'on' }, ['training-on']],
    [{ storage: 'off', personalisation: 'off' }, ['personalisation-off', 'storage-off']],
    [{ retention: { 'prompt-text': 'P3D', feedback: 'P3D' } }, ['retention']],
    [{ retention: { 'prompt-text': null } }, ['retention']],
    [{ locale: null }, ['locale']],
    [{ residence: 'FR' }, ['residence']],
    [{ residence: null }, ['residence']],
    [{ contact: null }, ['contact']],
    [{ contact: { type: 'phone', value: 'ada@example.org' } }, ['contact']],
  ])('%j changes %j', (requested, words) => {
    expect(of(requested).words).toEqual(words);
  });

  test('null takes back, what is absent stays', () => {
    expect(of({}).next).toEqual(chosen);
    expect(
      of({ retention: { 'prompt-text': null }, locale: null, residence: null, contact: null }).next,
    ).toEqual({ settings: { ...untouched, training: 'off' } });
    expect(of({ retention: { feedback: 'P3D' }, storage: 'off', locale: 'fr' }).next).toEqual({
      ...chosen,
      settings: {
        ...chosen.settings,
        retention: { 'prompt-text': 'P7D', feedback: 'P3D' },
        storage: 'off',
        locale: 'fr',
      },
    });
    expect(of({ residence: 'FR', contact: email('a@b.example') }).next).toEqual({
      settings: chosen.settings,
      residence: 'FR',
      contact: email('a@b.example'),
    });
  });

  test.each<RequestedSettings>([
    { training: 'off' },
    { storage: 'off', personalisation: 'off' },
    { retention: { 'prompt-text': 'P1D' } },
    { retention: { 'prompt-text': 'P7D', feedback: 'P1W' } },
    { locale: 'fr' },
    { locale: null },
    { residence: 'DE', contact: email('ada@example.org'), personalisation: 'on' },
  ])('GDPR Art. 7(3), 21(4); Civ. Code 1798.135(c)(1): %j needs no recent sign-in', (requested) => {
    expect(of(requested).needsRecentSignIn).toBe(false);
  });

  test.each<RequestedSettings>([
    { training: 'on' },
    { training: 'on', storage: 'off' },
    { retention: { 'prompt-text': 'P8D' } },
    { retention: { 'prompt-text': null } },
    { retention: { 'prompt-text': 'P2W', feedback: 'P1D' } },
    { residence: 'FR' },
    { residence: null },
    { contact: email('eve@example.org') },
    { contact: null },
  ])('GDPR Art. 32, RFC 9470: %j needs a recent sign-in', (requested) => {
    expect(of(requested).needsRecentSignIn).toBe(true);
  });

  test('a period of one\u2019s own is what the person set, not what objects inherit', () => {
    expect(ownPeriod(chosen.settings, 'prompt-text')).toBe('P7D');
    expect(ownPeriod(chosen.settings, 'feedback')).toBeUndefined();
    expect(ownPeriod(chosen.settings, 'constructor')).toBeUndefined();
  });
});

test('RFC 9110 section 8.8.3: the tag does not depend on the order in which a map is read', () => {
  const tagWith = (retention: Record<string, string>) =>
    settingsTag({ policy }, { settings: { ...untouched, retention } } as Subject);

  const tag = tagWith({ 'prompt-text': 'P7D', feedback: 'P9D' });

  expect(tagWith({ feedback: 'P9D', 'prompt-text': 'P7D' })).toBe(tag);
  expect(tagWith({ feedback: 'P7D', 'prompt-text': 'P9D' })).not.toBe(tag);
});
