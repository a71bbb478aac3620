import { SignJWT } from 'jose';
import { createHmac, createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readIssuers } from '../../lambda/auth/issuers.ts';
import { createVerifier } from '../../lambda/auth/tokens.ts';
import type { TokenVerification } from '../../lambda/auth/tokens.ts';
import { systemClock } from '../../lambda/value/time.ts';
import { newSigner, nowSeconds, sign, startIssuer } from './issuer.ts';
import type { Signer, TestIssuer } from './issuer.ts';

let people: TestIssuer;
let programs: TestIssuer;
let person: Signer;
let program: Signer;
let verify: (token: string) => Promise<TokenVerification>;

beforeAll(async () => {
  person = await newSigner('person-key');
  program = await newSigner('program-key', 'RS256');
  people = await startIssuer([person.jwk]);
  programs = await startIssuer([program.jwk]);
  verify = verifierOf(
    { issuer: people.url, audience: 'custos', caller: 'subject', emailAuthoritative: true },
    {
      issuer: programs.url,
      audience: 'custos',
      caller: 'service',
      jwksUri: `${programs.url}/jwks`,
    },
    { issuer: programs.url, audience: 'custos-staff', caller: 'staff', scopeClaim: 'roles' },
  );
});
afterAll(() => Promise.all([people.stop(), programs.stop()]));

const verifierOf = (...issuers: readonly object[]) =>
  createVerifier(readIssuers(JSON.stringify(issuers)), systemClock);

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('an access token is accepted', () => {
  test('of a person, with issuer, sub, scopes and the time of sign-in', async () => {
    const authTime = nowSeconds() - 30;

    const verdict = await verify(await sign(person, people.url, { auth_time: authTime }));

    expect(verdict).toEqual({
      kind: 'accepted',
      caller: {
        callerKind: 'subject',
        issuer: people.url,
        name: 'person-1',
        scopes: 'custos/self',
        authenticatedAt: authTime,
      },
    });
  });

  test('of a program, named by its client id, under another algorithm', async () => {
    const claims = { sub: 'x', client_id: 'assistant', scope: 'custos/decisions custos/consents' };

    const verdict = await verify(await sign(program, programs.url, claims));

    expect(verdict).toMatchObject({
      caller: {
        callerKind: 'service',
        name: 'assistant',
        scopes: 'custos/decisions custos/consents',
      },
    });
  });

  test.each(['ES384', 'ES512', 'RS512', 'EdDSA'])('signed with %s', async (alg) => {
    const signer = await newSigner(`key-${alg}`, alg);
    const issuer = await startIssuer([signer.jwk]);
    const verifyThat = verifierOf({ issuer: issuer.url, audience: 'custos', caller: 'subject' });

    const verdict = await verifyThat(await sign(signer, issuer.url));

    expect(verdict.kind).toBe('accepted');
    await issuer.stop();
  });

  test('of staff whose scopes are a list in another claim, distinguished by the audience', async () => {
    const claims = { aud: 'custos-staff', scope: 'custos/self', roles: ['custos/holds', 'other'] };

    const verdict = await verify(await sign(program, programs.url, claims));

    expect(verdict).toMatchObject({ caller: { callerKind: 'staff', scopes: 'custos/holds' } });
  });

  test('with the scopes that the issuer’s map translates its own to, and only those', async () => {
    const verifyMapped = verifierOf({
      issuer: programs.url,
      audience: 'custos',
      caller: 'staff',
      scopeMap: { 'privacy-team': ['custos/requests', 'custos/holds'] },
    });
    const claims = { scope: 'privacy-team custos/ledger toString' };

    const verdict = await verifyMapped(await sign(program, programs.url, claims));

    expect(verdict).toMatchObject({ caller: { scopes: 'custos/requests custos/holds' } });
  });
});

