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
    ['names the person with an escape', 'anna', '{"who":{"id":"\\u0061nna"},"te', 'unreadable'],
    ['names the person with an escaped slash', 'a/b', '[{"who":{"id":"a\\/b"}}]', 'unreadable'],
    ['has the number as a fraction', '17', '{"who":{"id":17.0},"te', 'unreadable'],
    ['has a smiling face as two escapes', '😀', '{"who":{"id":"\\ud83d\\uDE00"', 'unreadable'],
  ])('that %s', (_what, value, line, expected) => {
    expect(judged(value, line)).toBe(expected);
  });
});

describe('a row with a name that comes twice in an object is of no one for certain', () => {
  test.each([
    ['the first value is of the person', '{"who":{"id":"anna","id":"bob"}}'],
    ['the last value is of the person', '{"who":{"id":"bob","id":"anna"}}'],
    ['both values are', '{"who":{"id":"anna","id":"anna"}}'],
    ['the object above comes twice', '{"who":{"id":"anna"},"who":{"id":"bob"}}'],
    ['the object above comes twice, once as another type', '{"who":{"id":"anna"},"who":null}'],
    ['one of the names has an escape', '{"who":{"id":"anna","\\u0069\\u0064":"bob"}}'],
    ['the value has an escape as well', '{"who":{"i\\u0064":"\\u0061nna" , "id" : "bob"}}'],
    ['a name is empty', '{"who":{"id":"anna"},"":1,"":2}'],
    ['it is beside the identifier', '{"who":{"id":"anna"},"n":1,"n":2}'],
    ['it is in an object within an array', '{"who":{"id":"anna"},"list":[[{"a":1,"a":2}]]}'],
    ['the rows are in an array', '[{"who":{"id":"anna","id":"bob"}}]'],
    ['it is after a text with quotation marks', '{"t":"\\\\\\"{","who":{"id":"anna","id":"bob"}}'],
    ['it is after a byte order mark', '\uFEFF{"who":{"id":"anna","id":"bob"}}'],
  ])('where %s', (_what, line) => {
    expect(judged('anna', `${line}\n`)).toBe('unreadable');
  });

  test.each([
    ['a number', '17', '{"who":{"id":17,"id":18}}'],
    ['a whole number as a fraction', '17', '{"who":{"id":17.0,"id":18}}'],
    ['a number with a fraction', '17.5', '{"who":{"id":17.5,"id":18}}'],
    ['a number and a text', '17', '{"who":{"id":"17","id":null}}'],
  ])('where the identifier is %s', (_what, value, line) => {
    expect(judged(value, line)).toBe('unreadable');
  });

  test('where it is an e-mail address in other letters', () => {
    const line = '{"who":{"id":"\\u0041nna@Example.COM","id":"bob@example.com"}}';

    expect(judged('anna@example.com', line, 'email')).toBe('unreadable');
  });

  test('and the same holds where it nests deeper than a program can be sure to follow', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

    expect(judged('anna', `{"who":{"id":"anna"},"deep":${deep}}`)).toBe('unreadable');
  });

  test.each([
    ['it does not name the person', '{"who":{"id":"annabel","id":"bob"},"text":"anna, hello"}'],
    [
      'the name is in another object',
      '{"who":{"id":"bob"},"to":{"id":"anna"},"list":[{"id":1},{"id":2}]}',
    ],
    ['a number is like it', '{"who":{"id":17,"id":1}}'],
    ['the names differ in case', '{"who":{"id":"bob","ID":"anna"}}'],
    ['a value is equal to a name', '{"who":{"id":"id","x":"id"},"list":["id","id"],"text":"anna"}'],
  ])('but of no one where %s', (_what, line) => {
    expect(judged('anna', line)).toBe('other');
  });
});
