import { createSecretKey } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  headerLength,
  ObjectBrokenError,
  openFile,
  planOpening,
  readHeader,
  sealedLength,
  sealFile,
} from '../envelope/sealed-file.ts';
import type { FileContext } from '../envelope/sealed-file.ts';
import type { ByteRange, MediaName, MediaObjects } from './media-objects.ts';

/** The record says of which type the file is; its object does not. */
const contentType = '';
const beginsAt = headerLength(contentType);

/**
 * Seals a stream under the key of its file and stores it, with constant memory.
 *
 * @param key 32 random bytes of this file alone, in base64
 * @returns bytes of the plaintext
 * @throws ObjectsUnavailableError; errors of the plaintext unchanged: nothing is stored then
 */
export async function sealMedia(
  media: MediaObjects,
  name: MediaName,
  key: string,
  plaintext: AsyncIterable<Uint8Array>,
): Promise<{ readonly bytes: number }> {
  let bytes = 0;
  const sealed = sealFile(
    createSecretKey(key, 'base64'),
    contextOf(name),
    contentType,
    plaintext,
    (more) => {
      bytes += more;
    },
  );
  await media.put(name, Readable.from(sealed, { objectMode: false }));
  return { bytes };
}

/**
 * Opens a file, or a part of it, with constant memory. Every byte was authenticated before it is
 * returned.
 *
 * @param plaintextBytes length of the whole file, as its record says
 * @param range of the plaintext; it is cut at the end of the file
 * @returns undefined if the object is absent
 * @throws ObjectsUnavailableError; ObjectBrokenError if the object was altered or cut, also from
 * the stream; RangeError for a range that begins after the end of the file
 */
export async function openMedia(
  media: MediaObjects,
  name: MediaName,
  key: string,
  plaintextBytes: number,
  range?: ByteRange,
): Promise<Readable | undefined> {
  const fileLength = sealedLength(contentType, plaintextBytes);
  const beginning = await media.open(name, { start: 0, end: beginsAt - 1 });
  if (beginning === undefined) return undefined;
  const header = readHeader(await buffer(beginning.body));
  if (beginning.bytes !== fileLength || header.length !== beginsAt) {
    throw new ObjectBrokenError();
  }
  const opening = planOpening(header, fileLength, range);
  const sealed = await media.open(name, { start: opening.start, end: opening.end });
  if (sealed === undefined) return undefined;
  const plaintext = openFile(
    createSecretKey(key, 'base64'),
    contextOf(name),
    header,
    opening,
    sealed.body,
  );
  const body = Readable.from(plaintext, { objectMode: false });
  // Ends the download also when the body is not read to its end.
  body.once('close', () => sealed.body.destroy());
  return body;
}

const contextOf = (name: MediaName): FileContext => ({ purpose: 'media/v1', name });
