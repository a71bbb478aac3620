import { beforeEach, describe, expect, test } from 'vitest';
import type { TokenRefusal } from '../../../lambda/platform/http/caller-context.ts';
import { ada, ask, assistant, openThings } from './things.ts';
import type { Things } from './things.ts';
import { seconds } from '../../../lambda/value/time.ts';

let things: Things;
beforeEach(() => (things = openThings()));

const get = { method: 'GET', path: '/v1/me/things/one', caller: ada };
const lastRequest = () => things.requests.at(-1);

describe('callers', () => {
  test('without a token must authenticate (RFC 6750)', async () => {
    const { status, headers, document } = await ask(things, { ...get, caller: undefined });

    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(document).toMatchObject({ type: 'urn:custos:problem:unauthenticated', status: 401 });
  });

  test.each([
    ['another kind of caller', { caller: assistant }],
    ['a token without the scope', { scopes: 'custos/ledger' }],
    ['a service that somehow holds the scope', { caller: assistant, scopes: 'custos/self' }],
  ])('are rejected if %s lacks the scope', async (_, rest) => {
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
  ])('with a token that is rejected as %s are informed (RFC 6750)', async (refusal, text) => {
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

  test('with another scheme must send a bearer token, without an error (RFC 6750 section 3)', async () => {
    const refusal = { refusal: 'scheme' } as const;

    const { status, headers, document } = await ask(things, { ...get, refusal });

    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(document).toMatchObject({ detail: expect.stringContaining('Bearer') as string });
  });

  test('with a token without any scope of Custos learn the scope of the route', async () => {
    const { status, document } = await ask(things, { ...get, refusal: { refusal: 'scope' } });

    expect(status).toBe(403);
    expect(document).toMatchObject({
      type: 'urn:custos:problem:scope-missing',
      detail: 'This needs the scope custos/self of a subject token.',
    });
  });

  test('who are staff without the required second factor are rejected', async () => {
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

  test('need whole scopes, not parts of one', async () => {
    const { status } = await ask(things, { ...get, scopes: 'custos/selfish' });

    expect(status).toBe(401);
  });

  test('with a follow-up token need no account', async () => {
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
  ])('with a malformed follow-up token are rejected: %j', async (authorization) => {
    const headers: Record<string, string> =
      authorization === undefined ? {} : { Authorization: authorization };

    const result = await ask(things, { method: 'GET', path: '/v1/things-followed', headers });

    expect(result.status).toBe(401);
    expect(result.headers['www-authenticate']).toBe('Custos-Follow-Up');
  });

  test('without permission are rejected before their input is checked', async () => {
    const post = { method: 'POST', path: '/v1/things', body: 'not json' };

    expect((await ask(things, post)).status).toBe(401);
    expect((await ask(things, { ...post, caller: ada })).status).toBe(403);
    expect((await ask(things, { ...post, caller: assistant })).status).toBe(422);
  });
});

describe('a route of services that is for staff as well', () => {
  const share = { method: 'POST', path: '/v1/things/one/share' };
  const staff = {
    kind: 'staff',
    issuer: 'https://staff.example.com',
    name: 'dpo',
    authenticatedAt: seconds(Date.UTC(2026, 10, 24, 12) / 1000),
  } as const;

  test.each([
    ['a service', assistant, 'custos/records.write'],
    ['a member of staff', staff, 'custos/requests'],
  ])('is open to %s with the scope of its kind', async (_, caller, scopes) => {
    const { status } = await ask(things, { ...share, caller, scopes });

    expect(status).toBe(200);
    expect(lastRequest()).toMatchObject({ caller: { kind: caller.kind, name: caller.name } });
  });

  test.each([
    ['a service with the scope of staff', assistant, 'custos/requests'],
    ['staff with the scope of services', staff, 'custos/records.write'],
    ['a person', ada, 'custos/records.write custos/requests'],
  ])('is closed to %s', async (_, caller, scopes) => {
    const { status, document } = await ask(things, { ...share, caller, scopes });

    expect(status).toBe(403);
    expect(document).toMatchObject({
      detail:
        'This needs the scope custos/records.write of a service token, or custos/requests of a staff token.',
    });
    expect(things.requests).toEqual([]);
  });

  test('asks staff alone for a recent sign-in', async () => {
    things.now += 2 * 60 * 60 * 1_000;

    expect((await ask(things, { ...share, caller: staff })).status).toBe(401);
    expect((await ask(things, { ...share, caller: assistant })).status).toBe(200);
  });
});