describe('an access token is rejected', () => {
  test('with alg none', async () => {
    const token = await sign(person, people.url);
    const unsigned = `${part({ alg: 'none', kid: person.kid })}.${token.split('.')[1]}`;

    expect(await verify(`${unsigned}.`)).toEqual(refused('malformed'));
    expect(await verify(`${unsigned}.${token.split('.')[2]}`)).toEqual(refused('algorithm'));
  });

  test('with HS256 over the public key', async () => {
    const secret = createPublicKey({ key: program.jwk, format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    });
    const signed = [
      part({ alg: 'HS256', kid: program.kid }),
      (await sign(program, programs.url)).split('.')[1],
    ].join('.');
    const mac = createHmac('sha256', secret).update(signed).digest('base64url');

    expect(await verify(`${signed}.${mac}`)).toEqual(refused('algorithm'));
  });

  test('with HS256 even if the issuer publishes the secret as a key', async () => {
    const issuer = await startIssuer([
      { kty: 'oct', kid: 'shared', k: Buffer.from('secret').toString('base64url') },
    ]);
    const verifyThat = verifierOf({ issuer: issuer.url, audience: 'custos', caller: 'subject' });
    const claims = (await sign(person, issuer.url)).split('.')[1];
    const signed = `${part({ alg: 'HS256', kid: 'shared' })}.${claims}`;
    const mac = createHmac('sha256', 'secret').update(signed).digest('base64url');

    // Rejected before a key is looked up.
    expect(await verifyThat(`${signed}.${mac}`)).toEqual(refused('algorithm'));
    await issuer.stop();
  });

  test('with an unknown key id, and with none', async () => {
    const outsider = await newSigner('stranger');

    expect(await verify(await sign(outsider, people.url))).toEqual(refused('key'));
    expect(await verify(await sign(person, people.url, {}, { kid: undefined }))).toEqual(
      refused('key'),
    );
  });

  test('signed by another key under a known key id', async () => {
    const impostor = { ...(await newSigner('x')), kid: person.kid };

    expect(await verify(await sign(impostor, people.url))).toEqual(refused('signature'));
  });

  test('altered after signing', async () => {
    const [header, , signature] = (await sign(person, people.url)).split('.');
    const [, payload] = (await sign(person, people.url, { sub: 'somebody-else' })).split('.');

    expect(await verify([header, payload, signature].join('.'))).toEqual(refused('signature'));
  });

  test('when it has expired, and when it never expires', async () => {
    const expired = await sign(person, people.url, { exp: nowSeconds() - 60 });
    const eternal = await sign(person, people.url, { exp: undefined });

    expect(await verify(expired)).toMatchObject({ kind: 'explained', reason: 'expired' });
    expect(await verify(eternal)).toEqual(refused('claims'));
  });

  test('before it is valid', async () => {
    const early = await sign(person, people.url, { nbf: nowSeconds() + 60 });

    expect(await verify(early)).toMatchObject({ kind: 'explained', reason: 'not-yet-valid' });
  });

  test.each([
    ['of a day and a second', { iat: nowSeconds(), exp: nowSeconds() + 86_401 }, 'lives-too-long'],
    [
      'of twenty years',
      { iat: nowSeconds() - 10 * 31_536_000, exp: nowSeconds() + 10 * 31_536_000 },
      'lives-too-long',
    ],
    ['in milliseconds', { exp: (nowSeconds() + 60) * 1_000 }, 'lives-too-long'],
    [
      'in milliseconds throughout',
      { iat: nowSeconds() * 1_000, exp: (nowSeconds() + 60) * 1_000 },
      'not-yet-valid',
    ],
    [
      'issued tomorrow',
      { iat: nowSeconds() + 86_400, exp: nowSeconds() + 86_700 },
      'not-yet-valid',
    ],
    ['issued by a clock two minutes ahead', { iat: nowSeconds() + 120 }, 'not-yet-valid'],
    ['of a sign-in tomorrow', { auth_time: nowSeconds() + 86_400 }, 'not-yet-valid'],
  ])('with a lifetime %s', async (_, claims, reason) => {
    expect(await verify(await sign(person, people.url, claims))).toMatchObject({
      kind: 'explained',
      reason,
    });
  });

  test.each([
    { iat: undefined },
    { iat: 'now' },
    { iat: null },
    { exp: '9999999999' },
    { nbf: 'x' },
  ])('when a required time is missing or not a number: %j', async (claims) => {
    expect(await verify(await sign(person, people.url, claims as never))).toEqual(
      refused('claims'),
    );
  });

  test('with a lifetime that its entry in the policy does not allow', async () => {
    const verifyShort = verifierOf({
      issuer: people.url,
      audience: 'custos',
      caller: 'subject',
      maximumTokenLife: 'PT4M',
    });

    expect(await verifyShort(await sign(person, people.url))).toMatchObject({
      reason: 'lives-too-long',
    });
    const short = await sign(person, people.url, { exp: nowSeconds() + 240 });
    expect(await verifyShort(short)).toMatchObject({ kind: 'accepted' });
  });

  test('in another encoding of the same token', async () => {
    const token = await sign(person, people.url);

    for (const spelling of [`${token}=`, `${token}==`, token.replace('.', '=.'), `${token} `]) {
      expect(await verify(spelling)).toEqual(refused('malformed'));
    }
  });

  test('for another audience, and for none', async () => {
    expect(await verify(await sign(person, people.url, { aud: 'shop' }))).toEqual(
      refused('audience'),
    );
    expect(await verify(await sign(person, people.url, { aud: undefined }))).toEqual(
      refused('audience'),
    );
  });

  test('of another issuer, configured or not', async () => {
    expect(await verify(await sign(person, 'https://evil.example'))).toEqual(refused('issuer'));
    expect(await verify(await sign(person, programs.url))).toEqual(refused('key'));
    expect(await verify(await sign(person, `${people.url}/`))).toEqual(refused('issuer'));
  });

  test('without a sub, and with an invalid one', async () => {
    expect(await verify(await sign(person, people.url, { sub: undefined }))).toEqual(
      refused('claims'),
    );
    // OpenID Connect Core section 2: ASCII, so that no two of them look or compare alike.
    for (const sub of ['e\u0301-x', '\u00e9-x', 'x\u200b', 'x'.repeat(256), '']) {
      expect(await verify(await sign(person, people.url, { sub }))).toMatchObject({
        kind: 'refused',
      });
    }
    expect(await verify(await sign(person, people.url, { sub: 'a\u0000b' }))).toEqual(
      refused('claims'),
    );
  });

  test.each(['', 'x', 'a.b', 'a.b.c', '....', `${part({})}.${part([])}.c`])(
    'when it is malformed: %j',
    async (token) => expect(await verify(token)).toEqual(refused('malformed')),
  );

  test('over 8 KB, even if the signature is valid', async () => {
    const token = await sign(person, people.url, { padding: 'x'.repeat(8_192) });

    expect(await verify(token)).toEqual(refused('too-long'));
  });

  test.each([{ typ: 'logout+jwt' }, { typ: 'consent-receipt+jwt' }])(
    'when it is another kind of JWT: %j',
    async (header) =>
      expect(await verify(await sign(person, people.url, {}, header))).toEqual(refused('type')),
  );

  test('when it requires an extension that must be understood', async () => {
    const token = await new SignJWT({
      iss: people.url,
      aud: 'custos',
      sub: 'p',
      exp: nowSeconds() + 9,
    })
      .setProtectedHeader({ alg: 'ES256', kid: person.kid, crit: ['b64'], b64: true })
      .sign(person.privateKey);

    expect(await verify(token)).toEqual(refused('type'));
  });

  test('when its audiences belong to two kinds of caller', async () => {
    const claims = {
      aud: ['custos', 'custos-staff'],
      scope: 'custos/decisions',
      roles: ['custos/holds'],
    };

    expect(await verify(await sign(program, programs.url, claims))).toEqual(refused('ambiguous'));
  });
});

