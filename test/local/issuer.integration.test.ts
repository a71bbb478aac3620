import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readIssuers } from '../../lambda/auth/issuers.ts';
import { createVerifier } from '../../lambda/auth/tokens.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { freePorts } from '../../local/ports.ts';
import { issuerServer } from '../../local/issuer.ts';
import { NoIssuerError, openIssuer, readIssuer } from '../../local/issuer-keys.ts';
import type { LocalIssuer } from '../../local/issuer-keys.ts';
import { issuersVariable, signToken, subOf } from '../../local/issuer-tokens.ts';
import { close, listen } from '../../local/ports.ts';

const redirectUri = 'http://127.0.0.1:3000/callback';

let home: string;
let issuer: LocalIssuer;
let server: Server;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-issuer-'));
  const [port = 0] = await freePorts(1);
  issuer = await openIssuer(home, `http://127.0.0.1:${port}`);
  server = issuerServer(issuer);
  await listen(server, port);
});

afterAll(async () => {
  await close(server, 0);
  await rm(home, { recursive: true, force: true });
});

/** The authentication context that the example policy requires. */
const strict = [{ caller: 'staff', amr: ['mfa'], maximumTokenLife: 'PT24H' } as const];
const verifyStrictly = (token: string) =>
  createVerifier(readIssuers(issuersVariable(issuer.issuer, strict)), systemClock)(token);

const verify = (token: string) =>
  createVerifier(readIssuers(issuersVariable(issuer.issuer)), systemClock)(token);

/** A browser: follows redirects within the issuer and stores its cookies. */
async function signIn(email: string): Promise<URL> {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: 'privacy-centre',
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid email custos/self',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const cookies = new Map<string, string>();
  let next = new URL(`${issuer.issuer}/auth?${query.toString()}`);
  let form: URLSearchParams | undefined;
  for (let hop = 0; hop < 10 && next.href.startsWith(issuer.issuer); hop += 1) {
    const response: Response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    form = location === null ? new URLSearchParams({ email }) : undefined;
    if (location === null) expect(await response.text()).toContain('Any e-mail address signs in');
    else next = new URL(location, next);
  }
  next.searchParams.set('verifier', verifier);
  return next;
}

async function redeem(callback: URL) {
  const response = await fetch(`${issuer.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'privacy-centre',
      redirect_uri: redirectUri,
      code: callback.searchParams.get('code') ?? '',
      code_verifier: callback.searchParams.get('verifier') ?? '',
    }),
  });
  return (await response.json()) as Record<string, string>;
}

describe('the local issuer', () => {
  test('signs a person in by e-mail alone, with a token that the authorizer accepts', async () => {
    const callback = await signIn('Ada@Example.COM');
    const { access_token: token = '' } = await redeem(callback);

    expect(await verify(token)).toMatchObject({
      kind: 'accepted',
      caller: {
        callerKind: 'subject',
        issuer: issuer.issuer,
        name: subOf('ada@example.com'),
        email: 'ada@example.com',
        scopes: 'custos/self',
      },
    });
    const { caller } = (await verify(token)) as { caller: { authenticatedAt: number } };
    expect(Math.abs(caller.authenticatedAt - Date.now() / 1000)).toBeLessThan(60);
  });

  test.each(['subject', 'service', 'staff'] as const)(
    'accepts a %s token that is signed directly',
    async (kind) => {
      const name = kind === 'service' ? 'assistant' : 'ada@example.com';
      const token = await signToken(issuer, kind, name);
      const response = await fetch(`${issuer.issuer}/jwks`);
      const keys = createLocalJWKSet((await response.json()) as JSONWebKeySet);

      await jwtVerify(token, keys, { issuer: issuer.issuer, audience: `custos-${kind}` });
      expect(decodeProtectedHeader(token).typ).toBe('at+jwt');
      expect(await verify(token)).toMatchObject({
        kind: 'accepted',
        caller: { callerKind: kind, ...(kind !== 'subject' && { name }) },
      });
    },
  );

  test('identifies the same person by sign-in and by a directly signed token', async () => {
    const direct = await verify(await signToken(issuer, 'subject', 'ada@example.com'));
    const { access_token: token = '' } = await redeem(await signIn('ada@example.com'));

    expect(await verify(token)).toMatchObject({
      caller: { name: (direct as { caller: { name: string } }).caller.name },
    });
  });

  test('makes stale authentication a day old', async () => {
    const verdict = await verify(
      await signToken(issuer, 'subject', 'ada@example.com', { authAgeSeconds: 86_400 }),
    );

    const { caller } = verdict as { caller: { authenticatedAt: number } };
    expect(Date.now() / 1000 - caller.authenticatedAt).toBeGreaterThan(86_000);
  });

  test('makes expired tokens, which are rejected', async () => {
    const token = await signToken(issuer, 'subject', 'ada@example.com', { expiresInSeconds: -60 });

    expect(await verify(token)).toMatchObject({ kind: 'explained', reason: 'expired' });
  });

  test('gives staff a second factor, and leaves it out on demand', async () => {
    const token = (options = {}) => signToken(issuer, 'staff', 'dpo@example.com', options);

    expect(await verifyStrictly(await token())).toMatchObject({ kind: 'accepted' });
    for (const amr of [[], ['pwd']]) {
      expect(await verifyStrictly(await token({ amr }))).toMatchObject({
        kind: 'explained',
        reason: 'second-factor',
      });
    }
    expect(await verifyStrictly(await token({ expiresInSeconds: 86_401 }))).toMatchObject({
      reason: 'lives-too-long',
    });
    expect(await verifyStrictly(await token({ scope: 'custos/holds' }))).toMatchObject({
      caller: { scopes: 'custos/holds' },
    });
    const silent = await verifyStrictly(await token({ authAgeSeconds: undefined }));
    expect(silent).not.toHaveProperty('caller.authenticatedAt');
  });

  test('uses the same key when it is opened again', async () => {
    const again = await openIssuer(home, issuer.issuer);

    expect(again.privateKey).toEqual(issuer.privateKey);
    expect(await readIssuer(home)).toEqual(issuer);
  });

  test('says what to do if there is no issuer yet', async () => {
    await expect(readIssuer(join(home, 'nowhere'))).rejects.toThrow(NoIssuerError);
    await expect(readIssuer(join(home, 'nowhere'))).rejects.toThrow('npm start');
  });
});
