import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ObjectArgumentError } from '../../../lambda/platform/objects/errors.ts';
import type { ObjectName, Objects } from '../../../lambda/platform/objects/objects.ts';
import { milliseconds } from '../../../lambda/value/time.ts';
import { heldBytes } from '../../support/held-bytes.ts';

export interface Download {
  readonly status: number;
  readonly body: Buffer;
  readonly headers: Headers;
}

/**
 * The contract of every adapter. `fetch` follows a link as a browser does.
 *
 * @param expiryEnforced false for an emulator that serves expired links
 */
export function objectsContract(
  open: () => { readonly objects: Objects; readonly fetch: (link: string) => Promise<Download> },
  expiryEnforced = true,
): void {
  const newName = (): ObjectName => `exports/${randomUUID()}`;
  const soon = () => milliseconds(Date.now() + 60_000);
  const put = (name: ObjectName, content: Buffer, contentType = 'application/zip') =>
    open().objects.put(name, Readable.from([content], { objectMode: false }), contentType);

  test.each([
    ['nothing', 0],
    ['one byte', 1],
    ['exactly one chunk', 64 * 1024],
    ['one byte more than a chunk', 64 * 1024 + 1],
    ['exactly one part', 8 * 1024 * 1024],
    ['several parts', 17 * 1024 * 1024 + 5],
  ])('an object of %s is returned as it was put', async (_, bytes) => {
    const content = randomBytes(bytes);
    const name = newName();

    const answer = await put(name, content);
    const download = await open().fetch(await open().objects.link(name, 'export.zip', soon()));

    expect(answer).toEqual({ bytes });
    expect(download.status).toBe(200);
    expect(download.body.equals(content)).toBe(true);
  });

  test('a link returns the object as an attachment with its type and the given name', async () => {
    const name = newName();
    await put(name, Buffer.from('{}'), 'application/json');

    const link = await open().objects.link(name, 'Jörg "x".json', soon());
    const { headers } = await open().fetch(link);

    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="J_rg _x_.json"; filename*=UTF-8''J%C3%B6rg%20%22x%22.json`,
    );
  });

  test.skipIf(!expiryEnforced)('a link returns nothing once it has expired', async () => {
    const name = newName();
    await put(name, Buffer.from('content'));

    const link = await open().objects.link(name, 'a.txt', milliseconds(Date.now() + 1_500));
    const before = await open().fetch(link);
    await delay(2_600);
    const after = await open().fetch(link);

    expect(before.status).toBe(200);
    expect(after.status).toBe(403);
    expect(after.body.includes('content')).toBe(false);
  });

  test('a link that expires in the past is rejected', async () => {
    const link = open().objects.link(newName(), 'a.txt', milliseconds(Date.now() - 1));

    await expect(link).rejects.toThrow(ObjectArgumentError);
  });

  test('exists returns whether there is an object', async () => {
    const name = newName();

    expect(await open().objects.exists(name)).toBe(false);
    await put(name, Buffer.from('content'));
    expect(await open().objects.exists(name)).toBe(true);
  });

  test('putting again replaces the object', async () => {
    const name = newName();
    await put(name, Buffer.from('first'));
    await put(name, Buffer.from('second'));

    const { body } = await open().fetch(await open().objects.link(name, 'a.txt', soon()));

    expect(body.toString()).toBe('second');
  });

  test('delete removes the object, all its versions and nothing else', async () => {
    const name = newName();
    const longer: ObjectName = `${name}-1`;
    await put(name, Buffer.from('first'));
    await put(name, Buffer.from('second'));
    await put(longer, Buffer.from('other'));
    const link = await open().objects.link(name, 'a.txt', soon());

    await open().objects.delete(name);

    expect(await open().objects.exists(name)).toBe(false);
    const { status, body } = await open().fetch(link);
    expect([403, 404]).toContain(status);
    expect(body.includes('second')).toBe(false);
    expect(await open().objects.exists(longer)).toBe(true);
  });

  test('deleting an absent object is not an error', async () => {
    await expect(open().objects.delete(newName())).resolves.toBeUndefined();
  });

  test.each([0, 9 * 1024 * 1024])(
    'a body that fails after %i bytes leaves no object and throws its error unchanged',
    async (bytes) => {
      const name = newName();
      const failing = Readable.from(
        (async function* () {
          yield await Promise.resolve(Buffer.alloc(bytes));
          throw new RangeError('the source failed');
        })(),
        { objectMode: false },
      );

      await expect(open().objects.put(name, failing, 'application/zip')).rejects.toThrow(
        RangeError,
      );

      expect(await open().objects.exists(name)).toBe(false);
    },
  );

  test('a large body is never in memory as a whole', async () => {
    const name = newName();
    const base = heldBytes();
    // After 48 MiB or more: a buffered body is in every sample, garbage only in some.
    const stored: number[] = [];
    const body = Readable.from(
      (function* () {
        for (let produced = 0; produced < 96; produced += 1) {
          if (produced >= 48 && produced % 4 === 0) stored.push(heldBytes() - base);
          yield Buffer.alloc(1024 * 1024, produced);
        }
      })(),
      { objectMode: false },
    );

    const { bytes } = await open().objects.put(name, body, 'application/zip');

    expect(bytes).toBe(96 * 1024 * 1024);
    expect(stored).toHaveLength(12);
    expect(Math.min(...stored)).toBeLessThan(32 * 1024 * 1024);
  });

  test.each(['exports/', 'exports/../keys', 'exports/a/b', 'exports/.hidden', 'other/x'])(
    'the name %j is rejected',
    async (name) => {
      const foreign = name as ObjectName;

      await expect(put(foreign, Buffer.from('x'))).rejects.toThrow(ObjectArgumentError);
      await expect(open().objects.exists(foreign)).rejects.toThrow(ObjectArgumentError);
      await expect(open().objects.delete(foreign)).rejects.toThrow(ObjectArgumentError);
      await expect(open().objects.link(foreign, 'a', soon())).rejects.toThrow(ObjectArgumentError);
    },
  );

  test('a content type that could inject a header is rejected', async () => {
    await expect(put(newName(), Buffer.from('x'), 'text/plain\r\nx: y')).rejects.toThrow(
      ObjectArgumentError,
    );
  });
}
