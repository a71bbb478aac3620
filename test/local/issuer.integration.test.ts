import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
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
import { SignInBrowser } from './sign-in-browser.ts';

let home: string;
let issuer: LocalIssuer;
let server: Server;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'custos-issuer-'));
  const [port = 0] = await freePorts(1);
  issuer = await openIssuer(home, `http://127.0.0.1:${port}`);
  server = issuerServer(issuer, { port: 8787 });
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

const signIn = async (email: string): Promise<string> => {
  const tokens = await new SignInBrowser(issuer.issuer).signIn(
    {
      client: 'privacy-centre',
      redirectUri: 'http://127.0.0.1:3000/callback',
      scope: 'openid email custos/self',
    },
    email,
  );
  return tokens['access_token'] ?? '';
};

describe('the local issuer', () => {
  test('signs a person in by e-mail alone, with a token that the authorizer accepts', async () => {
    const token = await signIn('Ada@Example.COM');

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
    const token = await signIn('ada@example.com');

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
