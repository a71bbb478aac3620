/**
 * Pre-authentication encoding: LE64(count) || (LE64(length) || bytes)*. Injective, so no two lists
 * of parts read the same. Text is encoded as UTF-8 in Unicode form NFC; what is
 * compared byte by byte comes as bytes.
 *
 * @throws PaeError for text with a lone surrogate: UTF-8 would replace it, and two texts collide
 */
export function pae(parts: readonly (string | Uint8Array)[]): Uint8Array {
  const encoded = parts.map(bytesOf);
  const size = encoded.reduce((sum, bytes) => sum + 8 + bytes.length, 8);
  const out = Buffer.alloc(size);
  let offset = out.writeBigUInt64LE(BigInt(encoded.length), 0);
  for (const bytes of encoded) {
    offset = out.writeBigUInt64LE(BigInt(bytes.length), offset);
    out.set(bytes, offset);
    offset += bytes.length;
  }
  return out;
}

function bytesOf(part: string | Uint8Array): Uint8Array {
  if (typeof part !== 'string') return part;
  if (!part.isWellFormed()) throw new PaeError('text holds a lone surrogate');
  return Buffer.from(part.normalize('NFC'), 'utf8');
}

/** Text that cannot be encoded without loss: input should have refused it. */
export class PaeError extends Error {
  override readonly name = 'PaeError';
}
