import { beforeEach, describe, expect, test } from 'vitest';
import { answer } from '../../../lambda/platform/http/exchange.ts';
import { problem, problems } from '../../../lambda/platform/http/problem.ts';
import type { ProblemSlug } from '../../../lambda/platform/http/problem.ts';
import { ada, ask, assistant, openThings } from './things.ts';
import type { Things } from './things.ts';

let things: Things;
beforeEach(() => (things = openThings()));

const get = { method: 'GET', path: '/v1/me/things/one', caller: ada };
const lastRequest = () => things.requests.at(-1);

describe('routing', () => {
  test('a call reaches its handler with what the contract made of it', async () => {
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
  ])('what no route has is not found: %j', async (path) => {
    const { status, document } = await ask(things, { ...get, path });

    expect(status).toBe(404);
    expect(document).toMatchObject({ type: 'urn:custos:problem:not-found' });
    expect(things.requests).toEqual([]);
  });

  test('a path that has other methods names them', async () => {
    const { status, headers, document } = await ask(things, { ...get, method: 'PATCH' });

    expect(status).toBe(405);
    expect(headers['allow']).toBe('GET, DELETE');
    expect(document).toMatchObject({ type: 'urn:custos:problem:method-not-allowed' });
  });

  test.each(['HEAD', 'OPTIONS'])('%s is no method of ours', async (method) =>
    expect((await ask(things, { ...get, method })).status).toBe(405),
  );

  test.each(['BREW', 'get', ''])(
    'a method that HTTP does not know is not found: %j',
    async (method) => expect((await ask(things, { ...get, method })).status).toBe(404),
  );

  test.each([
    { Host: 'a b<c>', 'X-Forwarded-Proto': 'javascript' },
    { 'X-Weird': 'näh\u0000' },
    { 'bad name': 'x' },
    { 'X-HTTP-Method-Override': 'DELETE' },
  ])('headers do not change where a call goes: %j', async (headers: object) => {
    const { status } = await ask(things, { ...get, headers: { ...headers } });

    expect(status).toBe(200);
    expect(lastRequest()).toMatchObject({ path: { thing: 'one' } });
  });
});

describe('callers', () => {
  test('nobody is asked to authenticate (RFC 6750)', async () => {
    const { status, headers, document } = await ask(things, { ...get, caller: undefined });

    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(document).toMatchObject({ type: 'urn:custos:problem:unauthenticated', status: 401 });
  });

  test.each([
    ['another kind of caller', { caller: assistant }],
    ['a token without the scope', { scopes: 'custos/ledger' }],
    ['a service that somehow holds the scope', { caller: assistant, scopes: 'custos/self' }],
  ])('%s lacks the scope', async (_, rest) => {
    const { status, headers, document } = await ask(things, { ...get, ...rest });

    expect(status).toBe(403);
    expect(headers['www-authenticate']).toBe(
      'Bearer error="insufficient_scope", scope="custos/self"',
    );
    expect(document).toMatchObject({ type: 'urn:custos:problem:scope-missing' });
    expect(things.requests).toEqual([]);
  });

  test('scopes are words, not parts of words', async () => {
    const { status } = await ask(things, { ...get, scopes: 'custos/selfish' });

    expect(status).toBe(401);
  });

  test('a follow-up token needs no account', async () => {
    const caller = { kind: 'follow-up', token: 'abcdefghijklmnopqrstuvwxyz_-0123' } as const;

    await ask(things, { method: 'GET', path: '/v1/follow-up', caller });

    expect(lastRequest()).toMatchObject({ caller });
  });

  test.each([
    undefined,
    'Custos-Follow-Up',
    'Custos-Follow-Up short',
    'Bearer abcdefghijklmnopqrstuvwxyz_-0123',
    `Custos-Follow-Up ${'x'.repeat(201)}`,
    'Custos-Follow-Up abcdefghijklmnopqrst uvwxyz',
    "Custos-Follow-Up abcdefghijklmnopqrstuvwxyz'--",
  ])('a follow-up token has its form: %j', async (authorization) => {
    const headers: Record<string, string> =
      authorization === undefined ? {} : { Authorization: authorization };

    const result = await ask(things, { method: 'GET', path: '/v1/follow-up', headers });

    expect(result.status).toBe(401);
    expect(result.headers['www-authenticate']).toBe('Custos-Follow-Up');
  });

  test('who may not call is told before what is wrong with the call', async () => {
    const post = { method: 'POST', path: '/v1/things', body: 'not json' };

    expect((await ask(things, post)).status).toBe(401);
    expect((await ask(things, { ...post, caller: ada })).status).toBe(403);
    expect((await ask(things, { ...post, caller: assistant })).status).toBe(422);
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
  ])('are refused by name: %j', async (query, pointer) => {
    const { status, document, text } = await ask(things, { ...list, query });

    expect(status).toBe(422);
    expect(document).toMatchObject({ errors: [{ pointer }] });
    expect(text).not.toContain('planted');
  });

  test('are refused where a route takes none', async () => {
    const { document } = await ask(things, { ...get, query: { verbose: '1' } });

    expect(document).toMatchObject({ errors: [{ pointer: '/query/verbose' }] });
  });
});

