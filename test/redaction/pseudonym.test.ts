import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  findPseudonyms,
  mayBeToken,
  tokensOf,
  writePseudonym,
} from '../../lambda/redaction/model/pseudonym.ts';
import { outsidePseudonyms } from '../../lambda/redaction/model/redact.ts';
import { openSearch } from '../../lambda/text/search.ts';
import { examplePolicy } from '../support/example-policy.ts';

const valuesOutside = (text: string, values: readonly string[]) =>
  outsidePseudonyms(
    text,
    values.map((value) => {
      const start = text.indexOf(value);
      return { type: 'person' as const, start, end: start + value.length };
    }),
  ).map(({ start, end }) => text.slice(start, end));

describe('what is in the form of a pseudonym', () => {
  test.for([
    '[IBAN_de89370400440532013000]',
    '[PAYMENT_CARD_4111111111111111]',
    '[PERSON_murray]',
    '[PERSON_hansens]',
  ])('hides no value that can be no token: %s', (text) => {
    const value = text.slice(text.lastIndexOf('_') + 1, -1);

    expect(valuesOutside(text, [value])).toEqual([value]);
  });

  test('stays whole where a finding reaches into it or around it', () => {
    const text = 'Mr. [PERSON_x7k2m9] Smith, [EMAIL_x7k2m9]';

    expect(valuesOutside(text, ['Mr. [', 'PERSON', '] Smith'])).toEqual(['Mr. ', ' Smith']);
    expect(valuesOutside(text, [text])).toEqual(['Mr. ', ' Smith, ']);
  });

  test.for(['[person_', 'EMAIL_', String.raw`\[`, '[date of ', '[ \n', '[email_aaaaaaaaaa    '])(
    'is looked for in linear time: %j',
    (unit) => {
      const started = performance.now();

      findPseudonyms(unit.repeat(2 ** 20 / unit.length));

      expect(performance.now() - started).toBeLessThan(1_000);
    },
  );

  test('and findings among as many pseudonyms take linear time', () => {
    const unit = '[EMAIL_x7k2m9] a@b.co ';
    const findings = Array.from({ length: 45_000 }, (_, n) => ({
      ...{ type: 'email' as const, start: n * unit.length + 15, end: n * unit.length + 21 },
    }));
    const started = performance.now();

    expect(outsidePseudonyms(unit.repeat(45_000), findings)).toEqual(findings);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('redacting a JSON value', () => {
  const { redactContent } = openSearch(examplePolicy.texts);

  test('takes addresses out of names of fields and loses no field', () => {
    const value = { 'alex@example.org': 1, 'sam@example.org': { Grant: 4111111111111111 } };

    const { content, counts } = redactContent(value);

    expect(content).toEqual({ '[EMAIL]': 1, '[EMAIL] 2': { Grant: '[PAYMENT_CARD]' } });
    expect(counts).toEqual({ email: 2, 'payment-card': 1 });
    expect(redactContent(content).content).toEqual(content);
  });

  test('looks in names of fields for the types that were asked for only', () => {
    const value = { 'alex@example.org': 1 };

    expect(redactContent(value, ['payment-card']).content).toEqual(value);
    expect(redactContent(value, ['person']).content).toEqual(value);
  });
});

test('a token begins with a letter, so that it cannot be a number, and reads as one again', () => {
  for (let n = 0; n < 2_000; n += 1) {
    const hash = createHash('sha256').update(String(n)).digest('base64url');
    for (const token of tokensOf(hash)) {
      expect(mayBeToken(token)).toBe(true);
      const [written] = findPseudonyms(writePseudonym({ type: 'email', token }).toUpperCase());
      expect(written?.token).toBe(token);
    }
  }
});
