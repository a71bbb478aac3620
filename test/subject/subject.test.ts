import { describe, expect, test } from 'vitest';
import type { Identifier } from '../../lambda/subject/model/subject.ts';
import {
  isBelowAge,
  jurisdictionOf,
  jurisdictionsOf,
  mayClaim,
  normalise,
  sameIdentifier,
} from '../../lambda/subject/model/subject.ts';
import { examplePolicy } from '../support/example-policy.ts';

const policy = examplePolicy;

describe('identifiers are compared in one form', () => {
  test.each([
    ['an address in lower case as a whole', 'email', 'Ada@EXAMPLE.org', 'ada@example.org'],
    [
      'an address with one domain, however it is spelt',
      'email',
      'a@bücher.de.',
      'a@xn--bcher-kva.de',
    ],
    ['spaces around it do not count', 'email', '  ada@example.org ', 'ada@example.org'],
    ['dots are never stripped', 'email', 'a.d.a@gmail.com', 'a.d.a@gmail.com'],
    ['tags are never stripped', 'email', 'ada+news@gmail.com', 'ada+news@gmail.com'],
    ['only what follows the last @ is a domain', 'email', '"A@B"@C.org', '"a@b"@c.org'],
    [
      'ids are opaque: composed and decomposed letters differ',
      'user-id',
      'Jose\u0301',
      'Jose\u0301',
    ],
    ['spaces around a telephone number do not count', 'phone', ' +4930123456 ', '+4930123456'],
    ['case of a user id is kept', 'user-id', 'U-1815', 'U-1815'],
    ['a telephone number is kept', 'phone', '+4930123456', '+4930123456'],
  ] as const)('%s', (_title, type, value, expected) => {
    expect(normalise({ type, value })).toEqual({ type, value: expected });
  });

  test('a user id named with its issuer is the primary identity (issuer, sub)', () => {
    const identifier = {
      type: 'user-id',
      value: 'u-1',
      issuer: 'https://login.example.com',
    } as const;

    expect(normalise(identifier)).toEqual({ ...identifier, type: 'oidc' });
  });

  test('a user id of another system of the operator is none', () => {
    const identifier = { type: 'user-id', value: 'u-1', issuer: 'crm' } as const;

    expect(normalise(identifier)).toEqual(identifier);
  });

  test('an address belongs to no issuer', () => {
    const identifier = { type: 'email', value: 'ada@example.org', issuer: 'crm' } as const;

    expect(normalise(identifier)).toEqual({ type: 'email', value: 'ada@example.org' });
  });

  test.each<[string, Identifier, Identifier]>([
    [
      'what is no address stays as it is',
      { type: 'email', value: 'ADA' },
      { type: 'email', value: 'ADA' },
    ],
    [
      'a telephone number belongs to no issuer',
      { type: 'phone', value: ' +4930123456 ', issuer: 'crm' },
      { type: 'phone', value: '+4930123456' },
    ],
    [
      'a device belongs to the system that named it',
      { type: 'device-id', value: ' d ', issuer: 'crm' },
      { type: 'device-id', value: ' d ', issuer: 'crm' },
    ],
    [
      'a device that no system named is one of its own',
      { type: 'device-id', value: ' d ' },
      { type: 'device-id', value: ' d ' },
    ],
    [
      'a sub is compared as its issuer wrote it (OpenID Connect Core section 2)',
      { type: 'oidc', value: ' Sub ', issuer: 'https://a.example' },
      { type: 'oidc', value: ' Sub ', issuer: 'https://a.example' },
    ],
    ['a sub without issuer has none', { type: 'oidc', value: 's' }, { type: 'oidc', value: 's' }],
  ])('%s', (_title, identifier, expected) => {
    expect(normalise(identifier)).toStrictEqual(expected);
  });

  test('normalising twice changes nothing more', () => {
    const once = normalise({ type: 'email', value: ' Ada@EXAMPLE.org ' });

    expect(normalise(once)).toEqual(once);
  });
});

