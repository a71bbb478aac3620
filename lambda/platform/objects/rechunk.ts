export interface Chunk {
  readonly bytes: Buffer;
  readonly last: boolean;
}

/**
 * Cuts a stream into chunks of exactly `size` bytes and one last chunk of at most `size`, which is
 * empty only when the whole stream is. About two chunks are in memory at a time.
 */
export async function* rechunk(
  source: AsyncIterable<unknown> | Iterable<unknown>,
  size: number,
): AsyncGenerator<Chunk, void> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const piece of source) {
    const bytes = bytesOf(piece);
    waiting.push(bytes);
    length += bytes.length;
    if (length <= size) continue;
    let rest = Buffer.concat(waiting, length);
    // A full chunk waits, because it may be the last one.
    while (rest.length > size) {
      yield { bytes: rest.subarray(0, size), last: false };
      rest = rest.subarray(size);
    }
    waiting = [rest];
    length = rest.length;
  }
  yield { bytes: Buffer.concat(waiting, length), last: true };
}

function bytesOf(piece: unknown): Buffer {
  if (typeof piece === 'string') return Buffer.from(piece);
  if (piece instanceof Uint8Array) return Buffer.from(piece.buffer, piece.byteOffset, piece.length);
  throw new TypeError('a body is a stream of bytes');
}
