import { createHash } from 'node:crypto';
import type { AdmittedForm } from './post-policy.ts';
import { PostRefusedError } from './post-refused-error.ts';

/**
 * Yields the file of a form, and fails at its end, or before, unless it is the one that the form
 * lets through.
 *
 * @throws PostRefusedError
 */
export async function* exactBody(
  file: AsyncIterable<Uint8Array>,
  { minimum, maximum, sha256 }: AdmittedForm,
): AsyncGenerator<Uint8Array, void> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of file) {
    bytes += piece.length;
    if (bytes > maximum) {
      throw new PostRefusedError(
        'EntityTooLarge',
        'Your proposed upload exceeds the maximum allowed size',
      );
    }
    hash.update(piece);
    yield piece;
  }
  if (bytes < minimum) {
    throw new PostRefusedError(
      'EntityTooSmall',
      'Your proposed upload is smaller than the minimum allowed size',
    );
  }
  if (sha256 !== undefined && hash.digest('base64') !== sha256) {
    throw new PostRefusedError(
      'BadDigest',
      'The SHA256 you specified did not match the calculated checksum.',
    );
  }
}
