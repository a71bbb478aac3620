import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edited } from '../../lambda/text/edits.ts';
import { normalise } from '../../lambda/text/normalise.ts';
import { foundIn, unmarked } from './marked.ts';

test.each([
  ['no-break and other spaces', 'a\u00a0b\u2009c\u3000d', 'a b c d'],
  ['full-width forms', '＋４９　３０', '+49 30'],
  ['dashes', '1\u20132\u20143\u22124\u20105', '1-2-3-4-5'],
  ['what is invisible', 'a\u200bb\u00adc\u2060d\ufeffe\u200d', 'abcde'],
  ['digits of other scripts', '٤١١ ४११ ๔๑๑ 𝟒𝟏𝟏', '411 411 411 411'],
  ['marks after a letter', 'Zoe\u0308', 'Zoë'],
  ['quotes', '\u2018a\u2019 \u201cb\u201d \u00abc\u00bb', '\'a\' "b" "c"'],
  ['ligatures', 'ﬁn', 'fin'],
  ['at and dot', 'jane [at] example [dot] com', 'jane@example.com'],
  ['at and dot, spoken', 'jane at example dot com', 'jane@example.com'],
  ['encoded signs', 'jane%40example.com, joe&#64;example.com', 'jane@example.com, joe@example.com'],
  ['brackets of a program', 'distance(point), a[.], f(dot)', 'distance(point), a[.], f(dot)'],
])('%s', (_, source, expected) => {
  expect(normalise(source).text).toBe(expected);
});

describe('offsets are those of the text as it was sent', () => {
  test.each([
    'Call ⟦phone:+49\u00a0151\u00a023456789⟧ now',
    'Call ⟦phone:＋４９１５１２３４５６７８９⟧ now',
    'card ⟦payment-card:4111\u200b1111\u200b1111\u200b1111⟧ exp',
    'card ⟦payment-card:4111\u20131111\u20131111\u20131111⟧ exp',
    'card ⟦payment-card:4111 1111\n1111 1111⟧ exp',
    '> card ⟦payment-card:4111 1111\n> 1111 1111⟧\n',
    'IBAN ⟦iban:DE89 3704\u00a00044 0532\r\n0130 00⟧ ok',
    'IBAN ⟦iban:ＤＥ８９ 3704 0044 0532 0130 00⟧',
    'SSN ⟦national-id:123\u201145\u20116789⟧',
    'call me at ⟦phone:415-555-\n2671⟧ today',
    'mail ⟦email:jane [at] example [dot] com⟧ soon',
    'mail ⟦email:jane (AT) example.com⟧ soon',
    'mail ⟦email:jane at example dot co dot uk⟧ soon',
    'mail ⟦email:jane＠example．com⟧ soon',
    'mail ⟦email:ja\u00adne@exam\u200bple.com⟧ soon',
    'mail ⟦email:jane arroba example punto com⟧ gracias',
    '😀👩‍👩‍👧 e\u0301 ﬁ ½ ⟦email:jane@example.com⟧ 😀',
    'ＰＷ ｐａｓｓｗｏｒｄ: ⟦secret:ｈｕｎｔｅｒ２⟧',
  ])('%s', (marked) => {
    const { text, found } = unmarked(marked);

    expect(foundIn(text)).toEqual(found);
  });
});

test('normalising twice changes nothing', () => {
  const pieces = fc.constantFrom(
    'a',
    '1',
    ' ',
    '\u00a0',
    '\u0301',
    '\u200b',
    'ﬁ',
    '½',
    '[at]',
    '.',
    '\ud800',
    '😀',
    '\uff9e',
    'ｶ',
    'İ',
    '%40',
    '\u1100',
    '\u1161',
  );

  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
      const { text } = normalise(parts.join(''));
      expect(normalise(text).text).toBe(text);
    }),
    { numRuns: 500 },
  );
});

test('each unit leads back to what it came from, in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (source) => {
      const { text, startInSource, endInSource } = normalise(source);
      let last = 0;
      for (let at = 0; at < text.length; at += 1) {
        const [start, end] = [startInSource(at), endInSource(at + 1)];
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(source.length);
        last = start;
      }
    }),
    { numRuns: 500 },
  );
});

test('an edit that removes text leads to what is left on both sides', () => {
  const { text, startInSource, endInSource } = edited('abcdef', [
    { start: 0, end: 1, text: '' },
    { start: 3, end: 5, text: 'XYZ' },
  ]);

  expect(text).toBe('bcXYZf');
  expect([0, 1, 2, 3, 4, 5].map(startInSource)).toEqual([1, 2, 3, 3, 3, 5]);
  expect([1, 2, 3, 4, 5, 6].map(endInSource)).toEqual([2, 3, 5, 5, 5, 6]);
});
