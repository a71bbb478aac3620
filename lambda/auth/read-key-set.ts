import * as z from 'zod';
import { discoveryPath, isFetchable } from './issuers.ts';

const timeoutMilliseconds = 3_000;
const maximumCharacters = 256 * 1024;

const keySet = z.object({
  keys: z.array(
    z.looseObject({
      kty: z.string(),
      kid: z.string().optional(),
      use: z.string().optional(),
    }),
  ),
});
/** The keys of an issuer: RFC 7517 section 5. */
export type JsonWebKeySet = z.output<typeof keySet>;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.string() });

/** Reads a key set at its address, or at the address in the discovery document at `uri`. */
export async function readKeySet(uri: string): Promise<JsonWebKeySet> {
  const document = await readJson(uri);
  const set = uri.endsWith(discoveryPath) ? await readJson(keysUriIn(document, uri)) : document;
  return keySet.parse(set);
}

// OpenID Connect Discovery 1.0 section 4.3: the document must name the issuer it was requested for.
function keysUriIn(document: unknown, uri: string): string {
  const { issuer, jwks_uri: keysUri } = discovery.parse(document);
  if (`${issuer.replace(/\/$/, '')}${discoveryPath}` !== uri) {
    throw new TypeError('the discovery document names another issuer');
  }
  return keysUri;
}

async function readJson(uri: string): Promise<unknown> {
  if (!isFetchable(uri)) throw new TypeError('keys are read over https, or from loopback');
  const response = await fetch(uri, {
    redirect: 'error',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  if (!response.ok) throw new TypeError(`the issuer responded with ${response.status}`);
  const text = await response.text();
  if (text.length > maximumCharacters) throw new TypeError('the document is too large');
  return JSON.parse(text) as unknown;
}
