import canonicalize from 'canonicalize';
import { compactVerify, createLocalJWKSet } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { hashOf } from '../../../client/index.ts';
import { DocumentError, documentsIn } from '../../../cli/verify/document.ts';
import type { Document } from '../../../cli/verify/document.ts';

export type Verdict =
  /** One of the keys signed exactly this, and what it names by a hash is what the file has. */
  | { readonly kind: 'genuine'; readonly document: Document }
  | { readonly kind: 'altered'; readonly document: Document }
  | { readonly kind: 'unknown-key'; readonly document: Document };

/** What Custos signs with (RFC 8037, RFC 9864), and nothing weaker. */
const algorithms = ['EdDSA', 'Ed25519'];

/**
 * Checks each signed document of a file against the public keys, in the browser.
 *
 * @returns undefined where the file has none
 */
export async function verdictsOn(
  text: string,
  keys: JSONWebKeySet,
): Promise<readonly Verdict[] | undefined> {
  let documents: readonly Document[];
  try {
    documents = documentsIn(text);
  } catch (error) {
    if (error instanceof DocumentError) return undefined;
    throw error;
  }
  return Promise.all(documents.map((document) => verdictOn(document, keys)));
}

async function verdictOn(document: Document, keys: JSONWebKeySet): Promise<Verdict> {
  const { token, keyId, content, manifest, erased } = document;
  if (!keys.keys.some(({ kid }) => kid === keyId)) return { kind: 'unknown-key', document };
  const isGenuine =
    (await isSigned(token, keys)) &&
    (manifest === undefined ||
      (await sha256(canonicalize(manifest) ?? '')) === content['manifestSha256']) &&
    (erased === undefined || (await sha256(erased)) === content['erasedCertificateSha256']);
  return { kind: isGenuine ? 'genuine' : 'altered', document };
}

async function isSigned(token: string, keys: JSONWebKeySet): Promise<boolean> {
  try {
    await compactVerify(token, createLocalJWKSet(keys), { algorithms });
    return true;
  } catch {
    return false;
  }
}

const sha256 = (text: string): Promise<string> => hashOf(new Blob([text]));
