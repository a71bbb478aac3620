import { createHash, randomBytes } from 'node:crypto';
import type { Keyring } from '../keyring/keyring.ts';
import { toEpochSeconds } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';

/**
 * What a signature covers, in this order (RFC 9421 section 2). The body is covered by its digest
 * (RFC 9530).
 */
export const signedComponents = [
  '@method',
  '@target-uri',
  'content-digest',
  'content-type',
  'custos-delivery',
] as const;

/** Says what a signature is for, so that no other signature under the key is one (RFC 9421 section 2.3). */
export const signatureTag = 'custos-webhook';

/** How long a receiver accepts a signature: the call is retried with a new one. */
export const signatureSeconds = 300;

interface Signed {
  readonly method: 'POST';
  readonly url: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  /** The same when the call is repeated. */
  readonly delivery: string;
}

/**
 * Headers with which the receiver can verify who sent the call, that no one altered it, and that it is
 * not a copy of an earlier one (RFC 9421, `ed25519` of section 3.3.6).
 *
 * @throws KeyringUnavailableError
 */
export async function signRequest(
  { keyring, now }: { readonly keyring: Keyring; readonly now: EpochMilliseconds },
  { method, url, contentType, body, delivery }: Signed,
): Promise<Readonly<Record<string, string>>> {
  const { kid } = await keyring.publicKey('webhooks');
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
  const created = toEpochSeconds(now);
  const parameters = signatureParameters({
    created,
    expires: created + signatureSeconds,
    nonce: randomBytes(18).toString('base64url'),
    keyid: kid,
  });
  const values: Record<(typeof signedComponents)[number], string> = {
    '@method': method,
    '@target-uri': new URL(url).href,
    'content-digest': digest,
    'content-type': contentType,
    'custos-delivery': delivery,
  };
  const signature = await keyring.sign('webhooks', signatureBase(values, parameters));
  return {
    'content-digest': digest,
    'content-type': contentType,
    'custos-delivery': delivery,
    'signature-input': `custos=${parameters}`,
    signature: `custos=:${Buffer.from(signature).toString('base64')}:`,
  };
}

interface Parameters {
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly keyid: string;
}

const signatureParameters = ({ created, expires, nonce, keyid }: Parameters): string =>
  `(${signedComponents.map((name) => `"${name}"`).join(' ')})` +
  `;created=${created};expires=${expires};nonce="${nonce}";alg="ed25519"` +
  `;keyid="${keyid}";tag="${signatureTag}"`;

/** RFC 9421 section 2.5: a line for each component, and the parameters in the last one. */
export const signatureBase = (
  values: Readonly<Record<string, string>>,
  parameters: string,
): Uint8Array =>
  Buffer.from(
    [
      ...Object.entries(values).map(([name, value]) => `"${name}": ${value}`),
      `"@signature-params": ${parameters}`,
    ].join('\n'),
  );
