import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  bodyOf,
  pages,
  PathValueError,
  ProblemError,
  UnexpectedAnswerError,
  UnreachableError,
} from '../../client/index.ts';
import type { Client } from '../../client/index.ts';
import { clientOn, json, lost, never, refusal } from './transport.ts';

const subject = { type: 'user-id', value: 'u-1' } as const;
const newRecord = {
  subject,
  category: 'prompt-text',
  purposes: ['service-provision'],
  content: { text: 'hello' },
};
const stored = { recordId: 'r', expiresAt: '2026-12-24T10:00:00Z', policyVersion: 'sha256:0' };

describe('what a call sends', () => {
  test('path, query, body and the token, which is requested again for each call', async () => {
    const { client, sent } = clientOn([json(200, { items: [] }), json(201, {})]);

    await client.get('/v1/me/consents/{purpose}/history', {
      path: { purpose: 'improvement' },
      query: { limit: 5 },
    });
    await client.put('/v1/me/consents/{purpose}', {
      path: { purpose: 'improvement' },
      body: { state: 'refused' },
    });

    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET https://privacy.example.org/prod/v1/me/consents/improvement/history?limit=5',
      'PUT https://privacy.example.org/prod/v1/me/consents/improvement',
    ]);
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    expect(await sent[1]?.json()).toEqual({ state: 'refused' });
    expect(sent[1]?.headers.get('content-type')).toBe('application/json');
  });

  test('no token to operations that need none, and the follow-up token in its own scheme', async () => {
    const { client, sent } = clientOn([json(200, {}), json(200, {})]);

    await client.get('/v1/health');
    await client.get('/v1/follow-up', { followUp: 'abc' });

    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      null,
      'Custos-Follow-Up abc',
    ]);
  });

  test('an Idempotency-Key of its own for every operation with one, and for no other', async () => {
    const { client, sent } = clientOn([json(201, stored), json(201, stored), json(200, {})]);

    await client.post('/v1/records', { body: newRecord });
    await client.post('/v1/records', { body: newRecord });
    await client.post('/v1/decisions', {
      body: { subject, purpose: 'improvement', category: 'prompt-text' },
    });

    const keys = sent.map(({ headers }) => headers.get('idempotency-key'));
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[0]).not.toBe(keys[1]);
    expect(keys[2]).toBeNull();
  });

  test('the Idempotency-Key that the caller names', async () => {
    const { client, sent } = clientOn([json(201, stored)]);

    await client.post('/v1/records', { body: newRecord, idempotencyKey: 'mine' });

    expect(sent[0]?.headers.get('idempotency-key')).toBe('mine');
  });

  test.each(['', '.', '..'])('nothing if %j would be in the path', async (recordId) => {
    const { client, sent } = clientOn([]);

    const call = client.delete('/v1/me/records/{recordId}', { path: { recordId } });

    await expect(call).rejects.toThrow(PathValueError);
    expect(sent).toEqual([]);
  });

  test('a value with a slash in it stays one segment', async () => {
    const { client, sent } = clientOn([refusal(404, 'not-found')]);

    await client.get('/v1/me/records/{recordId}', { path: { recordId: 'a/../b' } });

    expect(sent[0]?.url).toMatch(/\/v1\/me\/records\/a%2F\.\.%2Fb$/);
  });
});

