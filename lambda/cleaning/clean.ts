import type { Piece } from './inspection.ts';

const zeros = new Uint8Array(64 * 1024);

/**
 * Applies the pieces to the whole file, front to back, with constant memory. Reads `body` to its end
 * also after the last piece, so that a hash over it is of all bytes.
 *
 * @throws FileChangedError where the body is shorter than the file that was inspected
 */
export async function* clean(
  body: AsyncIterable<Uint8Array>,
  pieces: readonly Piece[],
): AsyncGenerator<Uint8Array, void> {
  const chunks = body[Symbol.asyncIterator]();
  let chunk: Uint8Array = new Uint8Array();
  /** Where `chunk` begins in the body. */
  let position = 0;
  /** Goes on to the chunk with the byte at `start`. */
  const forward = async (start: number): Promise<void> => {
    while (position + chunk.length <= start) {
      position += chunk.length;
      const next = await chunks.next();
      if (next.done === true) throw new FileChangedError();
      chunk = next.value;
    }
  };
  try {
    for (const piece of pieces) {
      if (piece.kind === 'insert') yield piece.bytes;
      else if (piece.kind === 'zero') yield* zerosOf(piece.length);
      else {
        const end = piece.start + piece.length;
        for (let at = piece.start; at < end;) {
          await forward(at);
          const bytes = chunk.subarray(at - position, end - position);
          yield bytes;
          at += bytes.length;
        }
      }
    }
    while ((await chunks.next()).done !== true);
  } finally {
    await chunks.return?.();
  }
}

function* zerosOf(length: number): Generator<Uint8Array> {
  for (let left = length; left > 0; left -= zeros.length) {
    yield left < zeros.length ? zeros.subarray(0, left) : zeros;
  }
}

/** The file that is cleaned is not the one that was inspected. */
export class FileChangedError extends Error {
  override readonly name = 'FileChangedError';

  constructor() {
    super('a file became shorter between its inspection and its cleaning');
  }
}
