import { describe, expect, test } from 'vitest';
import { preferredType } from '../../../lambda/platform/http/accept.ts';
import { csvOf } from '../../../lambda/platform/http/csv.ts';
import { answer } from '../../../lambda/platform/http/handlers.ts';
import { ask, openThings } from './things.ts';

describe('the type that Accept prefers (RFC 9110 section 12.5.1)', () => {
  const json = 'application/json';
  const csv = 'text/csv';

  test.each([
    ['nothing', undefined, json],
    ['anything', '*/*', json],
    ['CSV', 'text/csv', csv],
    ['CSV in capitals and with a parameter', 'Text/CSV;charset=utf-8', csv],
    ['text', 'text/*', csv],
    ['CSV, or else anything', 'text/csv, */*', csv],
    ['both alike', 'text/csv, application/json', json],
    ['CSV more', 'application/json;q=0.5, text/csv; q=0.9', csv],
    ['JSON more', 'text/csv;q=0.1, application/*', json],
    ['no CSV, though text', 'text/*, text/csv;q=0', json],
    ['no JSON', '*/*, application/json;q=0', csv],
    ['what there is not', 'image/png', json],
    ['a weight that is none', 'text/csv;q=much', json],
    ['no list at all', ';;,/,text,*/csv', json],
  ])('%s', (_, accept, type) => {
    expect(preferredType(accept, [json, csv])).toBe(type);
  });
});

describe('a response in several types', () => {
  const inBoth = (accept?: string) => {
    const things = openThings();
    const others = { 'text/csv': () => csvOf(['name'], [['one']]) };
    things.reply = () => ({ ...answer(200, { name: 'one' }), others });
    const headers = accept !== undefined && { headers: { Accept: accept } };
    return ask(things, { method: 'GET', path: '/v1/things/public', ...headers });
  };

  test('is CSV if that is requested', async () => {
    const { status, headers, text } = await inBoth('text/csv');

    expect([status, text]).toEqual([200, 'name\r\none\r\n']);
    expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', vary: 'accept' });
  });

  test('is JSON otherwise, and varies by Accept', async () => {
    for (const accept of [undefined, 'image/png']) {
      const { status, headers, document } = await inBoth(accept);

      expect([status, document]).toEqual([200, { name: 'one' }]);
      expect(headers).toMatchObject({ 'content-type': 'application/json', vary: 'accept' });
    }
  });

  test('is a problem document if it is rejected, whatever is requested', async () => {
    const things = openThings();
    const headers = { Accept: 'text/csv' };
    const refused = await ask(things, { method: 'GET', path: '/v1/me/things', headers });

    expect([refused.status, refused.headers['content-type']]).toEqual([
      401,
      'application/problem+json',
    ]);
  });
});

describe('CSV (RFC 4180)', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'text that begins like a formula is prefixed: %j',
    (text) => {
      const [, line] = csvOf(['a'], [[text]]).split(/\r\n/);

      expect(line?.replace(/^"/, '').startsWith(`'${text}`)).toBe(true);
    },
  );

  test('numbers stay numbers, also below zero', () => {
    expect(csvOf(['a', 'b'], [[-1, 0]])).toBe('a,b\r\n-1,0\r\n');
  });

  test('commas, quotes and line breaks are quoted', () => {
    expect(csvOf(['a', 'b'], [['1,2', 'say "x"\ny']])).toBe('a,b\r\n"1,2","say ""x""\ny"\r\n');
  });

  test('without rows there is the header line', () => {
    expect(csvOf(['a', 'b'], [])).toBe('a,b\r\n');
  });
});
