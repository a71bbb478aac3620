import { expect, test } from 'vitest';
import { csvOf } from '../../../lambda/platform/http/csv.ts';

test('RFC 4180: a cell with a line break, whichever it is, is quoted', () => {
  for (const text of ['one\ntwo', 'one\r\ntwo', 'one\rtwo']) {
    expect(csvOf(['text', 'count'], [[text, 1]])).toBe(`text,count\r\n"${text}",1\r\n`);
  }
  expect(csvOf(['text'], [['plain']])).toBe('text\r\nplain\r\n');
});
