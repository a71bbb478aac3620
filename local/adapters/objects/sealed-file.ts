import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  createSecretKey,
  randomBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { pae } from '../../../lambda/platform/envelope/pae.ts';
import { rechunk } from '../../../lambda/platform/objects/rechunk.ts';

// 1 version | 32 salt | 1 length | content type | chunks of (64 KiB + 16 tag), the last one
// shorter. One key per file, from its salt, name and type; the nonce is the index of the chunk and
// whether it is the last, so chunks cannot be reordered, dropped or cut off (the STREAM
// construction).
const version = 0x01;
const saltLength = 32;
const fixedLength = 1 + saltLength + 1;
const chunkLength = 64 * 1024;
const tagLength = 16;

/** Length of the longest header. */
export const maximumHeaderLength = fixedLength + 0xff;

export interface SealedHeader {
  readonly contentType: string;
  readonly salt: Uint8Array;
  readonly length: number;
}

/**
 * Yields the encrypted file of `body`, with constant memory. Calls `counted` with the length of the
 * plaintext.
 */
export async function* sealFile(
  master: KeyObject,
  name: string,
  contentType: string,
  body: AsyncIterable<unknown>,
  counted: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  const salt = randomBytes(saltLength);
  const type = Buffer.from(contentType, 'ascii');
  yield Buffer.concat([Uint8Array.of(version), salt, Uint8Array.of(type.length), type]);
  const key = fileKey(master, name, contentType, salt);
  let index = 0;
  for await (const { bytes, last } of rechunk(body, chunkLength)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, last), {
      authTagLength: tagLength,
    });
    counted(bytes.length);
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
    index += 1;
  }
}

/** @param start the first `maximumHeaderLength` bytes of the file, or all of a shorter one */
export function readHeader(start: Uint8Array): SealedHeader {
  const typeLength = start[fixedLength - 1];
  if (start[0] !== version || typeLength === undefined) throw new ObjectBrokenError();
  const length = fixedLength + typeLength;
  const type = start.subarray(fixedLength, length);
  return {
    contentType: Buffer.from(type).toString('ascii'),
    salt: start.slice(1, 1 + saltLength),
    length,
  };
}

/** Length of the plaintext in a file of `fileLength` bytes. */
export function plaintextLength(header: SealedHeader, fileLength: number): number {
  const sealed = fileLength - header.length;
  return sealed - Math.max(1, Math.ceil(sealed / (chunkLength + tagLength))) * tagLength;
}

/**
 * Yields the plaintext after the header, chunk by authenticated chunk.
 *
 * @throws ObjectBrokenError where the file was altered or ends too early
 */
export async function* openFile(
  master: KeyObject,
  name: string,
  header: SealedHeader,
  sealed: AsyncIterable<unknown>,
): AsyncGenerator<Uint8Array, void> {
  const key = fileKey(master, name, header.contentType, header.salt);
  let index = 0;
  for await (const { bytes, last } of rechunk(sealed, chunkLength + tagLength)) {
    yield openChunk(key, nonceOf(index, last), bytes);
    index += 1;
  }
}

function openChunk(key: KeyObject, nonce: Uint8Array, bytes: Buffer): Uint8Array {
  if (bytes.length < tagLength) throw new ObjectBrokenError();
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  decipher.setAuthTag(bytes.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagLength)), decipher.final()]);
  } catch (cause) {
    throw new ObjectBrokenError({ cause });
  }
}

function fileKey(
  master: KeyObject,
  name: string,
  contentType: string,
  salt: Uint8Array,
): KeyObject {
  const info = pae(['object/v1', name, contentType]);
  const bytes = Buffer.from(hkdfSync('sha512', master, salt, info, 32));
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

function nonceOf(index: number, last: boolean): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** A stored object was altered or truncated. */
export class ObjectBrokenError extends Error {
  override readonly name = 'ObjectBrokenError';

  constructor(options?: ErrorOptions) {
    super('a stored object cannot be decrypted', options);
  }
}
