import { createHash } from 'node:crypto';

/** What a checkpoint commits to (https://c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** The name of the log; also of its key. */
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** The text that is signed. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`;

/** Ed25519 in signed notes (https://c2sp.org/signed-note). */
const signatureType = 0x01;

/**
 * A signed note.
 *
 * @param publicKey 32 bytes of an Ed25519 key
 */
export function signedNote(
  text: string,
  name: string,
  publicKey: Uint8Array,
  signature: Uint8Array,
): string {
  const signed = Buffer.concat([noteKeyId(name, publicKey), signature]).toString('base64');
  return `${text}\n— ${name} ${signed}\n`;
}

export const noteKeyId = (name: string, publicKey: Uint8Array): Uint8Array =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Uint8Array.of(signatureType))
    .update(publicKey)
    .digest()
    .subarray(0, 4);
