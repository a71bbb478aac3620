import { describe, expect, test } from 'vitest';
import { policySchema } from '../../../lambda/policy/schema.ts';
import { answer } from '../../../lambda/platform/http/handlers.ts';
import { ada, ask, openThings } from './things.ts';
import { examplePolicy } from '../../support/example-policy.ts';

const centre = 'https://privacy.example.com';
const console = 'https://staff.example.com:8443';
const policy = { ...examplePolicy, cors: { origins: [centre, console] } };
const list = { method: 'GET', path: '/v1/me/things', caller: ada };
const allowOrigin = 'access-control-allow-origin';

describe('a page of an origin that the policy names', () => {
  const things = openThings({ policy });

  test.each([centre, console])('reads responses: %s', async (origin) => {
    const { status, headers } = await ask(things, { ...list, headers: { Origin: origin } });

    expect(status).toBe(200);
    expect(headers).toMatchObject({ [allowOrigin]: origin, vary: 'origin' });
    const exposed = headers['access-control-expose-headers']?.split(', ');
    for (const name of ['x-request-id', 'etag', 'retry-after', 'www-authenticate', 'location']) {
      expect(exposed).toContain(name);
    }
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  test('reads problems', async () => {
    const refused = await ask(things, {
      ...list,
      caller: undefined,
      headers: { Origin: centre },
    });

    expect(refused.status).toBe(401);
    expect(refused.headers[allowOrigin]).toBe(centre);
  });

  test.each([
    ['/v1/me/things', 'PUT'],
    ['/v1/things/x/approve', 'POST'],
    ['/v1/elsewhere', 'GET'],
  ])('sends a preflight for %s, without a token', async (path, method) => {
    const before = things.requests.length;

    const asked = await ask(things, {
      method: 'OPTIONS',
      path,
      headers: {
        Origin: centre,
        'Access-Control-Request-Method': method,
        'Access-Control-Request-Headers': 'authorization, content-type, idempotency-key',
      },
    });

    expect(asked.status).toBe(204);
    expect(asked.text).toBe('');
    expect(asked.headers).toMatchObject({ [allowOrigin]: centre, vary: 'origin' });
    expect(asked.headers['access-control-allow-methods']).toContain(method);
    for (const name of ['authorization', 'content-type', 'idempotency-key', 'if-match', 'accept']) {
      expect(asked.headers['access-control-allow-headers']).toContain(name);
    }
    expect(things.requests).toHaveLength(before);
  });
});

describe('a page of another origin reads nothing', () => {
  test.each([
    'https://evil.example',
    'null',
    `${centre}.evil.example`,
    `${centre}/`,
    'http://privacy.example.com',
    'https://privacy.example.com:444',
    `${centre}, https://evil.example`,
    centre.toUpperCase(),
    '*',
  ])('such as %s', async (origin) => {
    const things = openThings({ policy });
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await ask(things, { ...list, method, headers: { Origin: origin } });

      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers['vary']).toBe('origin');
    }
  });

  test('no page does if the policy names no origin', async () => {
    const things = openThings();
    const headers = { Origin: centre };

    const read = await ask(things, { ...list, headers });
    const preflight = await ask(things, { ...list, method: 'OPTIONS', headers });

    expect(preflight.status).toBe(404);
    for (const answered of [read, preflight]) {
      const names = Object.keys(answered.headers);
      expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

test('a response that varies by type varies by origin as well', async () => {
  const things = openThings({ policy });
  const others = { 'text/csv': () => 'a' };
  things.reply = () => ({ ...answer(200, { a: 1 }), others });

  const { headers } = await ask(things, { ...list, headers: { Origin: centre } });

  expect(headers['vary']).toBe('accept, origin');
});

test.each([
  '*',
  'https://privacy.example.com/',
  'https://privacy.example.com/app',
  'http://privacy.example.com',
  'HTTPS://privacy.example.com',
  'https://Privacy.example.com',
  'https://privacy.example.com:443',
  'https://*.example.com',
  'https://user@privacy.example.com',
  'privacy.example.com',
  'null',
  '',
])('%j is not an origin', (origin) => {
  expect(policySchema.shape.cors.safeParse({ origins: [origin] }).success).toBe(false);
});

test.each([centre, console, 'http://localhost:3000', 'http://127.0.0.1:3000'])(
  '%s is an origin',
  (origin) => {
    expect(policySchema.shape.cors.safeParse({ origins: [origin] }).success).toBe(true);
  },
);

describe('HEAD (RFC 9110 section 9.1)', () => {
  const things = openThings();
  const shown = { path: '/v1/things/public' };

  test('of a public route returns what GET does, without the body', async () => {
    const get = await ask(things, { ...shown, method: 'GET' });
    const head = await ask(things, { ...shown, method: 'HEAD' });

    expect(get.text).not.toBe('');
    expect(head.text).toBe('');
    expect(head.status).toBe(get.status);
    const own = { 'x-request-id': expect.any(String) as string };
    expect(head.headers).toEqual({ ...get.headers, ...own });
  });

  test('of a route that requires a token matches no route', async () => {
    const { status } = await ask(things, { ...list, method: 'HEAD' });

    expect(status).toBe(404);
  });
});
