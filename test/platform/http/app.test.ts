import { beforeEach, describe, expect, test } from 'vitest';
import { answer } from '../../../lambda/platform/http/handlers.ts';
import { problem, problems } from '../../../lambda/platform/http/problem.ts';
import type { ProblemSlug } from '../../../lambda/platform/http/problem.ts';
import { ada, ask, openThings } from './things.ts';
import type { Things } from './things.ts';

let things: Things;
beforeEach(() => (things = openThings()));

const get = { method: 'GET', path: '/v1/me/things/one', caller: ada };

describe('answers', () => {
  const fixed = {
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
  };

  test('about a person are never cached, whatever the handler says', async () => {
    things.reply = () => answer(200, {}, { 'cache-control': 'public, max-age=9' });

    const { headers } = await ask(things, get);

    expect(headers).toMatchObject({
      ...fixed,
      'cache-control': 'no-store',
      'content-type': 'application/json',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  test('about no person are cached as the handler says', async () => {
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
    'that reject are problem documents (RFC 9457): %s',
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
  ])('that are temporary ask for a retry: %s', async (name) => {
    const { status, headers, document } = await failWith(name);

    expect(status).toBe(503);
    expect(headers['retry-after']).toMatch(/^\d+$/);
    expect(document).toMatchObject({ type: 'urn:custos:problem:temporarily-unavailable' });
  });

  test.each(['TypeError', 'CorruptRowError', 'NotFoundError', 'MethodNotAllowedError'])(
    'of every other kind are internal errors: %s',
    async (name) => {
      const { status, document } = await failWith(name);

      expect(status).toBe(500);
      expect(document).toMatchObject({ type: 'urn:custos:problem:internal-error' });
    },
  );

  test('are logged by name and never returned', async () => {
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

  test('of a response that is not JSON are internal errors, too', async () => {
    things.reply = () => answer(200, { count: 1n });

    const { status, document } = await ask(things, get);

    expect(status).toBe(500);
    expect(document).toMatchObject({ type: 'urn:custos:problem:internal-error' });
  });
});
