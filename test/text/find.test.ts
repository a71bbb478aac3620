import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { find } from '../../lambda/text/find.ts';
import { textTypes } from '../../lambda/text/finding.ts';
import { compileRules, RuleError } from '../../lambda/text/rules.ts';
import { foundIn, shown, unmarked } from './marked.ts';

describe('overlaps', () => {
  test.each([
    '⟦url:https://jane:pw@example.com/?mail=jane@example.com&ip=192.0.2.1⟧',
    'mail ⟦email:4155552671@example.com⟧ or ⟦email:192.0.2.1@example.com⟧',
    'IBAN ⟦iban:DE89370400440532013000⟧, not 370400440532013000',
    'phone ⟦phone:+1 415 555 2671⟧, card ⟦payment-card:4111111111111111⟧',
    'SSN ⟦national-id:123-45-6789⟧ phone ⟦phone:123-456-7890⟧',
  ])('%s', (marked) => {
    const { text, found } = unmarked(marked);

    expect(foundIn(text)).toEqual(found);
  });

  test('a name gives the part to an address that is in it, and remains', () => {
    const text = 'Dear Jane Doe, write to Dr. Jane Doe jane@example.com.';

    expect(find(text, { types: ['person', 'email'] }).map((each) => shown(text, each))).toEqual([
      'person:Jane Doe',
      'person:Dr. Jane Doe',
      'email:jane@example.com',
    ]);
  });
});

describe('options', () => {
  const text = 'jane@example.com from 192.0.2.1';

  test('only the types that are asked for', () => {
    expect(foundIn(text, { types: ['ip-address'] })).toEqual(['ip-address:192.0.2.1']);
    expect(foundIn(text, { types: [] })).toEqual([]);
  });

  test('a number without a country is one of the region of the locale', () => {
    const swiss = 'Ich bin unter dem Büro 044 668 18 00 da; sonst 0446681800.';
    const numbers = foundIn(swiss, { locale: 'de-CH' });

    expect(numbers).toEqual(['phone:044 668 18 00', 'phone:0446681800']);
    expect(foundIn(text, { locale: 'no such locale' })).toEqual(foundIn(text));
  });
});

describe('rules of an operator', () => {
  test('patterns, denied and allowed texts', () => {
    const rules = compileRules({
      patterns: [{ type: 'username', pattern: String.raw`\bEMP-\d{5}\b` }],
      deny: [{ type: 'organisation', text: 'Project Falcon' }],
      allow: ['Support@Example.com'],
    });
    const text =
      'EMP-12345 leads PROJECT Falcon; project falconry, support@example.com, a@example.com';

    expect(foundIn(text, { rules, types: textTypes.filter((type) => type !== 'person') })).toEqual([
      'username:EMP-12345',
      'organisation:PROJECT Falcon',
      'email:a@example.com',
    ]);
  });

  test.each([
    ['Isaac ⟦Newton⟧ met Anna Schmidt.', ['Isaac', 'Anna Schmidt']],
    ['My colleague Anna ⟦newton⟧ Schmidt is here.', ['Anna', 'Schmidt']],
    ['Dear ⟦Newton⟧, I met Dr. ⟦Newton⟧ and Mr ⟦NEWTON⟧ today.', []],
    ['I met J. ⟦Newton⟧ of the ⟦Acme  Labs⟧ there.', []],
    [
      'My colleague Anna Newton-Schmidt and Peter Newtonian are here.',
      ['Anna Newton-Schmidt', 'Peter Newtonian'],
    ],
  ])('of a name, what is allowed is cut out: %s', (marked, left) => {
    const text = marked.replaceAll(/[⟦⟧]/g, '');
    const rules = compileRules({ allow: ['Newton', 'Acme Labs', ' '] });

    expect(find(text, { rules }).map(({ start, end }) => text.slice(start, end))).toEqual(left);
  });

  test('what is allowed is no part of a number or an address', () => {
    const rules = compileRules({ allow: ['12', 'example', 'Oak'] });
    const text = 'jane@example.com, 12 Oak Street, +1 415 555 2612';

    expect(find(text, { rules }).map((each) => shown(text, each))).toEqual([
      'email:jane@example.com',
      'postal-address:12 Oak Street',
      'phone:+1 415 555 2612',
    ]);
  });

  test('a pattern that is none of RE2 is rejected, with its place', () => {
    const compiled = (pattern: string) => () =>
      compileRules({
        patterns: [
          { type: 'username', pattern: 'a' },
          { type: 'username', pattern },
        ],
      });

    expect(compiled(String.raw`(a)\1`)).toThrow(RuleError);
    expect(compiled('(')).toThrow('patterns[1] is no pattern of RE2');
    expect(compiled('(a+)+$')).not.toThrow();
  });
});

describe('any text', () => {
  const fragments = fc.constantFrom(
    'jane@example.com',
    '+1 415 555 2671',
    '4111 1111 1111 1111',
    'DE89370400440532013000',
    '192.0.2.1',
    'https://a.example.com/b',
    ' is my password: ',
    'Dr. Jane Doe',
    '[at]',
    '\ud800',
    '\udc00',
    '😀',
    '\u0301',
    '\u200b',
    '½',
    '"',
    '\n',
    ' ',
    '://',
    '@',
    '-',
    'İ',
    'born 1 May 1990',
    '-----BEGIN PRIVATE KEY-----',
    '12 Oak Street',
    '\0',
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 })
      .map((units) => String.fromCharCode(...units)),
    fc.array(fragments, { maxLength: 25 }).map((parts) => parts.join('')),
  );

  test('findings are in it, in order, without overlap, and the same again', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(undefined, true, false), (text, prose) => {
        const found = find(text, prose === undefined ? {} : { prose });
        let last = 0;
        for (const { start, end, score, type } of found) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(textTypes).toContain(type);
          last = end;
        }
        expect(find(text, prose === undefined ? {} : { prose })).toEqual(found);
      }),
      { numRuns: 1_000 },
    );
  });

  test('what is found of one type is found when only that type is asked for', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...textTypes), (text, type) => {
        const all = find(text).filter((each) => each.type === type);
        const alone = find(text, { types: [type] });
        for (const { start, end } of all) {
          expect(alone.some((each) => each.start <= start && each.end >= end)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