describe('what a call returns', () => {
  test('status, body and headers', async () => {
    const { client } = clientOn([json(201, stored, { 'idempotency-replayed': 'true' })]);

    const outcome = await client.post('/v1/records', { body: newRecord });

    expect(outcome).toMatchObject({ kind: 'answer', status: 201, body: stored });
    expect(outcome.headers.get('idempotency-replayed')).toBe('true');
  });

  test('no body for an empty response', async () => {
    const { client } = clientOn([() => new Response(null, { status: 204 })]);

    const outcome = await client.delete('/v1/me/records/{recordId}', { path: { recordId: 'a' } });

    expect(outcome).toMatchObject({ kind: 'answer', status: 204, body: undefined });
  });

  test('not modified, for the ETag of an existing copy', async () => {
    const { client, sent } = clientOn([() => new Response(null, { status: 304 })]);

    const outcome = await client.get('/v1/openapi.json', { ifNoneMatch: '"tag"' });

    expect(sent[0]?.headers.get('if-none-match')).toBe('"tag"');
    expect(outcome).toMatchObject({ kind: 'answer', status: 304 });
  });

  test('a problem as an outcome, not as an error', async () => {
    const { client } = clientOn([refusal(403, 'processing-restricted')]);

    const outcome = await client.post('/v1/records', { body: newRecord });

    expect(outcome).toMatchObject({
      kind: 'problem',
      slug: 'processing-restricted',
      status: 403,
      problem: { type: 'urn:custos:problem:processing-restricted', requestId: 'r-1' },
    });
  });

  test('bodyOf throws the problem if the caller does not handle it', async () => {
    const { client } = clientOn([refusal(404, 'not-found'), json(200, { status: 'ok' })]);

    const missing = await client.get('/v1/me/records/{recordId}', { path: { recordId: 'a' } });
    const health = await client.get('/v1/health');

    expect(() => bodyOf(missing)).toThrow(ProblemError);
    expect(() => bodyOf(missing)).toThrow('404 not-found: Title');
    expect(bodyOf(health)).toEqual({ status: 'ok' });
  });

  test.each([
    ['a page of a proxy', () => new Response('<html>', { status: 502 })],
    ['a success that is no JSON', () => new Response('<html>', { status: 200 })],
    ['a problem of another API', json(400, { type: 'about:blank', title: 'x', status: 400 })],
    ['a problem that the contract does not know', refusal(418, 'teapot')],
    ['an error without a body', () => new Response(null, { status: 500 })],
  ])('%s is a fault', async (_title, answer) => {
    const { client } = clientOn([answer]);

    await expect(client.get('/v1/health')).rejects.toThrow(UnexpectedAnswerError);
  });
});

