import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { clean } from '../../cleaning/clean.ts';
import type { Piece } from '../../cleaning/inspection.ts';
import type { MediaName, MediaObjects, Upload } from '../../platform/media/media-objects.ts';
import { sealMedia } from '../../platform/media/sealed-media.ts';
import type { MediaFacts } from '../../record/model/record.ts';
import type { Announced } from '../rows.ts';

export interface Sealing {
  readonly media: MediaObjects;
  readonly upload: Upload;
  readonly name: MediaName;
  readonly announced: Announced;
  /** What is kept of the upload, and what comes in the place of the rest. */
  readonly pieces: readonly Piece[];
  /** Whether the upload is still asked for, looked at when all of it was read. */
  readonly isWaiting: () => Promise<boolean>;
  /** When to give up, so that nothing is cut off in the middle. */
  readonly deadline: AbortSignal;
}

export type Sealed =
  | { readonly kind: 'sealed'; readonly media: MediaFacts }
  | { readonly kind: 'wrong-hash' }
  | { readonly kind: 'overtaken' };

/**
 * Reads the upload once, front to back: hashes it as it came, cleans it, encrypts it. The object
 * appears only where the hash is the one that was announced.
 *
 * @throws ObjectsUnavailableError, KeepingTimedOutError: no object was written
 */
export async function seal(sealing: Sealing): Promise<Sealed> {
  const { media, upload, name, announced, pieces, isWaiting, deadline } = sealing;
  const received = createHash('sha256');
  const cleaned = createHash('sha256');
  let bytes = 0;

  async function* plaintext(): AsyncGenerator<Uint8Array> {
    for await (const part of clean(hashed(upload.stream(), received, deadline), pieces)) {
      cleaned.update(part);
      bytes += part.byteLength;
      yield part;
    }
    if (received.digest('hex') !== announced.sha256) throw new NotKept('wrong-hash');
    if (!(await isWaiting())) throw new NotKept('overtaken');
  }

  try {
    await sealMedia(media, name, announced.key, plaintext());
  } catch (error) {
    if (error instanceof NotKept) return { kind: error.because };
    throw error;
  }
  const { contentType } = announced;
  return { kind: 'sealed', media: { contentType, bytes, sha256: cleaned.digest('hex') } };
}

async function* hashed(
  body: AsyncIterable<Uint8Array>,
  hash: Hash,
  deadline: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const part of body) {
    if (deadline.aborted) throw new KeepingTimedOutError();
    hash.update(part);
    yield part;
  }
}

/** Ends the writing of an object from within, so that none appears. */
class NotKept extends Error {
  override readonly name = 'NotKept';
  readonly because: 'wrong-hash' | 'overtaken';

  constructor(because: 'wrong-hash' | 'overtaken') {
    super('the file is not kept');
    this.because = because;
  }
}

/** A file was not read, cleaned and written before the function had to end. It is tried again. */
export class KeepingTimedOutError extends Error {
  override readonly name = 'KeepingTimedOutError';

  constructor() {
    super('a file could not be kept before the function had to end');
  }
}
