import { describe, expect, test } from 'vitest';
import {
  contactField,
  contentField,
  cursorQuery,
  identifierField,
  lineField,
  localeField,
  purposeId,
  residenceField,
  timeField,
} from '../../../lambda/platform/http/fields.ts';

describe('identifiers', () => {
  test.each([
    { type: 'user-id', value: 'u-4711' },
    { type: 'user-id', value: 'Änne 日本', issuer: 'https://login.example.com' },
    { type: 'email', value: ' Ada.Lovelace+tag@Example.COM ' },
    { type: 'email', value: 'ünï@exämple.de' },
    { type: 'phone', value: '+491511234567' },
    { type: 'device-id', value: '8f14e45f-ceea-4e7a-9c6b' },
  ])('fit: %j', (identifier) => {
    expect(identifierField.parse(identifier)).toEqual(identifier);
  });

  test.each([
    { type: 'email', value: 'ada' },
    { type: 'email', value: 'a@b@c' },
    { type: 'email', value: `${'a'.repeat(65)}@example.com` },
    { type: 'email', value: 'a b@example.com' },
    { type: 'phone', value: '0151 1234567' },
    { type: 'phone', value: '+0123456789' },
    { type: 'phone', value: '+1234567890123456' },
    { type: 'user-id', value: '' },
    { type: 'user-id', value: ' ' },
    { type: 'user-id', value: 'x'.repeat(256) },
    { type: 'user-id', value: 'a\u0000' },
    { type: 'user-id', value: '\ud800' },
    { type: 'user-id', value: 'u', issuer: '' },
    { type: 'user-id', value: 'u', issuer: ' crm' },
    { type: 'user-id', value: 'u', issuer: 'crm\u00a0' },
    { type: 'user-id', value: ' u' },
    { type: 'user-id', value: 'u\u200b' },
    { type: 'user-id', value: 'u', issuer: 'crm\u200b' },
    { type: 'device-id', value: 'd ' },
    { type: 'device-id', value: '\u2060d' },
    { type: 'phone', value: '+4915112\u200b34567' },
    { type: 'phone', value: '+49 30 1234567' },
    { type: 'phone', value: '4.93012E+11' },
    { type: 'phone', value: '0049301234567' },
    { type: 'email', value: '<a@example.com>' },
    { type: 'email', value: 'mailto:a@example.com' },
    { type: 'email', value: 'a1@example.com\u200b' },
    { type: 'email', value: '\u200ba1@example.com' },
    { type: 'user-id', value: 'u', extra: 1 },
    { type: 'oidc', value: 'u' },
    { type: 'user-id' },
  ])('do not fit: %j', (identifier) => {
    expect(identifierField.safeParse(identifier).success).toBe(false);
  });
});

describe('contacts', () => {
  test.each([
    { type: 'email', value: 'ada@example.com' },
    { type: 'phone', value: '+491511234567' },
  ])('fit: %j', (contact) => expect(contactField.parse(contact)).toEqual(contact));

  test.each([
    { type: 'email', value: 'ada@example.com\u200b' },
    { type: 'email', value: '<ada@example.com>' },
    { type: 'email', value: 'a..b@example.com' },
    { type: 'phone', value: '\u202a+491511234567' },
    { type: 'phone', value: '+4' },
  ])('do not fit: %j', (contact) => expect(contactField.safeParse(contact).success).toBe(false));
});

describe('residences', () => {
  test.each(['DE', 'DE-BY', 'US-CO'])('fit: %s', (code) =>
    expect(residenceField.parse(code)).toBe(code),
  );

  test.each([
    ['UK', /^this is not a country of ISO 3166-1.*GB for the United Kingdom/],
    ['XX', /not a country/],
    ['ZZ', /not a country/],
    ['US-ZZ', /not a subdivision of ISO 3166-2/],
    ['de', /in capitals/],
    ['us-co', /in capitals/],
    ['Berlin', /in capitals/],
    ['', /in capitals/],
  ])('do not fit, with the remedy: %s', (code, message) => {
    const issues = residenceField.safeParse(code).error?.issues ?? [];

    expect(issues).toHaveLength(1);
    expect(issues[0]?.message).toMatch(message);
  });
});

