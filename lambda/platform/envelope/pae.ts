/**
 * Pre-authentication encoding: LE64(count) || (LE64(length) || bytes)*. Injective: no two lists of
 * parts have the same encoding. Text is encoded as UTF-8 in Unicode form NFC; values that are
 * compared byte by byte are given as bytes.
 *
 * @throws PaeError for text with a lone surrogate: UTF-8 would replace it, and two texts would be
 * equal
 */
export function pae(parts: readonly (string | Uint8Array)[]): Uint8Array {
  const encoded = parts.map(bytesOf);
  const size = encoded.reduce((sum, bytes) => sum + 8 + bytes.length, 8);
  const out = Buffer.alloc(size);
  // The upper half of each number stays zero: nothing in memory has 4 GiB.
  out.writeUInt32LE(encoded.length, 0);
  let offset = 8;
  for (const bytes of encoded) {
    out.writeUInt32LE(bytes.length, offset);
    out.set(bytes, offset + 8);
    offset += 8 + bytes.length;
  }
  return out;
}

function bytesOf(part: string | Uint8Array): Uint8Array {
  if (typeof part !== 'string') return part;
  if (!part.isWellFormed()) throw new PaeError('text holds a lone surrogate');
  return Buffer.from(part.normalize('NFC'), 'utf8');
}

/** Text that cannot be encoded without loss; the input checks reject it earlier. */
export class PaeError extends Error {
  override readonly name = 'PaeError';
}
