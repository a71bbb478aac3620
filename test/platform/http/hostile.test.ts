import { describe, expect, test } from 'vitest';
import type { Call } from '../../support/call.ts';
import {
  characters,
  encode,
  malformed,
  mediaTypes,
  nested,
  planted,
  raw,
  sizes,
  thing,
  types,
  unknown,
} from './hostile-bodies.ts';
import { ask, assistant, openThings } from './things.ts';

const slugs: Readonly<Record<number, string>> = {
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  422: 'invalid-input',
};

describe.each([
  ['malformed', malformed],
  ['of the wrong type', types],
  ['with unknown fields', unknown],
  ['with hostile characters', characters],
  ['too large or too deep', sizes],
  ['of another media type', mediaTypes],
])('a body %s', (_, bodies) => {
  test.each(bodies)('is rejected: $what', async (hostile) => {
    const things = openThings();
    const request: Call = {
      method: 'POST',
      path: '/v1/things',
      caller: assistant,
      body: hostile.body,
      ...(hostile.headers && { headers: hostile.headers }),
    };

    const { status, headers, document, text } = await ask(things, request);

    expect(status).toBe(hostile.status ?? 422);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(document).toMatchObject({ type: `urn:custos:problem:${slugs[status]}`, status });
    const pointers = document?.errors?.map(({ pointer }) => pointer);
    expect(pointers).toEqual(hostile.pointers);
    for (const said of [text, things.lines.join()]) {
      expect(said).not.toContain(planted);
      expect(said).not.toMatch(/1{20}|9{20}|polluted/);
    }
    expect(things.requests).toEqual([]);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});

describe('bytes that are not UTF-8 are rejected, not stored altered (RFC 8259 section 8.1)', () => {
  test.each([
    ['ff fe', 'bytes that no text has'],
    ['c0 80', 'an overlong nothing'],
    ['e0 80 af', 'an overlong slash'],
    ['ed a0 80', 'half a surrogate pair'],
    ['ed a0 bd ed b8 80', 'a surrogate pair, as CESU-8 has it'],
    ['f5 80 80 80', 'a character beyond U+10FFFF'],
    ['f4 90 80 80', 'the first character beyond U+10FFFF'],
    ['80', 'a continuation alone'],
    ['e2 82', 'a character cut off'],
    ['e9', 'Latin-1'],
  ])('%s: %s', async (hex) => {
    const wrong = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    const [before = '', after = ''] = raw('"Ada #"').split('#');
    const body = Buffer.concat([Buffer.from(before), wrong, Buffer.from(after)]);
    const things = openThings();

    const refused = await ask(things, {
      method: 'POST',
      path: '/v1/things',
      caller: assistant,
      body,
    });

    expect(refused.status).toBe(422);
    expect(refused.document).toMatchObject({
      type: 'urn:custos:problem:invalid-input',
      errors: [{ pointer: '', message: 'send the body in UTF-8' }],
    });
    expect(things.requests).toEqual([]);
  });
});

describe('a body is read', () => {
  const read = async (body: unknown, headers: Record<string, string> = {}) => {
    const things = openThings();
    const post = { method: 'POST', path: '/v1/things', caller: assistant, body, headers };
    const { status } = await ask(things, post);
    return { status, body: (things.requests[0] as { body: unknown } | undefined)?.body };
  };

  test.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8"',
    'application/json; charset=utf8',
    'application/json; charset=iso-8859-1',
    'application/json;',
    'application/json; version=1; q="a, \\"b\\""',
  ])('as %s', async (type) =>
    expect(await read(thing, { 'Content-Type': type })).toEqual({ status: 200, body: thing }),
  );

  test('in base64', async () =>
    expect(await read(encode(raw('"Ægir 日本"'), 'utf8'))).toMatchObject({
      body: { name: 'Ægir 日本' },
    }));

  test('with every character that text may hold', async () => {
    const body = { ...thing, note: 'a\n\r\tb \u{1f600} \u202e e\u0301' };

    expect(await read(body)).toEqual({ status: 200, body });
  });

  test('with content of 32 levels and any names', async () => {
    const content = JSON.parse(nested(31)) as unknown;
    const body = {
      ...thing,
      content: { content, constructor: 'x', 'a/b': null, '': [true, -0.5] },
    };

    expect((await read({ ...thing, content })).status).toBe(200);
    expect((await read(body)).status).toBe(422);
    expect(await read({ ...thing, content: { ...body.content, content: 1 } })).toMatchObject({
      status: 200,
      body: { content: { constructor: 'x', 'a/b': null } },
    });
  });

  test('to the last byte that the route allows', async () => {
    const filler = 64 * 1024 - JSON.stringify({ ...thing, content: '' }).length;

    expect((await read({ ...thing, content: 'x'.repeat(filler) })).status).toBe(200);
    expect((await read({ ...thing, content: 'x'.repeat(filler + 1) })).status).toBe(413);
  });

  test('if none is required, as nothing or {}', async () => {
    const things = openThings();
    const call204 = (body: unknown) =>
      ask(things, {
        method: 'DELETE',
        path: '/v1/me/things/one',
        caller: { kind: 'subject', issuer: 'i', sub: 's' },
        body,
      });

    expect((await call204(undefined)).status).toBe(200);
    expect((await call204({})).status).toBe(200);
    expect((await call204({ reason: planted })).document).toMatchObject({
      errors: [{ pointer: '/reason' }],
    });
  });
});

describe('a choice between forms', () => {
  test.each([
    [{ name: 'n', count: planted }, ['/count']],
    [{ name: 'n' }, ['/count']],
    [{ items: [{ name: 'n' }, { name: 7 }] }, ['/items/1/name']],
    [{ items: [{ name: 'n', colour: 1 }] }, ['/items/0/colour']],
  ])('reports the errors of the closest form: %j', async (body, pointers) => {
    const result = await ask(openThings(), { method: 'POST', path: '/v1/choices', body });

    const errors = result.document?.errors ?? [];
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(result.text).not.toContain(planted);
  });
});

test('at most 20 errors are returned', async () => {
  const body = { items: Array.from({ length: 500 }, () => ({})) };

  const result = await ask(openThings(), { method: 'POST', path: '/v1/choices', body });

  const errors = result.document?.errors ?? [];
  expect(errors).toHaveLength(20);
  expect(errors[19]).toMatchObject({ pointer: '/items/19/name' });
});
