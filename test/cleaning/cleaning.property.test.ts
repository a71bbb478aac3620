import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MediaType } from '../../lambda/value/media-types.ts';
import { runs } from '../support/runs.ts';
import { cleaned, inspected } from './cleaning.ts';
import { atom, text } from './files/atoms.ts';
import { gifWith } from './files/gif.ts';
import { heifWith } from './files/heif.ts';
import { bareJpeg, baseline, jpegWith, progressive, segment } from './files/jpeg.ts';
import { fragmentedMovie, movieWith } from './files/movie.ts';
import { barePng, chunk, frames, pngWith } from './files/png.ts';
import { planted, xmp } from './files/tiff.ts';
import { element, recordedWebm, webmWith } from './files/webm.ts';
import { animated, riffChunk, webpOf, webpWith } from './files/webp.ts';

const files: readonly (readonly [MediaType, Buffer])[] = [
  ['image/jpeg', jpegWith(baseline, 6)],
  ['image/jpeg', jpegWith(progressive, 1)],
  ['image/png', pngWith(6)],
  ['image/png', pngWith(1, ...frames)],
  ['image/gif', gifWith(xmp)],
  ['image/webp', webpWith(6)],
  ['image/webp', animated],
  ['image/heic', heifWith('image/heic')],
  ['image/avif', heifWith('image/avif')],
  ['video/mp4', movieWith()],
  ['video/mp4', movieWith({ isFirst: false, isLarge: true })],
  ['video/mp4', fragmentedMovie()],
  ['video/quicktime', movieWith({ brand: 'qt  ' })],
  ['audio/mp4', movieWith({ tracks: ['sound'] })],
  ['video/webm', webmWith()],
  ['video/webm', recordedWebm],
];

/** Bytes that are written over a file: numbers that parsers use as lengths, and any others. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 4 }),
    fc.constantFrom(
      Buffer.of(0, 0, 0, 0),
      Buffer.of(0xff, 0xff, 0xff, 0xff),
      Buffer.of(0, 0, 0, 1),
    ),
  ),
});

function mutated(file: Buffer, mutations: readonly { at: number; bytes: Uint8Array }[]): Buffer {
  const copy = Buffer.from(file);
  for (const { at, bytes } of mutations)
    copy.set(bytes, Math.floor(at * (copy.length - bytes.length)));
  return copy;
}

describe.each(files.map(([type, file], index) => ({ type, file, index })))(
  'a file of $type ($index)',
  ({ type, file }) => {
    test('stays byte for byte when it is cleaned again', async () => {
      const once = await cleaned(file, type);

      expect((await cleaned(once, type)).equals(once)).toBe(true);
    });

    test('with any bytes changed or cut off is refused, or is cleaned once and for all', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(mutation, { maxLength: 4 }),
          fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
          async (mutations, cut) => {
            const whole = mutated(file, mutations);
            const input = whole.subarray(0, Math.ceil((cut ?? 1) * whole.length));
            const inspection = await inspected(input, type);
            if (inspection.kind === 'refused') return;
            const once = await cleaned(input, type);
            const twice = await cleaned(once, type);
            expect(twice.equals(once)).toBe(true);
          },
        ),
        { numRuns: runs(150) },
      );
    });
  },
);

const content = fc
  .tuple(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }))
  .map(([before, after]) => Buffer.concat([before, text(planted), after]));
/** Types in small letters: of no chunk and of no atom that is needed. */
const unknown = fc.stringMatching(/^[a-z]{4}$/);

/** Places for what no reader knows, in each kind of file. */
const places: readonly {
  readonly type: MediaType;
  readonly file: fc.Arbitrary<Buffer>;
}[] = [
  {
    type: 'image/jpeg',
    file: fc
      .array(fc.tuple(fc.oneof(fc.integer({ min: 0xe0, max: 0xef }), fc.constant(0xfe)), content))
      .map((all) => bareJpeg(baseline, ...all.map(([marker, body]) => segment(marker, body)))),
  },
  {
    type: 'image/png',
    file: fc
      .array(fc.tuple(unknown, content))
      .map((all) => barePng(...all.map(([name, body]) => chunk(name, body)))),
  },
  {
    type: 'image/webp',
    file: fc
      .array(fc.tuple(unknown, content))
      .map((all) => webpOf(...animatedChunks, ...all.map(([name, body]) => riffChunk(name, body)))),
  },
  {
    type: 'video/mp4',
    file: fc
      .array(fc.tuple(unknown, content))
      .map((all) =>
        Buffer.concat([
          movieWith(),
          ...all.map(([name, body]) => atom(`${name.slice(0, 3)}_`, body)),
        ]),
      ),
  },
  {
    type: 'video/webm',
    file: fc
      .array(fc.tuple(fc.integer({ min: 0x4000, max: 0x7fff }), content), { maxLength: 5 })
      .map((all) => Buffer.concat([recordedWebm, ...all.map(([id, body]) => element(id, body))])),
  },
];
const animatedChunks = [animated.subarray(12)];

describe.each(places)('a file of $type', ({ type, file }) => {
  test('loses what is in places that are not known', async () => {
    await fc.assert(
      fc.asyncProperty(file, async (input) => {
        const output = await cleaned(input, type);
        expect(output.includes(planted)).toBe(false);
      }),
      { numRuns: runs(100) },
    );
  });
});
