import { describe, expect, test } from 'vitest';
import { faultOfPlace, isCountry } from '../../lambda/policy/places.ts';
import { subdivisions, undivided } from '../../lambda/policy/places-list.ts';

describe('a residence exists', () => {
  test.each(['DE', 'DE-BY', 'US', 'US-CO', 'US-DC', 'GB', 'GB-SCT', 'CH-GE', 'BR', 'AX', 'FR-75C'])(
    '%s',
    (code) => expect(faultOfPlace(code)).toBeUndefined(),
  );

  test.each(['UK', 'XX', 'ZZ', 'EU', 'EZ', 'UN', 'XK', 'XA', 'AC', 'SU', 'AN', 'QO', 'UK-ENG', ''])(
    '%s is no country',
    (code) => expect(faultOfPlace(code)?.message).toBe('is not a country of ISO 3166-1.'),
  );

  test.each(['US-ZZ', 'DE-CA', 'AX-01', 'US-', 'US-CA-LA', 'DE-B'])(
    '%s is no part of one',
    (code) => expect(faultOfPlace(code)?.message).toBe('is not a subdivision of ISO 3166-2.'),
  );

  test('no name that objects inherit is a place', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      expect(faultOfPlace(name)).toBeDefined();
      expect(faultOfPlace(`US-${name}`)).toBeDefined();
    }
  });
});

describe('the list', () => {
  const codes = [...Object.keys(subdivisions), ...undivided.split(' ')];

  test('has the 249 countries of ISO 3166-1, each once', () => {
    expect(codes).toHaveLength(249);
    expect(new Set(codes).size).toBe(249);
  });

  test('has no country that Unicode does not know', () => {
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

    expect(codes.filter((code) => names.of(code) === undefined)).toEqual([]);
    expect(codes.every(isCountry)).toBe(true);
  });

  test('has subdivisions of one to three letters and digits, each once', () => {
    for (const [country, text] of Object.entries(subdivisions)) {
      const parts = text.split(' ');
      expect(parts.filter((part) => !/^[A-Z0-9]{1,3}$/.test(part))).toEqual([]);
      expect(new Set(parts).size, country).toBe(parts.length);
    }
  });

  test('has every state of the United States, and the District of Columbia', () => {
    expect(subdivisions['US']?.split(' ').length).toBe(57);
  });
});