describe('claims whose form differs between issuers', () => {
  test.each([
    { scope: ['openid', 'custos/self'] },
    { scope: 'openid custos/self', jti: 7 },
    { scope: 'custos/self', auth_time: 'yesterday', amr: 7, acr: { value: 1 } },
    { scope: 'custos/self', aud: ['shop', 'custos'] },
    { scope: 'custos/self', client_id: ['x'], email: 5, nonce: null },
  ])('do not invalidate a token: %j', async (claims) => {
    expect(await verify(await sign(person, people.url, claims as never))).toMatchObject({
      kind: 'accepted',
      caller: { name: 'person-1', scopes: 'custos/self' },
    });
  });

  test('a list of scopes is translated by the map', async () => {
    const verifyMapped = verifierOf({
      issuer: people.url,
      audience: 'custos',
      caller: 'subject',
      scopeMap: { openid: ['custos/self'] },
    });

    const verdict = await verifyMapped(
      await sign(person, people.url, { scope: ['openid', 'profile', 7] }),
    );

    expect(verdict).toMatchObject({ kind: 'accepted', caller: { scopes: 'custos/self' } });
  });
});

describe('a second factor of staff', () => {
  const entry = { audience: 'custos-staff', caller: 'staff' };
  const token = (claims: object) =>
    sign(program, programs.url, {
      aud: 'custos-staff',
      scope: 'custos/holds',
      ...claims,
    });
  const asking = (demands: object) => verifierOf({ issuer: programs.url, ...entry, ...demands });

  test.each([
    [{ amr: ['mfa'] }, { amr: ['pwd', 'mfa'] }],
    [{ amr: ['mfa', 'hwk'] }, { amr: 'hwk' }],
    [{ acr: ['gold'] }, { acr: 'gold' }],
    [
      { amr: ['mfa'], acr: ['gold'] },
      { amr: ['pwd'], acr: 'gold' },
    ],
    [
      { amr: ['mfa'], acr: ['gold'] },
      { amr: ['mfa'], acr: 'silver' },
    ],
    [{}, {}],
  ])('required as %j is present in %j', async (demands, claims) => {
    expect(await asking(demands)(await token(claims))).toMatchObject({ kind: 'accepted' });
  });

  test.each([
    [{ amr: ['mfa'] }, {}],
    [{ amr: ['mfa'] }, { amr: [] }],
    [{ amr: ['mfa'] }, { amr: ['pwd'] }],
    [{ amr: ['mfa'] }, { amr: 'mfa pwd' }],
    [{ amr: ['mfa'] }, { amr: { mfa: true } }],
    [{ amr: ['mfa'] }, { acr: 'mfa' }],
    [{ acr: ['gold'] }, { acr: 'silver', amr: ['gold'] }],
  ])('required as %j is missing in %j', async (demands, claims) => {
    expect(await asking(demands)(await token(claims))).toMatchObject({
      kind: 'explained',
      reason: 'second-factor',
      refusal: { refusal: 'second-factor' },
      scopes: ['custos/holds'],
    });
  });
});

