import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf } from '../../client/index.ts';
import { sha256 } from '../../client/sha256.ts';

const expected = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Pieces of a file as a stream has them: of any length, also none. */
const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 });

test('is that of OpenSSL, however the bytes are divided', () => {
  fc.assert(
    fc.property(pieces, (all) => {
      const hash = sha256();
      for (const piece of all) hash.update(piece);
      expect(hash.digest()).toBe(expected(Buffer.concat(all)));
    }),
    { numRuns: 500 },
  );
});

test('is right at every length around the end of a block', () => {
  for (let bytes = 0; bytes <= 130; bytes += 1) {
    const zeros = new Uint8Array(bytes);
    const hash = sha256();
    hash.update(zeros);
    expect(hash.digest()).toBe(expected(zeros));
  }
});

test('of a file reports what has been read', async () => {
  const bytes = Buffer.alloc(300_000, 'Custos');
  const seen: number[] = [];

  const hash = await hashOf(new Blob([bytes]), (read) => seen.push(read));

  expect(hash).toBe(expected(bytes));
  expect(seen.at(-1)).toBe(300_000);
  expect(seen).toEqual(seen.toSorted((one, other) => one - other));
});

test('of a file ends with the reason of its signal', async () => {
  const reason = new Error('the tab was closed');

  await expect(
    hashOf(new Blob(['x']), undefined, { signal: AbortSignal.abort(reason) }),
  ).rejects.toBe(reason);
});
