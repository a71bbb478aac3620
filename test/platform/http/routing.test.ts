import { beforeEach, describe, expect, test } from 'vitest';
import { ada, ask, openThings } from './things.ts';
import type { Things } from './things.ts';

let things: Things;
beforeEach(() => (things = openThings()));

const get = { method: 'GET', path: '/v1/me/things/one', caller: ada };
const lastRequest = () => things.requests.at(-1);

describe('routing', () => {
  test('a call reaches its handler with the validated input', async () => {
    const { status, document } = await ask(things, get);

    expect({ status, document }).toEqual({ status: 200, document: { done: true } });
    expect(lastRequest()).toEqual({
      caller: ada,
      path: { thing: 'one' },
      query: undefined,
      body: undefined,
      now: things.now,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  test('path parameters are URL-decoded once', async () => {
    await ask(things, { ...get, path: '/v1/me/things/a%2520b%2Fc%40d' });

    expect(lastRequest()).toMatchObject({ path: { thing: 'a%20b/c@d' } });
  });

  test.each([
    '/',
    '/v1',
    '/v1/nothing',
    '/v1/me/things/',
    '/v1/me//things',
    '/v1/me/things/one/two',
    '/v1/me/things/%',
    '/v1/me/things/%E0%A4%A',
    '/v1/me/things/%20',
    '/v1/me/things/..',
    '/v1/me/things/%2e%2E',
    '/v1/me/things/.',
    '/v1/me/other/../things',
    '/v1/me\\things',
    '/v1/me/things?x',
    '/v1/me/things#x',
    '/v1/me/things/ä',
    '//evil.example/v1/me/things',
    'v1/me/things',
    '',
  ])('a path without a route is not found: %j', async (path) => {
    const { status, document } = await ask(things, { ...get, path });

    expect(status).toBe(404);
    expect(document).toMatchObject({ type: 'urn:custos:problem:not-found' });
    expect(things.requests).toEqual([]);
  });

  // API Gateway has matched before a function is called; the local server says 405 by itself.
  test.each(['PATCH', 'HEAD', 'OPTIONS', 'BREW', 'get', ''])(
    'a method that the path does not have is not found: %j',
    async (method) => {
      expect((await ask(things, { ...get, method })).status).toBe(404);
      expect(things.requests).toEqual([]);
    },
  );

  test.each([
    { Host: 'a b<c>', 'X-Forwarded-Proto': 'javascript' },
    { 'X-Weird': 'näh\u0000' },
    { 'bad name': 'x' },
    { 'X-HTTP-Method-Override': 'DELETE' },
  ])('headers do not change the route of a call: %j', async (headers: object) => {
    const { status } = await ask(things, { ...get, headers: { ...headers } });

    expect(status).toBe(200);
    expect(lastRequest()).toMatchObject({ path: { thing: 'one' } });
  });
});

describe('query parameters', () => {
  const list = { method: 'GET', path: '/v1/me/things', caller: ada };

  test('have their defaults and types', async () => {
    await ask(things, list);
    expect(lastRequest()).toMatchObject({ query: { limit: 25 } });

    await ask(things, { ...list, query: { limit: '100', colour: 'red' } });
    expect(lastRequest()).toMatchObject({ query: { limit: 100, colour: 'red' } });
  });

  test.each([
    [{ limit: '0' }, '/query/limit'],
    [{ limit: '101' }, '/query/limit'],
    [{ limit: '1.5' }, '/query/limit'],
    [{ limit: 'planted' }, '/query/limit'],
    [{ limit: '' }, '/query/limit'],
    [{ limit: ['1', '2'] }, '/query/limit'],
    [{ limit: ['1', '1'] }, '/query/limit'],
    [{ colour: 'planted' }, '/query/colour'],
    [{ cursor: 'x'.repeat(2_049) }, '/query/cursor'],
    [{ unknown: 'planted' }, '/query/unknown'],
    [{ 'planted@example.com': 'x' }, '/query'],
    [Object.fromEntries([['__proto__', 'planted']]), '/query'],
    [{ constructor: 'planted' }, '/query/constructor'],
  ])('are rejected by name: %j', async (query, pointer) => {
    const { status, document, text } = await ask(things, { ...list, query });

    expect(status).toBe(422);
    expect(document).toMatchObject({ errors: [{ pointer }] });
    expect(text).not.toContain('planted');
  });

  test('are rejected if a route has none', async () => {
    const { document } = await ask(things, { ...get, query: { verbose: '1' } });

    expect(document).toMatchObject({ errors: [{ pointer: '/query/verbose' }] });
  });
});