describe('scopes stay within the kind of caller', () => {
  test('a person cannot obtain scopes of services or staff', async () => {
    const claims = { scope: 'custos/self custos/records.read custos/requests' };

    const verdict = await verify(await sign(person, people.url, claims));

    expect(verdict).toMatchObject({ caller: { scopes: 'custos/self' } });
  });

  test('not even through a map that grants them', async () => {
    const verifyMapped = verifierOf({
      issuer: people.url,
      audience: 'custos',
      caller: 'subject',
      scopeMap: { openid: ['custos/self', 'custos/requests', 'custos/subjects'] },
    });

    const verdict = await verifyMapped(await sign(person, people.url));

    expect(verdict).toMatchObject({ caller: { scopes: 'custos/self' } });
  });

  test.each([
    { scope: 'openid' },
    { scope: '' },
    { scope: undefined },
    { scope: 'custos/requests' },
  ])('a token without a scope of its kind grants nothing: %j', async (claims) =>
    expect(await verify(await sign(person, people.url, claims))).toEqual({
      kind: 'without-scope',
    }),
  );
});

describe('an e-mail address counts', () => {
  const email = 'ada@example.com';

  test('when a subject issuer declared authoritative has verified it', async () => {
    const verdict = await verify(await sign(person, people.url, { email, email_verified: true }));

    expect(verdict).toMatchObject({ caller: { email } });
  });

  test('in the one form in which addresses are compared', async () => {
    const claims = { email: 'Ada@EXAMPLE.com.', email_verified: true };

    expect(await verify(await sign(person, people.url, claims))).toMatchObject({
      caller: { email },
    });
  });

  test.each([
    { email, email_verified: false },
    { email, email_verified: 'true' },
    { email },
    { email: 'not an address', email_verified: true },
    { email: `${email}\u200b`, email_verified: true },
    { email: `<${email}>`, email_verified: true },
    { email: `${email},b@example.com`, email_verified: true },
    { email: 'a..b@example.com', email_verified: true },
    { email: [email], email_verified: true },
  ])('not as %j', async (claims) => {
    const verdict = await verify(await sign(person, people.url, claims));

    expect(verdict).toMatchObject({ kind: 'accepted' });
    expect(verdict).not.toHaveProperty('caller.email');
  });

  test('not of an issuer that is not authoritative', async () => {
    const verifyPlain = verifierOf({ issuer: people.url, audience: 'custos', caller: 'subject' });

    const verdict = await verifyPlain(
      await sign(person, people.url, { email, email_verified: true }),
    );

    expect(verdict).toMatchObject({ kind: 'accepted' });
    expect(verdict).not.toHaveProperty('caller.email');
  });
});
