import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isKeyPart, prefixesOf } from '../../../lambda/system/s3/person-prefix.ts';

const user = (value: string) => [{ type: 'user-id', value }] as const;

describe('the prefix of a person', () => {
  test('has each identifier of the type that the settings name, and no other', () => {
    const identifiers = [
      ...user('anna'),
      ...user('anna-before'),
      ...user('anna'),
      { type: 'email', value: 'anna@example.com' },
    ] as const;

    expect(prefixesOf('chats/{user-id}/files/', identifiers)).toEqual([
      { type: 'user-id', prefix: 'chats/anna/files/' },
      { type: 'user-id', prefix: 'chats/anna-before/files/' },
    ]);
    expect(prefixesOf('{phone}/', identifiers)).toEqual([]);
  });

  test.each([
    ['a slash', 'anna/chats'],
    ['a way up', '../bob'],
    ['one dot', '.'],
    ['two dots', '..'],
    ['two encoded dots', '%2E%2e'],
    ['a backslash', '..\\bob'],
    ['a control character', 'anna\u0000'],
    ['nothing', ''],
    ['half a surrogate pair', '\ud800'],
    ['more bytes than a key has', 'ä'.repeat(600)],
  ])('is refused for an identifier with %s', (_what, value) => {
    expect(() => prefixesOf('chats/{user-id}/', user(value))).toThrow(
      expect.objectContaining({ code: 'unsafe-identifier' }),
    );
  });

  test('of one person never begins the key of another', () => {
    const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter(isKeyPart);
    fc.assert(
      fc.property(
        fc.tuple(part, part).filter(([one, other]) => one !== other),
        fc.constantFrom('chats/{user-id}/', '{user-id}/', 'u-{user-id}/files/', 'a/b-{user-id}/c'),
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        ([one, other], template, rest) => {
          const [own] = prefixesOf(template, user(one));
          const [others] = prefixesOf(template, user(other));
          expect(`${others?.prefix}${rest}`.startsWith(own?.prefix ?? '')).toBe(false);
        },
      ),
    );
  });
});
