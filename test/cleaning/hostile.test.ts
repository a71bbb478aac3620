import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { MediaType } from '../../lambda/value/media-types.ts';
import { inspect } from '../../lambda/cleaning/inspect.ts';
import { because } from './cleaning.ts';
import { atom, brands, full, long, short, text } from './files/atoms.ts';
import { frame, gifHead } from './files/gif.ts';
import { bareJpeg, baseline } from './files/jpeg.ts';
import { movieHeader, trackAtom, tracks } from './files/movie.ts';
import { barePng, chunk } from './files/png.ts';
import { profile } from './files/tiff.ts';
import { element, headOf } from './files/webm.ts';

const mebibyte = 1024 * 1024;
const repeated = (of: Buffer, bytes: number): Buffer => Buffer.alloc(bytes, of);

/** One item with a million properties, and as many references to itself as fit. */
const items = ((): Buffer => {
  const properties = Buffer.concat([short(1), Buffer.of(255), Buffer.alloc(255, 1)]);
  const meta = full(
    'meta',
    0,
    full('pitm', 0, short(1)),
    full('iinf', 0, short(1), full('infe', 0x0200_0000, short(1, 0), text('hvc1\0'))),
    full('iref', 0, repeated(atom('auxl', short(1, 1, 1)), 14 * 100_000)),
    atom(
      'iprp',
      atom('ipco', full('ispe', 0, long(1, 1))),
      full('ipma', 0, long(4_000), repeated(properties, properties.length * 4_000)),
    ),
    full('iloc', 0, short(0x4400, 0)),
  );
  return Buffer.concat([brands('heic'), meta]);
})();

/** A description of an item of 8 MiB, which one item has a million times. */
const descriptions = ((): Buffer => {
  const properties = Buffer.concat([short(2), Buffer.of(255), Buffer.alloc(255, 1)]);
  const infe = (id: number) => full('infe', 0x0200_0000, short(id, 0), text('hvc1\0'));
  const meta = full(
    'meta',
    0,
    full('pitm', 0, short(1)),
    full('iinf', 0, short(2), infe(1), infe(2)),
    full('iref', 0, atom('auxl', short(2, 1, 1))),
    atom(
      'iprp',
      atom('ipco', full('auxC', 0, Buffer.alloc(8 * mebibyte, 'a'))),
      full('ipma', 0, long(4_000), repeated(properties, properties.length * 4_000)),
    ),
    full('iloc', 0, short(0x4400, 0)),
  );
  return Buffer.concat([brands('heic'), meta]);
})();

/** A description of sound, with 50,000 atoms inside each other. */
const nested = ((): Buffer => {
  const depth = 50_000;
  const waves = Buffer.concat(
    Array.from({ length: depth }, (_, at) => Buffer.concat([long(8 * (depth - at)), text('wave')])),
  );
  const description = atom(
    'mp4a',
    ...[Buffer.alloc(6), short(1, 1, 0), long(0), short(2, 16, 0, 0), long(0, 1, 2, 4, 2), waves],
  );
  return Buffer.concat([
    brands('isom'),
    atom(
      'moov',
      movieHeader,
      trackAtom(1, { ...tracks.sound, description }, full('stco', 0, long(0))),
    ),
  ]);
})();

/** As many samples as a number can say, in chunks that are all at the start of the file. */
const chunks = Buffer.concat([
  brands('isom'),
  atom(
    'moov',
    movieHeader,
    trackAtom(
      1,
      tracks.video,
      full('stco', 0, long(mebibyte), Buffer.alloc(4 * mebibyte)),
      full('stsz', 0, long(1_000, 0xffff_ffff)),
    ),
  ),
]);

const bomb = chunk(
  'iCCP',
  text('a\0\0'),
  deflateSync(Buffer.concat([profile, Buffer.alloc(3 * mebibyte)])),
);

const files: readonly (readonly [string, MediaType, Buffer])[] = [
  [
    'a scan of stuffed bytes',
    'image/jpeg',
    bareJpeg(Buffer.concat([baseline, repeated(Buffer.of(0xff, 0), 16 * mebibyte)])),
  ],
  [
    'a thousand profiles that inflate a thousand times',
    'image/png',
    barePng(repeated(bomb, bomb.length * 1_000)),
  ],
  [
    'blocks of one byte',
    'image/gif',
    Buffer.concat([gifHead(1, 1), frame.subarray(0, -3), repeated(Buffer.of(1, 1), 16 * mebibyte)]),
  ],
  ['references to itself', 'image/heic', items],
  ['a long description, a million times', 'image/heic', descriptions],
  ['atoms inside each other', 'audio/mp4', nested],
  ['a million chunks at one place', 'video/mp4', chunks],
  [
    'atoms without content',
    'video/mp4',
    Buffer.concat([brands('isom'), atom('moov', repeated(atom('free'), 16 * mebibyte))]),
  ],
  [
    'elements of two bytes in a track',
    'video/webm',
    Buffer.concat([
      headOf('webm'),
      element(
        0x18538067,
        element(0x1654ae6b, element(0xae, repeated(Buffer.of(0xec, 0x80), 16 * mebibyte))),
      ),
    ]),
  ],
];

describe('a hostile file', () => {
  test.each(files)('of %s takes seconds', { timeout: 120_000 }, async (_, type, file) => {
    const since = performance.now();
    await because(file, type);

    expect(performance.now() - since).toBeLessThan(30_000);
  });

  test('of changed fragments is given up long before it fills the memory', async () => {
    const fragment = atom('moof', full('mfhd', 0, long(1)), atom('uuid', Buffer.alloc(mebibyte)));
    const head = Buffer.concat([brands('iso5'), atom('moov', movieHeader)]);
    let bytesRead = 0;
    const source = {
      bytes: head.length + 1_000 * fragment.length,
      read(start: number, length: number) {
        bytesRead += length;
        const bytes = Buffer.alloc(length);
        for (let at = 0; at < length;) {
          const place = start + at - head.length;
          const from =
            place < 0 ? head.subarray(start) : fragment.subarray(place % fragment.length);
          at += from.copy(bytes, at);
        }
        return Promise.resolve(bytes);
      },
    };

    expect(await inspect(source, 'video/mp4')).toEqual({ kind: 'refused', because: 'too-complex' });
    expect(bytesRead).toBeLessThan(200 * mebibyte);
  });
});
