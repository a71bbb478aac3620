import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IssuersError, readIssuers } from '../../lambda/auth/issuers.ts';
import { KeySetUnavailableError, KeySets } from '../../lambda/auth/key-sets.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { newSigner, startIssuer } from './issuer.ts';
import type { Signer, TestIssuer } from './issuer.ts';

let signer: Signer;
let issuer: TestIssuer;
let now: number;
let sets: KeySets;
let uri: string;

beforeEach(async () => {
  signer = await newSigner('first');
  issuer = await startIssuer([signer.jwk]);
  now = Date.UTC(2026, 10, 24);
  sets = new KeySets(() => milliseconds(now));
  uri = `${issuer.url}/jwks`;
});
afterEach(() => issuer.stop());

const key = (kid: string) => ({ header: { kid } });
const later = (amount: number) => (now += amount * 1_000);

describe('key sets of issuers', () => {
  test('one read serves many tokens, also concurrent ones', async () => {
    await Promise.all(Array.from({ length: 20 }, () => sets.getJwk(uri, key('first'))));
    await sets.getJwk(uri, key('first'));

    expect(issuer.reads).toBe(1);
  });

  test('a new key is found with the first token that it signs', async () => {
    await sets.getJwk(uri, key('first'));
    issuer.keys = [(await newSigner('second')).jwk];
    later(10);

    expect(await sets.getJwk(uri, key('second'))).toMatchObject({ kid: 'second' });
  });

  test('unknown key ids cannot cause repeated calls to the issuer', async () => {
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await expect(sets.getJwk(uri, key(`guess-${attempt}`))).rejects.toThrow('unknown key');
    }

    expect(issuer.reads).toBe(1);
  });

  test('a withdrawn key is rejected after five minutes', async () => {
    await sets.getJwk(uri, key('first'));
    issuer.keys = [(await newSigner('second')).jwk];
    later(301);

    await expect(sets.getJwk(uri, key('first'))).rejects.toThrow('unknown key');
  });

  test('known keys are used for an hour while the issuer does not respond', async () => {
    await sets.getJwk(uri, key('first'));
    issuer.status = 503;
    later(1_800);
    expect(await sets.getJwk(uri, key('first'))).toMatchObject({ kid: 'first' });

    later(1_801);
    await expect(sets.getJwk(uri, key('first'))).rejects.toThrow(KeySetUnavailableError);
  });

  test('a failed read is not repeated before five seconds have passed', async () => {
    issuer.status = 500;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(sets.getJwk(uri, key('first'))).rejects.toThrow(KeySetUnavailableError);
    }
    expect(issuer.reads).toBe(1);

    issuer.status = 200;
    later(6);
    expect(await sets.getJwk(uri, key('first'))).toMatchObject({ kid: 'first' });
  });

  test('redirects are not followed', async () => {
    await expect(sets.getJwk(`${issuer.url}/elsewhere`, key('first'))).rejects.toThrow(
      KeySetUnavailableError,
    );
    expect(issuer.reads).toBe(0);
  });

  test.each(['text', {}, [{ kty: 5 }], [null]])(
    'an invalid key set is rejected: %j',
    async (keys) => {
      const broken = await startIssuer(keys as never);

      await expect(sets.getJwk(`${broken.url}/jwks`, key('first'))).rejects.toThrow(
        KeySetUnavailableError,
      );
      await broken.stop();
    },
  );
});

describe('CUSTOS_ISSUERS', () => {
  const entry = { issuer: 'https://login.example.com', audience: 'custos', caller: 'subject' };

  test('keys are read over https', () => {
    expect(readIssuers(JSON.stringify([entry]))).toHaveLength(1);
  });

  test.each(['http://127.0.0.1:9', 'http://localhost:9', 'http://[::1]:9'])(
    'or over http from this machine: %s',
    (url) => expect(readIssuers(JSON.stringify([{ ...entry, issuer: url }]))).toHaveLength(1),
  );

  test.each([
    'http://login.example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://10.0.0.1',
  ])('but not over http from elsewhere: %s', (url) => {
    const there = { ...entry, issuer: url };
    const keysThere = { ...entry, jwksUri: `${url}/jwks` };

    expect(() => readIssuers(JSON.stringify([there]))).toThrow(IssuersError);
    expect(() => readIssuers(JSON.stringify([keysThere]))).toThrow(IssuersError);
  });

  test.each(['', '[]', '{}', '[{"issuer":"secret-value"}]'])(
    'an invalid value stops the function, whose error does not repeat it: %j',
    (json) => {
      expect(() => readIssuers(json)).toThrow(IssuersError);
      expect(() => readIssuers(json)).not.toThrow('secret-value');
    },
  );
});
