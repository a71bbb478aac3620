import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HttpMessages, MalformedHttpError } from '../../../local/audit/http-messages.ts';
import type { HttpMessage } from '../../../local/audit/http-messages.ts';

/** What is read of these bytes when they arrive in pieces. */
function read(pieces: readonly Buffer[]): (readonly [string, string])[] {
  const messages: HttpMessage[] = [];
  const reader = new HttpMessages((message) => messages.push(message));
  for (const piece of pieces) reader.push(piece);
  return messages.map(({ startLine, body }) => [startLine, body.toString()]);
}

const request = (body: string) =>
  `POST / HTTP/1.1\r\nhost: here\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const chunked = (bodies: readonly string[]) =>
  [
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
    ...bodies.map((body) => `${Buffer.byteLength(body).toString(16)};x=y\r\n${body}\r\n`),
    '0\r\ntrailer: t\r\n\r\n',
  ].join('');

const cut = (bytes: Buffer, places: readonly number[]): Buffer[] => {
  const ends = [...new Set(places.map((place) => place % bytes.length))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
};

describe('messages of a connection', () => {
  test('are read whole in whatever pieces they arrive', () => {
    const bodies = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(bodies, fc.array(fc.nat(), { maxLength: 20 }), (texts, places) => {
        const requests = Buffer.from(texts.map(request).join(''));
        expect(read(cut(requests, places))).toEqual(texts.map((text) => ['POST / HTTP/1.1', text]));
        const responses = Buffer.from(chunked(texts) + chunked([]));
        expect(read(cut(responses, places))).toEqual([
          ['HTTP/1.1 200 OK', texts.join('')],
          ['HTTP/1.1 200 OK', ''],
        ]);
      }),
    );
  });

  test('an interim response and one without a body are no call of their own', () => {
    const bytes = `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n${chunked(['a'])}`;

    expect(read([Buffer.from(bytes)])).toEqual([
      ['HTTP/1.1 204 No Content', ''],
      ['HTTP/1.1 200 OK', 'a'],
    ]);
  });

  test.each([
    ['two lengths', 'POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n'],
    ['both framings', 'POST / HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n'],
    ['another coding', 'POST / HTTP/1.1\r\ntransfer-encoding: gzip, chunked\r\n\r\n'],
    ['a length that is no number', 'POST / HTTP/1.1\r\ncontent-length: +1\r\n\r\n'],
    ['a space before the colon', 'POST / HTTP/1.1\r\ncontent-length : 1\r\n\r\n'],
    ['a head without an end', `POST / HTTP/1.1\r\nx: ${'x'.repeat(70_000)}`],
    ['a chunk without a size', 'POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ])('are not guessed: %s', (_, bytes) => {
    expect(() => read([Buffer.from(bytes)])).toThrow(MalformedHttpError);
  });
});
