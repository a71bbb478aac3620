import { describe, expect, test } from 'vitest';
import { loadPolicyOrThrow } from '../../lambda/policy/loader.ts';
import {
  jurisdictionOf,
  jurisdictionsOf,
  mayClaim,
  normalise,
  sameIdentifier,
} from '../../lambda/subject/subject.ts';

const policy = loadPolicyOrThrow('policy');

describe('identifiers are compared in one form', () => {
  test.each([
    ['domain of an address in lower case', 'email', 'Ada@EXAMPLE.org', 'Ada@example.org'],
    ['spaces around it do not count', 'email', '  ada@example.org ', 'ada@example.org'],
    ['dots are never stripped', 'email', 'a.d.a@gmail.com', 'a.d.a@gmail.com'],
    ['tags are never stripped', 'email', 'ada+news@gmail.com', 'ada+news@gmail.com'],
    ['only what follows the last @ is a domain', 'email', '"A@B"@C.org', '"A@B"@c.org'],
    ['composed and decomposed letters are the same', 'user-id', 'Jose\u0301', 'Jos\u00e9'],
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

  test('an address belongs to no issuer', () => {
    const identifier = { type: 'email', value: 'ada@example.org', issuer: 'crm' } as const;

    expect(normalise(identifier)).toEqual({ type: 'email', value: 'ada@example.org' });
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
