import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { ObjectBrokenError } from '../../../lambda/platform/envelope/sealed-file.ts';
import { mediaName, uploadName } from '../../../lambda/platform/media/media-objects.ts';
import type {
  MediaName,
  MediaObjects,
  UploadForm,
  UploadName,
} from '../../../lambda/platform/media/media-objects.ts';
import { openMedia, sealMedia } from '../../../lambda/platform/media/sealed-media.ts';
import {
  ObjectArgumentError,
  ObjectsUnavailableError,
} from '../../../lambda/platform/objects/errors.ts';
import { newRecordId, newSubjectId } from '../../../lambda/value/ids.ts';
import type { SubjectId } from '../../../lambda/value/ids.ts';
import { milliseconds } from '../../../lambda/value/time.ts';
import { heldBytes } from '../../support/held-bytes.ts';

export interface MediaStore {
  readonly media: MediaObjects;
  /** Stores an upload, as a form does. */
  readonly upload: (name: UploadName, content: Buffer) => Promise<void>;
  /** Writes the tag of a scan for malware. */
  readonly tag: (name: UploadName, status: string) => Promise<void>;
}

/** The contract of every adapter. */
export function mediaContract(open: () => MediaStore): void {
  const newUpload = (): UploadName => uploadName(newRecordId());
  const newMedia = (subjectId = newSubjectId()): MediaName => mediaName(subjectId, newRecordId());
  const put = (name: MediaName, content: Buffer) =>
    open().media.put(name, Readable.from([content], { objectMode: false }));
  const namesOf = async (subjectId: SubjectId): Promise<MediaName[]> =>
    Array.fromAsync(open().media.names(subjectId));
  const content = randomBytes(300_000);

  test('an upload has its length, its parts and its whole', async () => {
    const name = newUpload();
    await open().upload(name, content);

    const upload = await open().media.openUpload(name);

    expect(upload?.bytes).toBe(content.length);
    expect(upload?.malware).toBe('not-scanned');
    for (const [start, length] of [
      [0, 12],
      [65_535, 2],
      [65_536, 65_536],
      [299_990, 100],
      [300_000, 10],
      [400_000, 10],
      [5, 0],
    ] as const) {
      const part = await upload!.read(start, length);
      expect(Buffer.from(part).equals(content.subarray(start, start + length)), `${start}`).toBe(
        true,
      );
    }
    expect((await buffer(upload!.stream())).equals(content)).toBe(true);
  });

  test('an upload that is not there is absent', async () => {
    expect(await open().media.openUpload(newUpload())).toBeUndefined();
  });

  test('an upload that was replaced since it was opened cannot be read', async () => {
    const name = newUpload();
    await open().upload(name, content);
    const upload = await open().media.openUpload(name);

    await open().upload(name, randomBytes(300_000));

    await expect(upload!.read(0, 10)).rejects.toThrow(ObjectsUnavailableError);
    await expect(buffer(upload!.stream())).rejects.toThrow(ObjectsUnavailableError);
  });

  test('an upload that was discarded is gone, also for its readers', async () => {
    const name = newUpload();
    await open().upload(name, content);
    await open().upload(name, content);
    const upload = await open().media.openUpload(name);

    await open().media.discardUpload(name);

    expect(await open().media.openUpload(name)).toBeUndefined();
    await expect(upload!.read(0, 10)).rejects.toThrow(ObjectsUnavailableError);
    await expect(open().media.discardUpload(name)).resolves.toBeUndefined();
  });

  test.each([
    ['NO_THREATS_FOUND', 'clean'],
    ['THREATS_FOUND', 'threat'],
    ['UNSUPPORTED', 'unscannable'],
    ['ACCESS_DENIED', 'unscannable'],
    ['FAILED', 'unscannable'],
    ['A_NEW_VALUE', 'unscannable'],
  ])('an upload with the tag %s is %s', async (status, verdict) => {
    const name = newUpload();
    await open().upload(name, content);
    await open().tag(name, status);

    expect((await open().media.openUpload(name))?.malware).toBe(verdict);
  });

  test('a tag does not stay for the next upload of the name', async () => {
    const name = newUpload();
    await open().upload(name, content);
    await open().tag(name, 'NO_THREATS_FOUND');

    await open().upload(name, content);

    expect((await open().media.openUpload(name))?.malware).toBe('not-scanned');
  });

  test.each([0, 1, 70_000, 8 * 1024 * 1024, 17 * 1024 * 1024 + 5])(
    'an object of %i bytes is returned as it was put',
    async (bytes) => {
      const [name, body] = [newMedia(), randomBytes(bytes)];

      expect(await put(name, body)).toEqual({ bytes });

      const opened = await open().media.open(name);
      expect(opened?.bytes).toBe(bytes);
      expect((await buffer(opened!.body)).equals(body)).toBe(true);
    },
  );

  test.each([
    [0, 0],
    [1, 65_536],
    [65_535, 65_536],
    [299_999, 299_999],
    [299_000, 900_000],
  ])('bytes %i to %i of an object are returned with its whole length', async (start, end) => {
    const name = newMedia();
    await put(name, content);

    const opened = await open().media.open(name, { start, end });

    expect(opened?.bytes).toBe(content.length);
    expect((await buffer(opened!.body)).equals(content.subarray(start, end + 1))).toBe(true);
  });

  test('a range after the end is an error', async () => {
    const name = newMedia();
    await put(name, content);

    await expect(open().media.open(name, { start: 300_000, end: 300_001 })).rejects.toThrow(
      ObjectsUnavailableError,
    );
    await expect(open().media.open(name, { start: 3, end: 2 })).rejects.toThrow(
      ObjectArgumentError,
    );
  });

  test('an object that is not there is absent', async () => {
    expect(await open().media.open(newMedia())).toBeUndefined();
    expect(await open().media.open(newMedia(), { start: 0, end: 5 })).toBeUndefined();
  });

  test('a body that fails leaves no object and throws its error unchanged', async () => {
    const name = newMedia();
    const failing = Readable.from(
      (function* () {
        yield Buffer.alloc(9 * 1024 * 1024);
        throw new RangeError('the source failed');
      })(),
      { objectMode: false },
    );

    await expect(open().media.put(name, failing)).rejects.toThrow(RangeError);

    expect(await open().media.open(name)).toBeUndefined();
  });

  test('names are those of one person, and delete removes one of them whole', async () => {
    const subjectId = newSubjectId();
    const [one, two] = [newMedia(subjectId), newMedia(subjectId)].sort() as [MediaName, MediaName];
    const foreign = newMedia();
    for (const name of [one, two, two, foreign]) await put(name, content);
    expect(await namesOf(subjectId)).toEqual([one, two]);

    await open().media.delete(two);

    expect(await namesOf(subjectId)).toEqual([one]);
    expect(await open().media.open(two)).toBeUndefined();
    const other = await open().media.open(foreign);
    expect(other?.bytes).toBe(content.length);
    other?.body.destroy();
    await expect(open().media.delete(two)).resolves.toBeUndefined();
  });

  test('every name is that of everybody whose id begins so, in order, and of no one else', async () => {
    const people = Array.from({ length: 6 }, newSubjectId);
    const names = people.flatMap((subjectId) => [newMedia(subjectId), newMedia(subjectId)]);
    for (const name of [...names, ...names.slice(0, 2)]) await put(name, content);

    for (const digit of new Set(people.map((subjectId) => subjectId.charAt(0)))) {
      const listed = await Array.fromAsync(open().media.everyName(digit));
      const own = names.filter((name) => name.startsWith(`media/${digit}`));
      expect(listed.filter((name) => names.includes(name as MediaName))).toEqual(own.toSorted());
      expect(listed.every((name) => name.startsWith(`media/${digit}`))).toBe(true);
    }
    const outside = Array.fromAsync(open().media.everyName('../'));
    await expect(outside).rejects.toThrow(ObjectArgumentError);
  });

  test('invalid names are rejected', async () => {
    const { media } = open();
    const id = newRecordId();
    const exact = { contentType: 'image/png', bytes: 1, sha256: 'a'.repeat(64) };
    const soon = milliseconds(Date.now() + 60_000);
    for (const upload of ['uploads/', 'uploads/../keys', `media/${id}`, `uploads/${id}.scan`]) {
      const name = upload as UploadName;
      await expect(media.openUpload(name)).rejects.toThrow(ObjectArgumentError);
      await expect(media.discardUpload(name)).rejects.toThrow(ObjectArgumentError);
      await expect(media.form(name, exact, soon)).rejects.toThrow(ObjectArgumentError);
    }
    for (const file of [`media/${id}`, `media/${id}/..`, `exports/${id}`, `media/${id}/${id}/a`]) {
      const name = file as MediaName;
      await expect(put(name, content)).rejects.toThrow(ObjectArgumentError);
      await expect(media.open(name)).rejects.toThrow(ObjectArgumentError);
      await expect(media.delete(name)).rejects.toThrow(ObjectArgumentError);
    }
  });

  test.each([
    { bytes: 0 },
    { bytes: 1.5 },
    { bytes: 6 * 1024 ** 3 },
    { sha256: 'A'.repeat(64) },
    { sha256: '' },
    { contentType: 'image/png\r\nx: y' },
  ])('a form for a file with %o is rejected', async (change) => {
    const exact = { contentType: 'image/png', bytes: 1, sha256: 'a'.repeat(64), ...change };
    const form = open().media.form(newUpload(), exact, milliseconds(Date.now() + 60_000));

    await expect(form).rejects.toThrow(ObjectArgumentError);
  });

  test('a form that expires in the past is rejected', async () => {
    const exact = { contentType: 'image/png', bytes: 1, sha256: 'a'.repeat(64) };

    await expect(
      open().media.form(newUpload(), exact, milliseconds(Date.now() - 1)),
    ).rejects.toThrow(ObjectArgumentError);
  });

  test('the policy of a form allows one name, one size, one type and one hash', async () => {
    const name = newUpload();
    const hash = createHash('sha256').update(content);
    const exact = {
      contentType: 'image/png',
      bytes: content.length,
      sha256: hash.copy().digest('hex'),
    };

    const form = await open().media.form(name, exact, milliseconds(Date.now() + 900_000));

    expect(form.fields).toMatchObject({
      key: name,
      'Content-Type': 'image/png',
      'x-amz-checksum-algorithm': 'SHA256',
      'x-amz-checksum-sha256': hash.digest('base64'),
      success_action_status: '201',
    });
    const { expiration, conditions } = policyOf(form);
    const { Policy: _policy, 'X-Amz-Signature': _signature, ...others } = form.fields;
    expect(conditions.filter((one) => Array.isArray(one))).toEqual([
      ['content-length-range', content.length, content.length],
    ]);
    expect(Object.assign({}, ...conditions.filter((one) => !Array.isArray(one)))).toEqual(others);
    expect(Math.abs(Date.parse(expiration) - Date.now() - 900_000)).toBeLessThan(5_000);
  });

  const key = randomBytes(32).toString('base64');
  async function* pieces(of: Buffer) {
    for (let start = 0; start < of.length; start += 10_000) {
      yield await Promise.resolve(of.subarray(start, start + 10_000));
    }
  }

  test('an encrypted file is decrypted whole and by ranges of its plaintext', async () => {
    const name = newMedia();

    expect(await sealMedia(open().media, name, key, pieces(content))).toEqual({ bytes: 300_000 });

    const stored = await buffer((await open().media.open(name))!.body);
    expect(stored.includes(content.subarray(0, 64))).toBe(false);
    const whole = await openMedia(open().media, name, key, 300_000);
    expect((await buffer(whole!)).equals(content)).toBe(true);
    for (const [start, end] of [
      [0, 0],
      [65_535, 65_536],
      [200_000, 299_999],
      [299_999, 400_000],
    ] as const) {
      const part = await openMedia(open().media, name, key, 300_000, { start, end });
      expect((await buffer(part!)).equals(content.subarray(start, end + 1)), `${start}`).toBe(true);
    }
    await expect(
      openMedia(open().media, name, key, 300_000, { start: 300_000, end: 300_000 }),
    ).rejects.toThrow(RangeError);
  });

  test('an encrypted file is not decrypted under another key or name, or in another length', async () => {
    const [name, other] = [newMedia(), newMedia()];
    await sealMedia(open().media, name, key, pieces(content));
    await put(other, await buffer((await open().media.open(name))!.body));
    const another = randomBytes(32).toString('base64');

    for (const opening of [
      openMedia(open().media, name, another, 300_000),
      openMedia(open().media, other, key, 300_000),
    ]) {
      await expect(opening.then((body) => buffer(body!))).rejects.toThrow(ObjectBrokenError);
    }
    await expect(openMedia(open().media, name, key, 299_999)).rejects.toThrow(ObjectBrokenError);
    expect(await openMedia(open().media, newMedia(), key, 300_000)).toBeUndefined();
  });

  test('a plaintext that fails leaves nothing and throws its error unchanged', async () => {
    const name = newMedia();
    const failing = (async function* () {
      yield await Promise.resolve(content);
      throw new SyntaxError('the source failed');
    })();

    await expect(sealMedia(open().media, name, key, failing)).rejects.toThrow(SyntaxError);

    expect(await open().media.open(name)).toBeUndefined();
  });

  test('a large file is never in memory as a whole, neither written nor read', async () => {
    const name = newMedia();
    const base = heldBytes();
    const samples: number[] = [];
    const count = 96;
    const large = (async function* () {
      for (let made = 0; made < count; made += 1) {
        if (made >= 48 && made % 4 === 0) samples.push(heldBytes() - base);
        yield await Promise.resolve(Buffer.alloc(1024 * 1024, made));
      }
    })();

    const { bytes } = await sealMedia(open().media, name, key, large);
    const body = await openMedia(open().media, name, key, bytes);
    let read = 0;
    let next = 48;
    for await (const piece of body as AsyncIterable<Buffer>) {
      read += piece.length;
      if (read < next * 1024 * 1024) continue;
      next += 4;
      samples.push(heldBytes() - base);
    }

    expect(read).toBe(count * 1024 * 1024);
    expect(samples.length).toBeGreaterThanOrEqual(24);
    expect(Math.min(...samples.slice(0, 12))).toBeLessThan(40 * 1024 * 1024);
    expect(Math.min(...samples.slice(12))).toBeLessThan(40 * 1024 * 1024);
  });
}

const policyOf = ({ fields }: UploadForm) =>
  JSON.parse(Buffer.from(fields['Policy'] ?? '', 'base64').toString()) as {
    readonly expiration: string;
    readonly conditions: readonly (readonly unknown[] | Readonly<Record<string, string>>)[];
  };