describe('times', () => {
  test.each([
    ['2026-11-24T10:00:00Z', Date.UTC(2026, 10, 24, 10)],
    ['2026-11-24T10:00:00.5+02:00', Date.UTC(2026, 10, 24, 8, 0, 0, 500)],
  ])('are milliseconds since the epoch: %s', (text, value) => {
    expect(timeField.parse(text)).toBe(value);
  });

  test.each(['2026-11-24', '2026-11-24T10:00:00', '2026-13-01T00:00:00Z', 'now', ''])(
    'have date, time and offset: %j',
    (text) => expect(timeField.safeParse(text).success).toBe(false),
  );

  test('RFC 3339 section 5.7: a date or time that does not exist is rejected, not adjusted', () => {
    const { error } = timeField.safeParse('2026-02-30T00:00:00Z');

    expect(error?.issues[0]?.message).toContain('a day that exists');
  });
});

describe('content', () => {
  const nested = (levels: number): unknown =>
    JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;

  test.each([null, 0, '', false, [], {}, { a: [1, { b: null }] }, nested(32)])(
    'is any JSON: %j',
    (value) => expect(contentField.parse(value)).toEqual(value),
  );

  test('is required', () => {
    expect(contentField.safeParse(undefined).success).toBe(false);
  });

  test('is at most 32 levels deep, whatever the depth of the input', () => {
    expect(contentField.safeParse(nested(33)).success).toBe(false);
    expect(contentField.safeParse(nested(100_000)).success).toBe(false);
  });
});

describe('ids, locales and pages', () => {
  test.each(['a', 'service-provision', 'a1-b2'])('an id of the policy: %s', (id) => {
    expect(purposeId.parse(id)).toBe(id);
  });

  test.each(['', 'A', 'a--b', '-a', 'a-', 'constructor()', '__proto__', 'a'.repeat(65)])(
    'not an id of the policy: %j',
    (id) => expect(purposeId.safeParse(id).success).toBe(false),
  );

  // RFC 5646 2.1.1: tags compare without regard to case; 2.2.1: five to eight letters are reserved.
  test.each([
    ['en', 'en'],
    ['de-AT', 'de-AT'],
    ['EN', 'en'],
    ['de-at', 'de-AT'],
    ['zh-hans-cn', 'zh-Hans-CN'],
    ['english', 'english'],
  ])('a locale: %s is %s', (locale, canonical) => {
    expect(localeField.parse(locale)).toBe(canonical);
  });

  test.each(['', 'e', 'de_AT', '../en', 'en-', 'abcdefghi'])('not a locale: %j', (locale) => {
    expect(localeField.safeParse(locale).success).toBe(false);
  });

  test('a page has 25 items unless 1 to 100 are requested', () => {
    expect(cursorQuery.parse({})).toEqual({ limit: 25 });
    expect(cursorQuery.parse({ limit: '1', cursor: 'x' })).toEqual({ limit: 1, cursor: 'x' });
    expect(cursorQuery.safeParse({ limit: '101' }).success).toBe(false);
  });

  test.each(['1e1', '0x10', ' 5', '5 ', '+5', '-5', '05', '5.0', '0b1', '', '٥', 'Infinity', '0'])(
    'a page of %j items is rejected',
    (limit) => expect(cursorQuery.safeParse({ limit }).success).toBe(false),
  );
});

describe('lines that people are shown', () => {
  const label = lineField(64);

  test.each(['Grace Example', 'علي', 'می\u200cخواهم', 'क्\u200dष', '👩\u200d💻 Team', 'Ünï'])(
    'have letters of every script, with the joiners that some need: %j',
    (text) => expect(label.parse(text)).toBe(text),
  );

  test.each([
    ...['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\u009b', '\n', '\t', '\u2028', '\u2029'],
    ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'],
    ...['\u200e', '\u200f', '\u061c'],
  ])('have no sign that controls a terminal or reorders text: %j', (sign) => {
    const { error } = label.safeParse(`Grace${sign}Example`);

    expect(error?.issues[0]?.message).toMatch(/^remove /);
  });
});
