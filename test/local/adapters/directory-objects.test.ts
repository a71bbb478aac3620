import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import {
  DirectoryObjects,
  openObjects,
} from '../../../local/adapters/objects/directory-objects.ts';
import {
  ObjectArgumentError,
  ObjectsUnavailableError,
} from '../../../lambda/platform/objects/errors.ts';
import { ObjectBrokenError } from '../../../lambda/platform/envelope/sealed-file.ts';
import type { ObjectName } from '../../../lambda/platform/objects/objects.ts';
import { milliseconds, systemClock } from '../../../lambda/value/time.ts';
import { objectsContract } from '../../platform/objects/contract.ts';
import type { Download } from '../../platform/objects/contract.ts';

const root = mkdtempSync(join(tmpdir(), 'custos-'));
const place = {
  directory: join(root, 'objects'),
  baseUrl: 'http://127.0.0.1:8787/objects',
  keyFile: join(root, 'keys.json'),
};
const objects = new DirectoryObjects(place, systemClock);
const soon = () => milliseconds(Date.now() + 60_000);
const newName = (): ObjectName => `exports/${randomUUID()}`;
const put = (name: ObjectName, content: string | Buffer) =>
  objects.put(name, Readable.from([Buffer.from(content)], { objectMode: false }), 'text/plain');

afterAll(() => rmSync(root, { recursive: true }));

async function fetchLink(link: string): Promise<Download> {
  const served = await objects.serveLink(link);
  if (served.kind !== 'served') {
    const status = served.kind === 'forbidden' ? 403 : 404;
    return { status, body: Buffer.alloc(0), headers: new Headers() };
  }
  const body = await buffer(served.body);
  expect(served.bytes).toBe(body.length);
  const headers = {
    'content-type': served.contentType,
    'content-disposition': served.disposition,
  };
  return { status: 200, body, headers: new Headers(headers) };
}

describe('the directory keeps the contract of objects', () => {
  objectsContract(() => ({ objects, fetch: fetchLink }));
});

