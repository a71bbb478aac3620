import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { RequestId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import type { Keyring } from '../platform/keyring/keyring.ts';

/*
 * `cft_<requestId>.<secret>`: names its request, so that no index over tokens is needed. The secret
 * derives from a random nonce that is stored only, for a day and encrypted, in the idempotency row
 * of the call that made it: a repeated call returns the same token. The request holds an HMAC alone.
 */
const shape = /^cft_([0-9a-f-]{36})\.[A-Za-z0-9_-]{43}$/;

export const newNonce = (): string => randomBytes(24).toString('base64url');

/** The same token for the same request and nonce. */
export async function followUpToken(
  keyring: Pick<Keyring, 'hmac'>,
  requestId: RequestId,
  nonce: string,
): Promise<string> {
  const secret = await keyring.hmac('follow-up/v1', ['issue', requestId, nonce]);
  return `cft_${requestId}.${Buffer.from(secret).toString('base64url')}`;
}

/** What the row keeps of a token. */
export async function fingerprintOf(
  keyring: Pick<Keyring, 'hmac'>,
  token: string,
): Promise<string> {
  const mac = await keyring.hmac('follow-up/v1', ['verify', token]);
  return Buffer.from(mac).toString('base64url');
}

export const requestOfToken = (token: string): RequestId | undefined =>
  parseId<RequestId>(shape.exec(token)?.[1] ?? '');

/** Where there is no request: as long as a fingerprint, and compared with one as well. */
const noFingerprint = '-'.repeat(43);

/** Takes the same time whatever is wrong with the token, and whether or not there is a request. */
export async function opens(
  keyring: Pick<Keyring, 'hmac'>,
  token: string,
  stored: string | undefined,
): Promise<boolean> {
  const given = Buffer.from(await fingerprintOf(keyring, token));
  const expected = Buffer.from(stored ?? noFingerprint);
  return (
    given.length === expected.length && timingSafeEqual(given, expected) && stored !== undefined
  );
}
