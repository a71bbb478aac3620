import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { rechunk } from '../objects/rechunk.ts';
import { pae } from './pae.ts';

// 1 version | 32 salt | 1 length | content type | chunks of (64 KiB + 16 tag), the last one
// shorter. One key per file, from its salt, purpose, name and type; the nonce is the index of the
// chunk and whether it is the last, so chunks cannot be reordered, dropped or cut off (the STREAM
// construction: Hoang, Reyhanitabar, Rogaway, Vizár, "Online Authenticated-Encryption and its
// Nonce-Reuse Misuse-Resistance", 2015).
const version = 0x01;
const saltLength = 32;
const fixedLength = 1 + saltLength + 1;
const chunkLength = 64 * 1024;
const tagLength = 16;
const sealedChunkLength = chunkLength + tagLength;

/** Length of the longest header. */
export const maximumHeaderLength = fixedLength + 0xff;

/** What a file is encrypted for: it cannot be opened for another purpose or under another name. */
export interface FileContext {
  readonly purpose: 'object/v1' | 'media/v1';
  readonly name: string;
}

export interface SealedHeader {
  /** In clear, and authenticated; may be empty. */
  readonly contentType: string;
  readonly salt: Uint8Array;
  readonly length: number;
}

/** Length of the header of an encrypted file. */
export const headerLength = (contentType: string): number => fixedLength + contentType.length;

/** Length of the encrypted file of a plaintext, header included. */
export const sealedLength = (contentType: string, plaintextBytes: number): number =>
  headerLength(contentType) +
  plaintextBytes +
  Math.max(1, Math.ceil(plaintextBytes / chunkLength)) * tagLength;

/**
 * Yields the encrypted file of `body`, with constant memory. Calls `counted` with the length of the
 * plaintext.
 */
export async function* sealFile(
  master: KeyObject,
  context: FileContext,
  contentType: string,
  body: AsyncIterable<unknown>,
  counted: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void> {
  const salt = randomBytes(saltLength);
  const type = Buffer.from(contentType, 'ascii');
  yield Buffer.concat([Uint8Array.of(version), salt, Uint8Array.of(type.length), type]);
  const key = fileKey(master, context, contentType, salt);
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

/** Which bytes of an encrypted file to read for a part of its plaintext, and what to do with them. */
export interface Opening {
  /** First and last byte of the encrypted file that is read: whole chunks. */
  readonly start: number;
  readonly end: number;
  readonly firstChunk: number;
  readonly lastChunk: number;
  /** Index of the last chunk of the whole file. */
  readonly finalChunk: number;
  /** Bytes of the plaintext before those that are wanted. */
  readonly skip: number;
  /** Wanted bytes of the plaintext. */
  readonly bytes: number;
  /** Length of the whole plaintext. */
  readonly plaintextBytes: number;
}

/**
 * @param fileLength of the encrypted file, header included
 * @param range of the plaintext, `end` inclusive; all of it if undefined; cut at its end
 * @throws ObjectBrokenError when no encrypted file has that length
 * @throws RangeError for a range that begins after the end of the plaintext
 */
export function planOpening(
  header: SealedHeader,
  fileLength: number,
  range?: { readonly start: number; readonly end: number },
): Opening {
  const sealed = fileLength - header.length;
  const finalChunk = Math.max(1, Math.ceil(sealed / sealedChunkLength)) - 1;
  const plaintextBytes = sealed - (finalChunk + 1) * tagLength;
  if (plaintextBytes < 0) throw new ObjectBrokenError();
  const { start, end } = range ?? { start: 0, end: plaintextBytes - 1 };
  if (range !== undefined && (start < 0 || start >= plaintextBytes || end < start)) {
    throw new RangeError('the range is not in the file');
  }
  const last = Math.min(end, plaintextBytes - 1);
  const firstChunk = Math.floor(start / chunkLength);
  const lastChunk = Math.max(0, Math.floor(last / chunkLength));
  return {
    start: header.length + firstChunk * sealedChunkLength,
    end: Math.min(header.length + (lastChunk + 1) * sealedChunkLength, fileLength) - 1,
    firstChunk,
    lastChunk,
    finalChunk,
    skip: start - firstChunk * chunkLength,
    bytes: last - start + 1,
    plaintextBytes,
  };
}

/**
 * Yields the wanted plaintext, chunk by authenticated chunk.
 *
 * @param ciphertext bytes `start` to `end` of the file, as planned
 * @throws ObjectBrokenError where the file was altered or ends too early
 */
export async function* openFile(
  master: KeyObject,
  context: FileContext,
  header: SealedHeader,
  opening: Opening,
  ciphertext: AsyncIterable<unknown>,
): AsyncGenerator<Uint8Array, void> {
  const key = fileKey(master, context, header.contentType, header.salt);
  const { firstChunk, lastChunk, finalChunk } = opening;
  let index = firstChunk;
  let { skip, bytes: wanted } = opening;
  for await (const { bytes } of rechunk(ciphertext, sealedChunkLength)) {
    if (index > lastChunk) throw new ObjectBrokenError();
    const plaintext = openChunk(key, nonceOf(index, index === finalChunk), bytes);
    const piece = plaintext.subarray(skip, skip + wanted);
    skip = 0;
    wanted -= piece.length;
    index += 1;
    yield piece;
  }
  if (index !== lastChunk + 1 || wanted !== 0) throw new ObjectBrokenError();
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
  { purpose, name }: FileContext,
  contentType: string,
  salt: Uint8Array,
): KeyObject {
  const info = pae([purpose, name, contentType]);
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
