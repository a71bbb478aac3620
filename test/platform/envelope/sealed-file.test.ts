import { createSecretKey, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import {
  ObjectBrokenError,
  openFile,
  planOpening,
  readHeader,
  sealedLength,
  sealFile,
} from '../../../lambda/platform/envelope/sealed-file.ts';
import type { FileContext } from '../../../lambda/platform/envelope/sealed-file.ts';

const key = createSecretKey(randomBytes(32));
const context: FileContext = { purpose: 'media/v1', name: 'media/a/b' };
const chunk = 64 * 1024;
const sealedChunk = chunk + 16;
const headerOf = (type: string) => 34 + type.length;

async function* of(bytes: Uint8Array) {
  yield await Promise.resolve(bytes);
}

const seal = (content: Buffer, type = '', its = context, master = key): Promise<Buffer> =>
  buffer(sealFile(master, its, type, of(content), () => undefined));

/** Opens as a store does: of the file, only the bytes that are planned are read. */
async function open(
  file: Buffer,
  range?: { start: number; end: number },
  its = context,
  master = key,
): Promise<Buffer> {
  const header = readHeader(file);
  const opening = planOpening(header, file.length, range);
  const sealed = file.subarray(opening.start, opening.end + 1);
  return buffer(openFile(master, its, header, opening, of(sealed)));
}

describe('an encrypted file', () => {
  test.each([0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 7])(
    'of %i bytes has the length that is computed, and is decrypted as it was',
    async (bytes) => {
      const content = randomBytes(bytes);
      const file = await seal(content, 'image/png');

      expect(file.length).toBe(sealedLength('image/png', bytes));
      expect(planOpening(readHeader(file), file.length).plaintextBytes).toBe(bytes);
      expect((await open(file)).equals(content)).toBe(true);
    },
  );

  test('has another key each time, also for the same content', async () => {
    const content = Buffer.alloc(100);
    const [one, other] = await Promise.all([seal(content), seal(content)]);

    expect(one.subarray(34).equals(other.subarray(34))).toBe(false);
  });

  const total = 3 * chunk + 100;
  const edges = [
    0,
    1,
    chunk - 1,
    chunk,
    chunk + 1,
    2 * chunk - 1,
    2 * chunk,
    3 * chunk - 1,
    3 * chunk,
  ];
  const ranges = [...edges, total - 1].flatMap((start) =>
    [...edges, total - 1, total + 5_000_000]
      .filter((end) => end >= start)
      .map((end) => [start, end] as const),
  );
  test('is decrypted by every range at the edges of its chunks', async () => {
    const content = randomBytes(total);
    const file = await seal(content);
    expect(ranges.length).toBeGreaterThan(60);

    for (const [start, end] of ranges) {
      const part = await open(file, { start, end });

      expect(part.equals(content.subarray(start, end + 1)), `${start}-${end}`).toBe(true);
    }
  });

  test('of a range, only the chunks that have it are read', async () => {
    const file = await seal(randomBytes(total));

    const opening = planOpening(readHeader(file), file.length, {
      start: chunk + 5,
      end: chunk + 9,
    });

    expect([opening.start, opening.end]).toEqual([
      headerOf('') + sealedChunk,
      headerOf('') + 2 * sealedChunk - 1,
    ]);
  });

  test.each([
    [total, total],
    [-1, 5],
    [5, 4],
  ])('has no bytes from %i to %i', async (start, end) => {
    const file = await seal(randomBytes(total));

    expect(() => planOpening(readHeader(file), file.length, { start, end })).toThrow(RangeError);
  });
});

describe('a changed file is not decrypted:', () => {
  const content = Buffer.alloc(4 * chunk + 50, 7);
  const at = (index: number) => headerOf('') + index * sealedChunk;
  const parts = (file: Buffer) => [0, 1, 2, 3, 4].map((i) => file.subarray(at(i), at(i + 1)));
  const header = (file: Buffer) => file.subarray(0, at(0));

  const changes: [string, (file: Buffer, other: Buffer) => Buffer][] = [
    ['a flipped bit of the salt', (file) => flipped(file, 10)],
    ['a flipped bit of the content', (file) => flipped(file, at(2) + 100)],
    ['a flipped bit of a tag', (file) => flipped(file, at(3) - 1)],
    ['another version', (file) => flipped(file, 0)],
    ['another length of the type', (file) => flipped(file, 33)],
    ['the last byte cut', (file) => file.subarray(0, -1)],
    ['the last chunk cut', (file) => file.subarray(0, at(4))],
    ['a chunk cut in the middle', (file) => file.subarray(0, at(2) + 500)],
    ['all chunks cut', (file) => file.subarray(0, at(0))],
    ['a tag cut', (file) => file.subarray(0, at(0) + 15)],
    ['the header cut', (file) => file.subarray(0, 20)],
    ['bytes added', (file) => Buffer.concat([file, Buffer.of(1)])],
    [
      'two chunks exchanged',
      (file) => {
        const [a, b, c, d, e] = parts(file) as [Buffer, Buffer, Buffer, Buffer, Buffer];
        return Buffer.concat([header(file), b, a, c, d, e]);
      },
    ],
    [
      'a chunk twice',
      (file) => {
        const [a, b, , d, e] = parts(file) as [Buffer, Buffer, Buffer, Buffer, Buffer];
        return Buffer.concat([header(file), a, b, b, d, e]);
      },
    ],
    [
      'a chunk left out',
      (file) => {
        const [a, , c, d, e] = parts(file) as [Buffer, Buffer, Buffer, Buffer, Buffer];
        return Buffer.concat([header(file), a, c, d, e]);
      },
    ],
    [
      'a chunk of another file under the same key',
      (file, other) => {
        const [a, b, , d, e] = parts(file) as [Buffer, Buffer, Buffer, Buffer, Buffer];
        return Buffer.concat([header(file), a, b, parts(other)[2]!, d, e]);
      },
    ],
  ];
  const flipped = (file: Buffer, index: number): Buffer => {
    const changed = Buffer.from(file);
    changed[index]! ^= 1;
    return changed;
  };

  test.each(changes)('%s', async (_, change) => {
    const [file, other] = await Promise.all([seal(content), seal(content)]);
    expect((await open(file)).equals(content)).toBe(true);

    await expect(async () => open(change(file, other))).rejects.toThrow(ObjectBrokenError);
  });

  test('another key, name, purpose or type', async () => {
    const file = await seal(content, 'image/png');
    const typed = Buffer.from(file);
    typed.write('image/jpg', 34, 'ascii');
    const whole = { start: 0, end: content.length - 1 };

    for (const opening of [
      open(file, whole, context, createSecretKey(randomBytes(32))),
      open(file, whole, { ...context, name: 'media/a/c' }),
      open(file, whole, { ...context, purpose: 'object/v1' }),
      open(typed),
    ]) {
      await expect(opening).rejects.toThrow(ObjectBrokenError);
    }
  });

  test('a chunk in a range of which the store returns less or more', async () => {
    const file = await seal(content);
    const opened = readHeader(file);
    const opening = planOpening(opened, file.length, { start: 0, end: 2 * chunk - 1 });
    const read = (end: number) =>
      buffer(openFile(key, context, opened, opening, of(file.subarray(opening.start, end))));

    await expect(read(opening.end + 1)).resolves.toHaveLength(2 * chunk);
    for (const end of [at(0), at(1), at(2) - 1, at(2) + 1, at(3)]) {
      await expect(read(end), `${end}`).rejects.toThrow(ObjectBrokenError);
    }
  });
});
