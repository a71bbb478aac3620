import { canonicalJson } from '../value/canonical.ts';
import type { Keyring, Signer } from './keyring/keyring.ts';

/** With header and base64url this stays below the 4,096 bytes that AWS KMS signs. */
const maximumPayloadBytes = 2_800;

/**
 * Signs a payload as a compact JWS (RFC 7515, EdDSA) over its canonical JSON.
 *
 * @param type the `typ` header, for example `consent-receipt+jwt`
 * @throws PayloadTooLargeError over 2,800 bytes: move details into a manifest that the payload
 * names by its SHA-256
 */
export async function signJws(
  keyring: Keyring,
  signer: Signer,
  type: string,
  payload: object,
): Promise<string> {
  const body = Buffer.from(canonicalJson(payload));
  if (body.length > maximumPayloadBytes) throw new PayloadTooLargeError();
  const { alg, kid } = await keyring.publicKey(signer);
  const header = Buffer.from(canonicalJson({ alg, kid, typ: type }));
  const input = `${header.toString('base64url')}.${body.toString('base64url')}`;
  const signature = await keyring.sign(signer, Buffer.from(input));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

/** A payload that is too large to be signed: a defect of the calling code. */
export class PayloadTooLargeError extends Error {
  override readonly name = 'PayloadTooLargeError';

  constructor() {
    super(`a signed payload holds at most ${maximumPayloadBytes} bytes`);
  }
}