describe('a file at rest', () => {
  test('has no plaintext and is readable by its owner only', async () => {
    const name = newName();
    await put(name, 'planted-identifier'.repeat(10_000));

    const path = join(place.directory, name);

    expect((await readFile(path)).includes('planted-identifier')).toBe(false);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  const flips = [0, 1, 20, 33, 34, 40, 44, 60, 70_000, -1];
  test.each(flips)('altered at byte %i is not returned as intact', async (at) => {
    const name = newName();
    await put(name, Buffer.alloc(70_000, 7));
    const path = join(place.directory, name);
    const bytes = await readFile(path);
    bytes[at < 0 ? bytes.length + at : at]! ^= 1;
    await writeFile(path, bytes);

    const link = await objects.link(name, 'a.txt', soon());

    await expect(fetchLink(link)).rejects.toThrow(ObjectBrokenError);
  });

  const header = 34 + 'text/plain'.length;
  const chunk = 64 * 1024 + 16;
  test.each([10, header, header + 15, header + chunk, header + 2 * chunk, header + 2 * chunk + 20])(
    'truncated after %i bytes is not returned as intact',
    async (length) => {
      const name = newName();
      await put(name, Buffer.alloc(3 * 64 * 1024, 7));
      const path = join(place.directory, name);
      await writeFile(path, (await readFile(path)).subarray(0, length));

      const serving = objects.link(name, 'a.txt', soon()).then((link) => objects.serveLink(link));

      await expect(
        serving.then<unknown>((served) =>
          served.kind === 'served' ? buffer(served.body) : served,
        ),
      ).rejects.toThrow(ObjectBrokenError);
    },
  );

  test('copied under another name cannot be decrypted', async () => {
    const [name, other] = [newName(), newName()];
    await put(name, 'content');
    await copyFile(join(place.directory, name), join(place.directory, other));

    await expect(fetchLink(await objects.link(other, 'a.txt', soon()))).rejects.toThrow(
      ObjectBrokenError,
    );
  });

  test('a failed put leaves no file, and delete removes the files of a killed one', async () => {
    const name = newName();
    const failing = Readable.from(
      (function* () {
        yield Buffer.alloc(200_000);
        throw new RangeError('the source failed');
      })(),
      { objectMode: false },
    );
    await objects.put(name, failing, 'text/plain').catch(() => undefined);
    const afterFailure = await readdir(join(place.directory, 'exports'));
    await writeFile(join(place.directory, `${name}.0123.partial`), 'left by a kill');

    await objects.delete(name);

    const left = await readdir(join(place.directory, 'exports'));
    expect([...afterFailure, ...left].filter((file) => file.startsWith(name.slice(8)))).toEqual([]);
  });
});

describe('a link', () => {
  test('altered in any part is forbidden', async () => {
    const [name, other] = [newName(), newName()];
    await put(name, 'content');
    await put(other, 'of another home');
    const link = await objects.link(name, 'a.txt', soon());
    const altered = [
      link.replace(name, other),
      link.replace('a.txt', 'b.txt'),
      link.replace(/expires=\d+/, `expires=${Date.now() + 600_000}`),
      link.replace(/signature=./, (text) => `signature=${text.endsWith('A') ? 'B' : 'A'}`),
      link.replace(/&signature=.*/, ''),
      link.replace(/signature=.*/, 'signature=AAAA'),
      link.replace('exports/', 'exports/../exports/..%2f'),
      'http://127.0.0.1:8787/objects',
      '%',
    ];

    const answers = await Promise.all(altered.map((url) => objects.serveLink(url)));

    const served = await objects.serveLink(link);
    expect(served.kind).toBe('served');
    if (served.kind === 'served') served.body.destroy();
    expect(answers).toEqual(altered.map(() => ({ kind: 'forbidden' })));
  });

  test('also works by its path and query', async () => {
    const name = newName();
    await put(name, 'content');
    const { pathname, search } = new URL(await objects.link(name, 'a.txt', soon()));

    expect((await fetchLink(`${pathname}${search}`)).body.toString()).toBe('content');
  });

  test('made with other keys is forbidden', async () => {
    const name = newName();
    await put(name, 'content');
    const foreign = new DirectoryObjects(
      { ...place, keyFile: join(root, 'other.json') },
      systemClock,
    );

    const link = await foreign.link(name, 'a.txt', soon());

    expect(await objects.serveLink(link)).toEqual({ kind: 'forbidden' });
  });

  test('is forbidden from the millisecond at which it expires', async () => {
    let now = 1_700_000_000_000;
    const clocked = new DirectoryObjects(place, () => milliseconds(now));
    const name = newName();
    await put(name, 'content');
    const link = await clocked.link(name, 'a.txt', milliseconds(now + 900_000));

    now += 899_999;
    const before = await clocked.serveLink(link);
    now += 1;
    const after = await clocked.serveLink(link);

    expect([before.kind, after.kind]).toEqual(['served', 'forbidden']);
    if (before.kind === 'served') before.body.destroy();
  });
});

test('a directory that cannot be written is unavailable', async () => {
  const file = join(root, 'a-file');
  await writeFile(file, '');
  const broken = new DirectoryObjects({ ...place, directory: file }, systemClock);

  const putting = broken.put(newName(), Readable.from(['x'], { objectMode: false }), 'text/plain');

  await expect(putting).rejects.toThrow(ObjectsUnavailableError);
});

test.each(['/a/directory', '{"directory":"x"}', '[]'])(
  'the value %j of CUSTOS_OBJECTS_AT is rejected with the name of the variable',
  (text) => {
    const opening = () => openObjects(text, systemClock);

    expect(opening).toThrow(ObjectArgumentError);
    expect(opening).toThrow('CUSTOS_OBJECTS_AT');
  },
);
