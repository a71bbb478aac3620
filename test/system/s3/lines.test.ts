import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openText } from '../../../lambda/system/s3/lines.ts';

const limits = { longestLineBytes: 100_000, mostBytes: 1_000_000 };

/** Reads all of an object; returns how many bytes of text it had. */
async function read(body: Buffer): Promise<number> {
  const { blocks } = await openText(pieces(body), limits);
  let bytes = 0;
  for await (const block of blocks) bytes += block.length;
  return bytes;
}

// oxlint-disable-next-line require-await -- a body is a stream
async function* pieces(body: Buffer): AsyncGenerator<Buffer, void> {
  for (let start = 0; start < body.length; start += 64) yield body.subarray(start, start + 64);
}

const lines = (count: number) => Buffer.from('{"a":1}\n'.repeat(count));

describe('an object is unreadable', () => {
  test('where it is larger than the limit after decompression, though it is small', async () => {
    const small = gzipSync(lines(1_000_000));

    expect(small.length).toBeLessThan(limits.mostBytes / 10);
    await expect(read(small)).rejects.toMatchObject({ code: 'unreadable' });
  });

  test('where a line is longer than the limit, compressed or not', async () => {
    const long = Buffer.from(`${'x'.repeat(2 * limits.longestLineBytes)}\n{"a":1}\n`);

    await expect(read(long)).rejects.toMatchObject({ code: 'unreadable' });
    await expect(read(gzipSync(long))).rejects.toMatchObject({ code: 'unreadable' });
  });

  test('where its compression is broken', async () => {
    const whole = gzipSync(lines(1_000));

    await expect(read(whole.subarray(0, whole.length - 20))).rejects.toMatchObject({
      code: 'unreadable',
    });
  });
});

test('an object within the limits is read to its end', async () => {
  expect(await read(lines(1_000))).toBe(8_000);
  expect(await read(gzipSync(lines(1_000)))).toBe(8_000);
});
