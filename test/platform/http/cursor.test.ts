import { describe, expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from '../../../lambda/platform/http/cursor.ts';

const key = { subjectId: '7f1c', recordId: '019a' };

describe('a cursor', () => {
  test('decodes to the end of the page', () => {
    expect(decodeCursor('records/7f1c', encodeCursor('records/7f1c', key))).toEqual(key);
  });

  test('is safe in a URL', () => {
    expect(encodeCursor('records/7f1c', { recordId: '??>>~~' })).toMatch(/^[\w-]+$/);
  });

  test('of another list or another person does not decode', () => {
    const cursor = encodeCursor('records/7f1c', key);

    expect(decodeCursor('records/aaaa', cursor)).toBeUndefined();
    expect(decodeCursor('requests/7f1c', cursor)).toBeUndefined();
  });

  test.each([
    '',
    'x',
    '{}',
    '%00',
    'A'.repeat(3_000),
    Buffer.from('{}').toString('base64url'),
    Buffer.from('null').toString('base64url'),
    Buffer.from('{"s":"x","k":{"recordId":7}}').toString('base64url'),
    Buffer.from('[[[[').toString('base64url'),
  ])('that Custos did not make does not decode: %j', (text) => {
    expect(decodeCursor('records/7f1c', text)).toBeUndefined();
  });
});
