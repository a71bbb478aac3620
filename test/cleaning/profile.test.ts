import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { MediaType } from '../../lambda/value/media-types.ts';
import { because, cleaned } from './cleaning.ts';
import { text } from './files/atoms.ts';
import { heifWith } from './files/heif.ts';
import { bareJpeg, baseline, segment } from './files/jpeg.ts';
import { barePng, profileChunk } from './files/png.ts';
import { monitorProfile, planted, profile } from './files/tiff.ts';
import { extended, lossy, riffChunk, webpOf } from './files/webp.ts';

const header = text('ICC_PROFILE\0\x01\x01');
const files: readonly (readonly [MediaType, (of: Buffer) => Buffer])[] = [
  ['image/jpeg', (of) => bareJpeg(baseline, segment(0xe2, header, of))],
  ['image/png', (of) => barePng(profileChunk('ICC', of))],
  ['image/webp', (of) => webpOf(extended(0x20, 16, 16), riffChunk('ICCP', of), lossy)],
  ['image/heic', (of) => heifWith('image/heic', 128, of)],
];

/** A profile is compressed in PNG. */
const readable = (file: Buffer, type: MediaType): Buffer =>
  type === 'image/png' ? inflateSync(file.subarray(file.indexOf('iCCP') + 9)) : file;

describe.each(files)('the colour profile of a file of %s', (type, fileWith) => {
  test('loses the serial number of the monitor, and nothing else', async () => {
    const file = fileWith(monitorProfile);
    expect(readable(file, type).includes(`${planted} serial`)).toBe(true);

    const output = await cleaned(file, type);

    const expected = Buffer.from(monitorProfile);
    const serial = `${planted} serial`;
    expected.fill(0, expected.indexOf(serial), expected.indexOf(serial) + serial.length);
    expect(readable(output, type).includes(expected)).toBe(true);
  });

  test('with more tags than a profile has is refused', async () => {
    const many = Buffer.concat([profile, Buffer.alloc(12 * 201)]);
    many.writeUInt32BE(many.length, 0);
    many.writeUInt32BE(201, 128);

    expect(await because(fileWith(many), type)).toBe('too-complex');
  });
});
