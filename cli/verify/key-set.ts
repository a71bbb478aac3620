import { compactVerify, createLocalJWKSet } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { readFileSync } from 'node:fs';
import * as z from 'zod';

const timeoutMilliseconds = 10_000;
/** What Custos signs with (RFC 8037, RFC 9864), and nothing weaker. */
const algorithms = ['EdDSA', 'Ed25519'];

const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * Public keys (RFC 7517) at a URL or in a file.
 *
 * @throws KeySetError
 */
export async function readKeys(place: string): Promise<JSONWebKeySet> {
  try {
    const text = /^https?:\/\//.test(place) ? await fetched(place) : readFileSync(place, 'utf8');
    return keySet.parse(JSON.parse(text));
  } catch (cause) {
    throw new KeySetError(`${place} is not a readable set of public keys (JWKS)`, { cause });
  }
}

async function fetched(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMilliseconds) });
  if (!response.ok) throw new TypeError(`the server responds with ${response.status}`);
  return response.text();
}

/** Whether one of the keys signed exactly this. */
export async function isSignedBy(keys: JSONWebKeySet, token: string): Promise<boolean> {
  try {
    await compactVerify(token, createLocalJWKSet(keys), { algorithms });
    return true;
  } catch {
    return false;
  }
}

/** The keys cannot be read, so nothing can be verified. */
export class KeySetError extends Error {
  override readonly name = 'KeySetError';
}
