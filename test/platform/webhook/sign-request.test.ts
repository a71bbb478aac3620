import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpbis } from 'http-message-signatures';
import { afterAll, describe, expect, test } from 'vitest';
import { signatureBase, signRequest } from '../../../lambda/platform/webhook/sign-request.ts';
import { milliseconds } from '../../../lambda/value/time.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';

const folder = mkdtempSync(join(tmpdir(), 'custos-'));
const keyring = new FileKeyring(() => join(folder, 'keys.json'));
afterAll(() => rmSync(folder, { recursive: true }));

// RFC 9421 appendix B.1.4: test-key-ed25519.
const privateKey = createPrivateKey(
  '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n',
);

test('the signature base of RFC 9421 appendix B.2.6 has its published signature', () => {
  const base = signatureBase(
    {
      date: 'Tue, 20 Apr 2021 02:07:55 GMT',
      '@method': 'POST',
      '@path': '/foo',
      '@authority': 'example.com',
      'content-type': 'application/json',
      'content-length': '18',
    },
    '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
  );

  expect(sign(null, base, privateKey).toString('base64')).toBe(
    'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
  );
});

describe('a signed call', () => {
  const now = milliseconds(Date.now());
  const body = Buffer.from('{"delivery":"1"}');
  const call = {
    method: 'POST' as const,
    contentType: 'application/json',
    delivery: 'd-1',
    url: 'https://crm.example.com/privacy?tenant=7',
    body,
  };

  test('is accepted by another implementation of RFC 9421', async () => {
    const headers = await signRequest({ keyring, now }, call);
    const key = await keyring.publicKey('webhooks');
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' });
    const read = (message: { url: string; headers: Record<string, string> }) =>
      httpbis.verifyMessage(
        {
          keyLookup: ({ keyid }) =>
            Promise.resolve(
              keyid === key.kid
                ? {
                    algs: ['ed25519'],
                    verify: (data, signature) =>
                      Promise.resolve(verify(null, data, publicKey, signature)),
                  }
                : null,
            ),
          requiredParams: ['created', 'expires', 'nonce', 'keyid', 'alg', 'tag'],
          requiredFields: [
            ...['@method', '@target-uri', 'content-digest'],
            ...['content-type', 'custos-delivery'],
          ],
        },
        { method: 'POST', ...message },
      );

    expect(await read({ url: call.url, headers })).toBe(true);
    expect(await read({ url: 'https://crm.example.com/other', headers })).toBe(false);
    expect(await read({ url: call.url, headers: { ...headers, 'custos-delivery': 'd-2' } })).toBe(
      false,
    );
  });

  test('has the digest of RFC 9530, times in seconds, and another nonce each time', async () => {
    const first = await signRequest(
      { keyring, now },
      { ...call, body: Buffer.from('{"hello": "world"}\n') },
    );
    const second = await signRequest({ keyring, now }, call);

    // RFC 9530 appendix D: the digest of this very content.
    expect(first['content-digest']).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:');
    expect(first['signature-input']).toMatch(
      new RegExp(
        `;created=${Math.floor(now / 1_000)};expires=${Math.floor(now / 1_000) + 300};nonce="[\\w-]{24}"`,
      ),
    );
    const nonce = (headers: Readonly<Record<string, string>>) =>
      /nonce="([^"]+)"/.exec(headers['signature-input'] ?? '')?.[1];
    expect(nonce(first)).not.toBe(nonce(second));
  });
});
