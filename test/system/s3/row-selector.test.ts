import { describe, expect, test } from 'vitest';
import { rowSelector } from '../../../lambda/system/s3/row-selector.ts';

const selector = (value: string, type: 'user-id' | 'email' = 'user-id', pointer = '/who/id') =>
  rowSelector({ identifier: type, pointer }, [{ type, value }]);

const judged = (value: string, line: string, ...rest: ['email'?]) => {
  const { judge, mayBeIn } = selector(value, ...rest);
  const bytes = Buffer.from(line);
  // What is passed over without being parsed must not be of the person.
  return mayBeIn(bytes) ? judge(bytes).kind : 'other';
};

describe('a row is of the person', () => {
  test.each([
    ['a string', 'anna', '{"who":{"id":"anna"}}\r\n'],
    ['a string with an escape', 'anna', '{"who":{"id":"\\u0061nna"}}\n'],
    ['a string with an escaped slash', 'a/b', '{"who":{"id":"a\\/b"}}'],
    ['a string with quotation marks', 'a"b', '{"who":{"id":"a\\"b"}}'],
    ['a number', '17', '{"who":{"id":17}}'],
    ['a whole number that was written as a fraction', '17', '{"who":{"id":17.0}}'],
    [
      'more digits than a double has',
      '12345678901234567890',
      '{"who":{"id":12345678901234567890}}',
    ],
    ['the first row, after a byte order mark', 'anna', '\uFEFF{"who":{"id":"anna"}}'],
  ])('with %s', (_what, value, line) => {
    expect(judged(value, line)).toBe('own');
  });

  test('with an e-mail address in other letters', () => {
    expect(judged('anna@example.com', '{"who":{"id":"Anna@Example.COM"}}', 'email')).toBe('own');
  });
});

describe('a row is of nobody, or of another person', () => {
  test.each([
    ['a longer value', 'anna', '{"who":{"id":"annabel"}}'],
    ['the value elsewhere', 'anna', '{"who":{"id":"bob"},"text":"anna"}'],
    ['no value', 'anna', '{"text":"anna"}'],
    ['a value that is an object', 'anna', '{"who":{"id":{"anna":"anna"}}}'],
    ['an inherited name', 'anna', '{"who":"anna"}'],
    ['a number with other digits', '17', '{"who":{"id":17.5}}'],
    ['a number with more digits', '17', '{"who":{"id":170.0}}'],
    ['an array that has no rows of the person', 'anna', '[{"who":{"id":"annabel"}}]'],
    ['a neighbour beyond a double', '12345678901234567891', '{"who":{"id":12345678901234567890}}'],
    ['an empty line', 'anna', '\n'],
  ])('with %s', (_what, value, line) => {
    expect(judged(value, line)).toBe('other');
  });
});

describe('a broken line', () => {
  test.each([
    ['names the person', 'anna', '{"who":{"id":"anna"},"te', 'unreadable'],
    ['names the number of the person', '17', '{"who":{"id":17},"te', 'unreadable'],
    ['is an array of rows, one of the person', 'anna', '[{"who":{"id":"anna"}}]', 'unreadable'],
    ['has the identifier in a longer word', 'anna', 'annabel: hello', 'other'],
    ['has the digits in a longer number', '17', '{"who":{"id":1175', 'other'],
  ])('that %s', (_what, value, line, expected) => {
    expect(judged(value, line)).toBe(expected);
  });
});
