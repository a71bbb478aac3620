import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseText } from '../../lambda/notice/model/notice.ts';
import { localeField } from '../../lambda/platform/http/fields.ts';
import { conventionalCase, isLocale, lookUp } from '../../lambda/policy/locale.ts';
import { locale as localeOfPolicy } from '../../lambda/policy/fields.ts';
import { policy } from './policies.ts';

/** Appendix A of RFC 5646, and tags that browsers send. */
const wellFormed = [
  'de',
  'i-enochian',
  'zh-Hant',
  'sr-Latn-RS',
  'zh-cmn-Hans-CN',
  'zh-yue-HK',
  'sl-rozaj-biske-1994',
  'de-CH-1901',
  'hy-Latn-IT-arevela',
  'en-US',
  'es-419',
  'az-Arab-x-AZE-derbend',
  'x-whatever',
  'qaa-Qaaa-QM-x-southern',
  'en-US-u-islamcal',
  'en-a-myext-b-another',
  'zh-Hans-CN',
  'en-GB-oed',
  'zh-min-nan',
  'sgn-BE-FR',
  'haw',
];
const misshapen = [
  '',
  'e',
  '-',
  'en_US',
  'de-',
  'en--US',
  'en-US-u',
  'x',
  'x-',
  'de-419-DE',
  'a-DE',
  'abcdefghi',
  'de-x-abcdefghi',
  'i-nothing',
  ' de',
  'de\n',
  `x-${'a-'.repeat(200)}a`,
];

describe('a language tag', () => {
  test.each(wellFormed)('%s is well formed, in any case', (tag) => {
    for (const written of [tag, tag.toUpperCase(), tag.toLowerCase()]) {
      expect(isLocale(written)).toBe(true);
      expect(conventionalCase(written)).toBe(conventionalCase(tag));
    }
  });

  test.each(misshapen)('"%s" is none', (tag) => {
    expect(isLocale(tag)).toBe(false);
    expect(localeField.safeParse(tag).success).toBe(false);
  });

  test.each([
    ['ZH-HANS-CN', 'zh-Hans-CN'],
    ['en-us', 'en-US'],
    ['mn-cyrl-mn', 'mn-Cyrl-MN'],
    ['SL-ROZAJ-1994', 'sl-rozaj-1994'],
    ['en-ca-x-ca', 'en-CA-x-ca'],
    ['de-ch-u-co-phonebk', 'de-CH-u-co-phonebk'],
    ['X-PRIVATE-AB', 'x-private-ab'],
  ])('RFC 5646 section 2.1.1: %s is written %s', (sent, written) => {
    expect(localeField.parse(sent)).toBe(written);
  });

  test('whatever Intl takes is taken', () => {
    const subtag = fc.stringMatching(/^[a-zA-Z0-9]{1,8}$/);
    fc.assert(
      fc.property(fc.array(subtag, { minLength: 1, maxLength: 6 }), (subtags) => {
        const tag = subtags.join('-');
        try {
          Intl.getCanonicalLocales(tag);
        } catch {
          return true;
        }
        return isLocale(tag);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the policy writes it in one case, because it names files', () => {
    expect(localeOfPolicy.safeParse('zh-Hans').success).toBe(true);
    expect(localeOfPolicy.safeParse('zh-hans').success).toBe(false);
    expect(localeOfPolicy.safeParse('../en').success).toBe(false);
  });
});

describe('the best text there is', () => {
  const there = ['en', 'pt-BR', 'zh-Hant', 'zh-Hans', 'de-CH'];

  test.each([
    ['zh-Hans-CN', 'zh-Hans'],
    ['ZH-HANT-TW-x-a', 'zh-Hant'],
    ['zh-TW', 'zh-Hant'],
    ['pt', 'pt-BR'],
    ['de', 'de-CH'],
    ['en-GB-oed', 'en'],
    ['haw', undefined],
    ['x-private', undefined],
    [undefined, undefined],
  ])('of %s is %s', (wanted, found) => {
    expect(lookUp(there, wanted)).toBe(found);
  });

  test.each([...wellFormed, undefined])('for %s a notice has a text', (locale) => {
    expect(chooseText(policy, 'assistant', locale)?.markdown).toBeTruthy();
  });
});
