import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparableAddress,
  deliverableAddress,
  holdsInvisible,
} from '../../lambda/value/address.ts';

describe('one mailbox, one form', () => {
  test.each([
    ['capitals of the whole address', 'Ada.Casing@Example.COM', 'ada.casing@example.com'],
    ['spaces around it', '\u00a0 ada@example.org ', 'ada@example.org'],
    ['a dot at the end of the domain', 'ada@example.com.', 'ada@example.com'],
    ['a domain in letters of its language', 'x@bücher.example', 'x@xn--bcher-kva.example'],
    ['the same domain as DNS has it', 'x@XN--bcher-KVA.example', 'x@xn--bcher-kva.example'],
    ['letters and digits of full width', 'x@ｅｘａｍｐｌｅ．ｃｏｍ', 'x@example.com'],
    ['an ideographic full stop', 'x@example。com', 'x@example.com'],
    ['composed and decomposed letters', 'jose\u0301@example.org', 'jos\u00e9@example.org'],
    ['a sharp s that the domain keeps', 'x@straße.de', 'x@xn--strae-oqa.de'],
    ['a capital sharp s', 'STRAẞE@STRAẞE.de', 'straße@xn--strae-oqa.de'],
    ['capitals of other scripts', 'ÄΟΔΟΣ@example.org', 'äοδοσ@example.org'],
    ['quotes that nothing needs', '"ada"@example.org', 'ada@example.org'],
    ['a backslash that nothing needs', '"a\\da"@example.org', 'ada@example.org'],
    ['quotes that something needs', '"A B@c"@Example.org', '"a b@c"@example.org'],
    ['an address of version 4', 'ada@[192.0.2.1]', 'ada@[192.0.2.1]'],
    ['an address of version 6', 'ada@[IPv6:2001:DB8:0::1]', 'ada@[ipv6:2001:db8::1]'],
  ])('%s', (_title, text, form) => {
    expect(comparableAddress(text)).toBe(form);
  });

  test.each([
    ['dots', 'a.d.a@gmail.com', 'ada@gmail.com'],
    ['tags', 'ada+news@gmail.com', 'ada@gmail.com'],
    ['letters that only look alike', 'аda@example.org', 'ada@example.org'],
    ['a sharp s and two', 'straße@example.org', 'strasse@example.org'],
    ['a sharp s and two in the domain', 'x@straße.de', 'x@strasse.de'],
  ])('two that differ in %s can be two people', (_title, one, other) => {
    expect(comparableAddress(one)).not.toBe(comparableAddress(other));
  });
});

