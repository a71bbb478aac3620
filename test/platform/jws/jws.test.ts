import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../lambda/value/canonical.ts';
import { PayloadTooLargeError, signJws } from '../../../lambda/platform/jws.ts';
import { FileKeyring } from '../../../local/adapters/keyring/file-keyring.ts';

const root = mkdtempSync(join(tmpdir(), 'custos-'));
const keyring = new FileKeyring(() => join(root, 'keys.json'));
const receipt = { purpose: 'improvement', state: 'given', at: '2026-11-24T09:00:00.000Z' };

afterAll(() => rmSync(root, { recursive: true }));

const sign = (payload: object = receipt) =>
  signJws(keyring, 'receipts', 'consent-receipt+jwt', payload);
const verify = async (jws: string, signer: 'receipts' | 'certificates' = 'receipts') =>
  compactVerify(jws, await importJWK(await keyring.publicKey(signer)), { algorithms: ['EdDSA'] });

describe('a signed payload', () => {
  test('is verified by a standard JOSE library with the published key', async () => {
    const jws = await sign();

    const { payload, protectedHeader } = await verify(jws);

    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(receipt);
    expect(protectedHeader).toEqual({
      alg: 'EdDSA',
      typ: 'consent-receipt+jwt',
      kid: (await keyring.publicKey('receipts')).kid,
    });
  });

  test('has its canonical JSON, so that it can be hashed again from its members', async () => {
    const jws = await sign({ b: [1.5, 'é'], a: null });

    const { payload } = await verify(jws);

    expect(Buffer.from(payload).toString()).toBe('{"a":null,"b":[1.5,"é"]}');
  });

  test('is the same text whenever it is signed again', async () => {
    expect(await sign()).toBe(await sign(Object.fromEntries(Object.entries(receipt).reverse())));
  });

  test.each([0, 1, 2])('altered in part %i fails', async (part) => {
    const parts = (await sign()).split('.');
    const bytes = Buffer.from(parts[part]!, 'base64url');
    bytes[bytes.length >> 1]! ^= 1;
    parts[part] = bytes.toString('base64url');

    await expect(verify(parts.join('.'))).rejects.toThrow();
  });

  test('with another payload under the same signature fails', async () => {
    const [header, , signature] = (await sign()).split('.');
    const forged = Buffer.from(canonicalJson({ ...receipt, state: 'refused' })).toString(
      'base64url',
    );

    await expect(verify(`${header}.${forged}.${signature}`)).rejects.toThrow(
      'signature verification failed',
    );
  });

  test('fails with the key of another signer', async () => {
    await expect(verify(await sign(), 'certificates')).rejects.toThrow(
      'signature verification failed',
    );
  });

  test('of 2,800 bytes is signed, of one byte more rejected', async () => {
    const largest = { text: 'x'.repeat(2_800 - '{"text":""}'.length) };

    const jws = await sign(largest);

    expect(decodeProtectedHeader(jws).alg).toBe('EdDSA');
    await expect(sign({ text: `${largest.text}x` })).rejects.toThrow(PayloadTooLargeError);
    // Bytes, not characters.
    await expect(sign({ text: 'é'.repeat(1_395) })).rejects.toThrow(PayloadTooLargeError);
  });
});