describe('answers', () => {
  const fixed = {
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
  };

  test('about a person are never stored, whatever the handler says', async () => {
    things.reply = () => answer(200, {}, { 'cache-control': 'public, max-age=9' });

    const { headers } = await ask(things, get);

    expect(headers).toMatchObject({
      ...fixed,
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  test('about nobody are stored as the handler says', async () => {
    things.reply = () => answer(200, {}, { 'cache-control': 'public, max-age=9' });

    const { headers } = await ask(things, { method: 'GET', path: '/v1/things/public' });

    expect(headers['cache-control']).toBe('public, max-age=9');
  });

  test('of status 204 have neither body nor content type', async () => {
    things.reply = () => answer(204);

    const { status, text, headers } = await ask(things, { ...get, method: 'DELETE' });

    expect({ status, text }).toEqual({ status: 204, text: '' });
    expect(headers).not.toHaveProperty('content-type');
    expect(headers).toMatchObject({ ...fixed, 'cache-control': 'no-store' });
  });

  test('keep characters of every script', async () => {
    things.reply = () => answer(200, { name: 'Ægir 日本 \u{1f600} \u2028' });

    const { document } = await ask(things, get);

    expect(document).toEqual({ name: 'Ægir 日本 \u{1f600} \u2028' });
  });

  test.each(Object.keys(problems) as ProblemSlug[])(
    'that refuse are problem documents (RFC 9457): %s',
    async (slug) => {
      things.reply = () =>
        problem(slug, {
          detail: 'Do this.',
          errors: [{ pointer: '/a', message: 'do that' }],
          extensions: { notice: { id: 'n' }, status: 999, type: 'other' },
          headers: { 'retry-after': '7' },
        });

      const { status, headers, document } = await ask(things, get);

      expect(status).toBe(problems[slug].status);
      expect(headers).toMatchObject({
        ...fixed,
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        'retry-after': '7',
      });
      expect(document).toEqual({
        type: `urn:custos:problem:${slug}`,
        title: problems[slug].title,
        status,
        detail: 'Do this.',
        errors: [{ pointer: '/a', message: 'do that' }],
        notice: { id: 'n' },
        requestId: headers['x-request-id'],
      });
    },
  );
});

describe('faults', () => {
  const failWith = async (name: string) => {
    things.reply = () => {
      throw Object.assign(new Error('ada.lovelace@example.com is planted'), { name });
    };
    return ask(things, get);
  };

  test.each([
    'StoreUnavailableError',
    'KeyringUnavailableError',
    'ObjectsUnavailableError',
    'WorkflowUnavailableError',
  ])('that pass by themselves ask to come back: %s', async (name) => {
    const { status, headers, document } = await failWith(name);

    expect(status).toBe(503);
    expect(headers['retry-after']).toMatch(/^\d+$/);
    expect(document).toMatchObject({ type: 'urn:custos:problem:temporarily-unavailable' });
  });

  test.each(['TypeError', 'CorruptRowError', 'NotFoundError', 'MethodNotAllowedError'])(
    'of every other sort are ours: %s',
    async (name) => {
      const { status, document } = await failWith(name);

      expect(status).toBe(500);
      expect(document).toMatchObject({ type: 'urn:custos:problem:internal-error' });
    },
  );

  test('are logged by name and never shown', async () => {
    const { text } = await failWith('TypeError');

    expect(text).not.toContain('planted');
    expect(things.lines.join()).not.toContain('planted');
    expect(things.lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { code: 'STARTED' },
      { code: 'FAILED', level: 'ERROR', errorName: 'TypeError', route: 'getThing' },
      { code: 'COMPLETED', status: 500, outcome: 'internal-error' },
    ]);
  });

  test.each(['text', undefined, null, 7])('need not even be errors: %j', async (thrown) => {
    things.reply = () => {
      throw thrown as unknown as Error;
    };

    expect((await ask(things, get)).status).toBe(500);
  });

  test('of an answer that is no JSON are ours, too', async () => {
    things.reply = () => answer(200, { count: 1n });

    const { status, document } = await ask(things, get);

    expect(status).toBe(500);
    expect(document).toMatchObject({ type: 'urn:custos:problem:internal-error' });
  });
});