describe('the jurisdiction follows from declared residence', () => {
  test.each([
    ['a country', 'DE', 'gdpr'],
    ['a subdivision of its own', 'US-CA', 'ccpa'],
    ['a subdivision counts as its country where the policy names only that', 'DE-BE', 'gdpr'],
    ['elsewhere: the default', 'US-NY', 'gdpr'],
    ['nothing declared: the default', undefined, 'gdpr'],
  ] as const)('%s', (_title, residence, expected) => {
    expect(jurisdictionOf(policy, residence && { residence })).toBe(expected);
  });
});

test('a subdivision without an entry of its own has the law of its country, not the default', () => {
  const { jurisdictions } = policy;
  const rules = {
    jurisdictions: { ...jurisdictions, residences: { CH: 'ch-fadp', 'CH-GE': 'gdpr' } as const },
  };

  expect(jurisdictionOf(rules, { residence: 'CH-ZH' })).toBe('ch-fadp');
  expect(jurisdictionOf(rules, { residence: 'CH-GE' })).toBe('gdpr');
});

describe('where what the person declares and what a service tells disagree', () => {
  test.each([
    ['the declared residence comes first, and both laws apply', 'US-CA', 'DE', ['ccpa', 'gdpr']],
    ['the same law is one law', 'AT', 'DE', ['gdpr']],
    ['what is declared alone decides', 'US-CA', undefined, ['ccpa']],
    ['what a service tells decides where nothing is declared', undefined, 'US-CA', ['ccpa']],
    ['where nothing is known, the default', undefined, undefined, ['gdpr']],
    ['a country without a law of its own falls to the default', 'US-NY', 'US-CA', ['gdpr', 'ccpa']],
  ] as const)('%s', (_title, declaredResidence, residence, expected) => {
    expect(jurisdictionsOf(policy, { declaredResidence, residence })).toEqual(expected);
  });
});

describe('GDPR Art. 8(1), Civ. Code 1798.120(c): who counts as below an age', () => {
  const unknownAge = (treated: 'adult' | 'minor') => ({
    minors: { ...policy.minors, unknownAge: treated },
  });

  test.each([
    ['a band that reaches below it does', '13-to-15', 16, true],
    ['a band that begins with it does not', '16-to-17', 16, false],
    ['an adult never does', 'adult', 16, false],
    ['a small child does', 'under-13', 13, true],
  ] as const)('%s', (_title, ageBand, age, expected) => {
    expect(isBelowAge({ ageBand, policy }, age)).toBe(expected);
  });

  test('of an unknown age the policy says', () => {
    expect(isBelowAge({ policy: unknownAge('minor') }, 16)).toBe(true);
    expect(isBelowAge({ policy: unknownAge('adult') }, 16)).toBe(false);
  });
});

describe('two identifiers are the same', () => {
  const one = { type: 'user-id', value: 'u', issuer: 'crm' } as const;

  test.each([
    ['in type, value and issuer', { ...one }, true],
    ['not with another type', { ...one, type: 'device-id' }, false],
    ['not with another value', { ...one, value: 'v' }, false],
    ['not with another issuer', { ...one, issuer: 'erp' }, false],
    ['not without an issuer', { type: 'user-id', value: 'u' }, false],
  ] as const)('%s', (_title, other, expected) => {
    expect(sameIdentifier(one, other)).toBe(expected);
  });
});

describe('an address joins a sign-in only while its owner is the same account', () => {
  const claim = { issuer: 'https://a.example', alias: '01' };

  test.each([
    ['nobody has claimed it', [], true],
    ['the same account has', [claim], true],
    ['an account of another issuer has', [{ issuer: 'https://b.example', alias: '02' }], true],
    ['another account of the same issuer has', [{ ...claim, alias: '03' }], false],
  ] as const)('%s', (_title, claims, expected) => {
    expect(mayClaim(claims, claim)).toBe(expected);
  });
});