describe('what is retried', () => {
  const retry = { attempts: 3, longestWait: 1_000 };

  test.each([
    ['429', refusal(429, 'too-many-requests', { 'retry-after': '0' })],
    ['503', refusal(503, 'temporarily-unavailable', { 'retry-after': '0' })],
    ['a twin that is still running', refusal(409, 'request-in-progress', { 'retry-after': '0' })],
    ['a broken connection', lost],
  ])('%s: with the same key, the same body and a fresh token', async (_title, answer) => {
    const { client, sent } = clientOn([answer, answer, json(201, stored)], { retry });

    const outcome = await client.post('/v1/records', { body: newRecord });

    expect(outcome).toMatchObject({ kind: 'answer', status: 201 });
    expect(new Set(sent.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-2',
      'Bearer token-3',
    ]);
    const bodies = await Promise.all(sent.map((request) => request.json()));
    expect(bodies).toEqual([newRecord, newRecord, newRecord]);
  });

  test('not before Retry-After has passed', async () => {
    const { client } = clientOn(
      [refusal(429, 'too-many-requests', { 'retry-after': '1' }), json(200, {})],
      { retry },
    );
    const since = performance.now();

    await client.get('/v1/health');

    expect(performance.now() - since).toBeGreaterThan(950);
  });

  test('not forever: the last problem is the outcome', async () => {
    const answer = refusal(503, 'temporarily-unavailable', { 'retry-after': '0' });
    const { client, sent } = clientOn([answer, answer, answer], { retry });

    const outcome = await client.get('/v1/health');

    expect(outcome).toMatchObject({ kind: 'problem', slug: 'temporarily-unavailable' });
    expect(sent).toHaveLength(3);
  });

  test('not when the wait would be too long', async () => {
    const { client, sent } = clientOn(
      [refusal(429, 'too-many-requests', { 'retry-after': '60' })],
      { retry },
    );

    const outcome = await client.get('/v1/health');

    expect(outcome).toMatchObject({ kind: 'problem', slug: 'too-many-requests' });
    expect(sent).toHaveLength(1);
  });

  test('not when a stored text looks like a problem that is retried', async () => {
    const item = { content: { text: '"urn:custos:problem:request-in-progress"' } };
    const { client, sent } = clientOn([json(200, { items: [item] })], { retry });

    const outcome = await client.get('/v1/me/records');

    expect(outcome).toMatchObject({ kind: 'answer', body: { items: [item] } });
    expect(sent).toHaveLength(1);
  });

  test.each([
    [409, 'conflict'],
    [500, 'internal-error'],
    [422, 'idempotency-key-reused'],
  ])('not after %i %s', async (status, slug) => {
    const { client, sent } = clientOn([refusal(status, slug)], { retry });

    await client.post('/v1/records', { body: newRecord });

    expect(sent).toHaveLength(1);
  });

  test('no response after all attempts: an error with its cause', async () => {
    const { client } = clientOn([lost, lost], { retry: { attempts: 2, longestWait: 1 } });

    const call = client.get('/v1/health');

    await expect(call).rejects.toThrow(UnreachableError);
    await expect(call).rejects.toMatchObject({ cause: expect.any(TypeError) });
  });

  test('an attempt that takes too long counts as failed', async () => {
    const { client } = clientOn([never], {
      retry: { attempts: 1 },
      timeout: 20,
    });

    await expect(client.get('/v1/health')).rejects.toThrow(UnreachableError);
  });

  test('the caller can abort it while it waits', async () => {
    const controller = new AbortController();
    const { client, sent } = clientOn([refusal(429, 'too-many-requests', { 'retry-after': '1' })], {
      retry,
    });

    const call = client.get('/v1/health', { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 10);

    await expect(call).rejects.toThrow('enough');
    expect(sent).toHaveLength(1);
  });
});

describe('pages', () => {
  const list = (client: Client) =>
    pages((cursor) => client.get('/v1/me/records', { query: { limit: 2, cursor } }));

  test('are read one after another until there is no nextCursor', async () => {
    const { client, sent } = clientOn([
      json(200, { items: ['a', 'b'], nextCursor: 'c1' }),
      json(200, { items: [], nextCursor: 'c2' }),
      json(200, { items: ['c'] }),
    ]);

    const items: unknown[] = [];
    for await (const page of list(client)) items.push(...bodyOf(page).items);

    expect(items).toEqual(['a', 'b', 'c']);
    expect(sent.map(({ url }) => new URL(url).searchParams.get('cursor'))).toEqual([
      null,
      'c1',
      'c2',
    ]);
  });

  test('end with the first problem, which is returned', async () => {
    const { client } = clientOn([
      json(200, { items: ['a'], nextCursor: 'c1' }),
      refusal(401, 'unauthenticated'),
    ]);

    const kinds: string[] = [];
    for await (const page of list(client)) kinds.push(page.kind);

    expect(kinds).toEqual(['answer', 'problem']);
  });
});

test('the types have the input and the responses of each operation', () => {
  const use = async (client: Client) => {
    const outcome = await client.post('/v1/records', { body: newRecord });
    if (outcome.kind === 'problem') {
      expectTypeOf(outcome.slug).extract<'notice-superseded'>().toBeNever();
      expectTypeOf(outcome.slug)
        .extract<'processing-restricted'>()
        .toEqualTypeOf<'processing-restricted'>();
      return outcome.slug === 'processing-restricted' ? outcome.status : undefined;
    }
    expectTypeOf(outcome.status).toEqualTypeOf<201>();
    expectTypeOf(outcome.body.recordId).toBeString();
    // @ts-expect-error -- the path has a parameter
    await client.get('/v1/me/records/{recordId}');
    // @ts-expect-error -- not an operation of the API
    await client.get('/v1/records');
    const body = { state: 'yes' } as const;
    // @ts-expect-error -- a closed list of words
    await client.put('/v1/me/consents/{purpose}', { path: { purpose: 'x' }, body });
    return undefined;
  };

  expectTypeOf(use).returns.resolves.toEqualTypeOf<403 | undefined>();
});

test('the link of a shard comes with its hash, and is not followed with the token', async () => {
  const trainingSetId = '0193f1c0-6b20-7a11-8c3d-4e5f60718293';
  const link = {
    ...{ url: 'https://bucket.example.com/shard', sha256: '7c'.repeat(32), rows: 2 },
    expiresAt: '2026-11-24T10:10:00.000Z',
  };
  const { client, sent } = clientOn([json(303, link, { location: link.url })]);

  const outcome = await client.get('/v1/training-shards/{trainingSetId}/{number}', {
    path: { trainingSetId, number: '1' },
  });

  expect(outcome).toMatchObject({ kind: 'answer', status: 303, body: link });
  expect(sent.map(({ redirect }) => redirect)).toEqual(['manual']);
});
