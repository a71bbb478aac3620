import { beforeEach, describe, expect, test } from 'vitest';
import type { TokenRefusal } from '../../../lambda/platform/http/caller-context.ts';
import { ada, ask, assistant, openThings } from './things.ts';
import type { Things } from './things.ts';

let things: Things;
beforeEach(() => (things = openThings()));

const get = { method: 'GET', path: '/v1/me/things/one', caller: ada };
const lastRequest = () => things.requests.at(-1);

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

  test.each<[TokenRefusal, RegExp]>([
    ['too-long', /8,192/],
    ['malformed', /not a signed JWT/],
    ['type', /typ/],
    ['algorithm', /algorithm/],
    ['key', /kid/],
    ['signature', /signature/],
    ['issuer', /iss /],
    ['audience', /aud /],
    ['claims', /sub, exp and iat/],
    ['ambiguous', /several issuers/],
    ['expired', /expired/],
    ['not-yet-valid', /not valid yet/],
    ['lives-too-long', /longer/],
  ])('a token that is rejected as %s: the response says so (RFC 6750)', async (refusal, text) => {
    const { status, headers, document } = await ask(things, { ...get, refusal: { refusal } });

    expect(status).toBe(401);
    // RFC 6750 section 3: printable ASCII without quotes and backslashes.
    expect(headers['www-authenticate']).toMatch(
      /^Bearer error="invalid_token", error_description="[ !#-[\]-~]+"$/,
    );
    expect(document).toMatchObject({
      type: 'urn:custos:problem:unauthenticated',
      detail: expect.stringMatching(text) as string,
    });
    expect(things.requests).toEqual([]);
  });

  test('another scheme is asked for a bearer token, without an error (RFC 6750 section 3)', async () => {
    const refusal = { refusal: 'scheme' } as const;

    const { status, headers, document } = await ask(things, { ...get, refusal });

    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(document).toMatchObject({ detail: expect.stringContaining('Bearer') as string });
  });

  test('a token without any scope of ours learns the scope of the route', async () => {
    const { status, document } = await ask(things, { ...get, refusal: { refusal: 'scope' } });

    expect(status).toBe(403);
    expect(document).toMatchObject({
      type: 'urn:custos:problem:scope-missing',
      detail: 'This needs the scope custos/self of a subject token.',
    });
  });

  test('staff without the second factor that their issuer has to name are refused', async () => {
    const { status, headers, document } = await ask(things, {
      method: 'POST',
      path: '/v1/things/x/approve',
      refusal: { refusal: 'second-factor', amr: 'mfa hwk', acr: 'gold' },
    });

    expect(status).toBe(403);
    expect(headers['www-authenticate']).toBe(
      'Bearer error="insufficient_user_authentication", acr_values="gold"',
    );
    expect(document).toMatchObject({
      type: 'urn:custos:problem:second-factor-required',
      detail: expect.stringContaining('amr: mfa hwk; acr: gold') as string,
    });
    expect(things.requests).toEqual([]);
  });

  test('scopes are words, not parts of words', async () => {
    const { status } = await ask(things, { ...get, scopes: 'custos/selfish' });

    expect(status).toBe(401);
  });

  test('a follow-up token needs no account', async () => {
    const caller = { kind: 'follow-up', token: 'abcdefghijklmnopqrstuvwxyz_-0123' } as const;

    await ask(things, { method: 'GET', path: '/v1/things-followed', caller });

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

    const result = await ask(things, { method: 'GET', path: '/v1/things-followed', headers });

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