describe('RFC 5321 section 4.1.2: what is not an address', () => {
  test.each([
    'ada',
    '@example.com',
    'ada@',
    'a@b@c',
    'a b@example.com',
    '<a@example.com>',
    'mailto:a@example.com',
    'Ada <a@example.com>',
    'a@example.com,b@example.com',
    '.a@example.com',
    'a.@example.com',
    'a..b@example.com',
    '"a"b@example.com',
    '"a""@example.com',
    'a@example..com',
    'a@.example.com',
    'a@example.com..',
    'a@-example.com',
    'a@example-.com',
    'a@exa_mple.com',
    'a@exa mple.com',
    'a@ex%61mple.com',
    'a@example.com/x',
    'a@example.com:25',
    'a@127.0.0.1',
    'a@0x7f.1',
    'a@[127.0.0]',
    'a@[IPv6:zz]',
    'a@[example.com]',
    'a@xn--zz--.com',
    `${'a'.repeat(65)}@example.com`,
    `${'ü'.repeat(33)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
    `a@${'b.'.repeat(130)}com`,
    'a\u0000@example.com',
    'a\u2028b@example.com',
    '\ud800@example.com',
    '',
  ])('%j', (text) => {
    expect(comparableAddress(text)).toBeUndefined();
  });

  test.each([
    ['zero width space at the end', 'z@example.com\u200b'],
    ['zero width space in front', '\u200bz@example.com'],
    ['byte order mark', '\ufeffz@example.com'],
    ['soft hyphen in the domain', 'z@exam\u00adple.com'],
    ['joiner', 'z\u200d@example.com'],
    ['right-to-left override', '\u202ez@example.com'],
    ['a letter without a shape', 'z\u3164@example.com'],
    ['a variation selector', 'z\ufe0f@example.com'],
    ['a tag', 'z\u{e0041}@example.com'],
    ['braille without dots', 'z\u2800@example.com'],
    ['the same in the domain', 'z@exam\u2800ple.com'],
    ['a choseong filler', 'z\u115f@example.com'],
    ['a jungseong filler', 'z\u1160@example.com'],
    ['a filler of half width', 'z\uffa0@example.com'],
    ['a note without a head', 'z\u{1d159}@example.com'],
    ['an Egyptian blank', 'z\u{13441}@example.com'],
  ])('invisible characters: %s', (_title, text) => {
    expect(holdsInvisible(text)).toBe(true);
    expect(comparableAddress(text)).toBeUndefined();
  });
});

describe('RFC 8264 section 9.17: lookalike letters', () => {
  test.each([
    ['a ligature', '\ufb01ona'],
    ['full width', '\uff41da'],
    ['raised', 'ada\u00b2'],
    ['a long s', 'adas\u017f'],
    ['a digraph', 'r\u0133n'],
    ['a mathematical letter', '\u{1d41a}da'],
    ['an Arabic form for display', '\ufe91'],
    ['in quotes', '"\ufb01 ona"'],
  ])('are in no mailbox: %s', (_title, local) => {
    expect(comparableAddress(`${local}@example.org`)).toBeUndefined();
  });

  test('are mapped in a domain, as UTS 46 does', () => {
    expect(comparableAddress('x@\ufb01ona.example')).toBe('x@fiona.example');
  });

  test.each(['น\u0e33', 'ա\u0587', 'straße', '\u212a', 'ｶ'.normalize('NFKC'), '☕'])(
    'do not include letters of living languages: %s',
    (local) => {
      expect(comparableAddress(`${local}@example.org`)).toBeDefined();
    },
  );
});

describe('the address for sending', () => {
  test.each([
    [' Ada.Casing@EXAMPLE.org. ', 'Ada.Casing@example.org'],
    ['"A B"@bücher.example', '"A B"@xn--bcher-kva.example'],
    ['"a@B"@example.org', '"a@B"@example.org'],
  ])('has the mailbox as it was spelt: %j', (text, form) => {
    expect(deliverableAddress(text)).toBe(form);
  });

  test('is undefined for an invalid address', () =>
    expect(deliverableAddress('ada')).toBeUndefined());
});

const addresses = fc
  .tuple(
    fc.stringMatching(/^[a-zA-Z0-9!#$%&'*+\-/=?^_`{|}~äÖñßẞéΣλЖжﬁＡ²]{1,20}$/u),
    fc.domain(),
    fc.constantFrom('', '.', ' '),
  )
  .map(([local, domain, end]) => `${local}@${domain}${end}`);

test('the form is idempotent', () => {
  fc.assert(
    fc.property(fc.oneof(addresses, fc.string({ unit: 'binary' })), (text) => {
      const form = comparableAddress(text);
      if (form !== undefined) expect(comparableAddress(form)).toBe(form);
    }),
    { numRuns: 2_000 },
  );
});

test('neither capitals nor the way a letter is composed nor the end of a domain make another mailbox', () => {
  fc.assert(
    fc.property(addresses, fc.constantFrom('NFC', 'NFD'), fc.boolean(), (text, form, dotted) => {
      const capitals = text.replace(/\p{Ll}/gu, (letter) =>
        Array.from(letter.toUpperCase()).length === 1 ? letter.toUpperCase() : letter,
      );
      const spelt = capitals.normalize(form).trim().replace(/\.$/, '') + (dotted ? '.' : '');

      expect(comparableAddress(spelt)).toBe(comparableAddress(text));
    }),
    { numRuns: 2_000 },
  );
});
