import { describe, expect, test } from 'vitest';
import { because, cleaned } from './cleaning.ts';
import { text } from './files/atoms.ts';
import { planted } from './files/tiff.ts';
import {
  animated,
  cleanAnimated,
  cleanWebp,
  extended,
  lossless,
  lossy,
  profileChunk,
  riffChunk,
  webpOf,
  webpWith,
} from './files/webp.ts';

const type = 'image/webp';

describe('a WebP file', () => {
  test('has its picture, its profile, its transparency, and says that nothing else is there', async () => {
    expect(await cleaned(webpWith(1), type)).toEqual(cleanWebp);
  });

  test('stays the right way up, and says so', async () => {
    const output = await cleaned(webpWith(6), type);

    expect(output.includes('EXIF\x1a\0\0\0MM\0*')).toBe(true);
    expect(output.readUInt8(20)).toBe(0x38);
    expect(output.includes(planted)).toBe(false);
  });

  test('has all frames of an animation', async () => {
    expect(await cleaned(animated, type)).toEqual(cleanAnimated);
  });

  test('of the simple form has its picture alone', async () => {
    const file = webpOf(lossless, riffChunk('EXIF', text(planted)));

    expect(await cleaned(file, type)).toEqual(webpOf(lossless));
    expect(await cleaned(Buffer.concat([webpOf(lossy), text(planted)]), type)).toEqual(
      webpOf(lossy),
    );
  });

  test('says that it has a profile only where it has one', async () => {
    const stated = webpOf(extended(0x20, 16, 16), lossy);

    expect(await cleaned(stated, type)).toEqual(webpOf(extended(0, 16, 16), lossy));
    expect(
      await because(webpOf(extended(0, 16, 16), lossy, profileChunk, profileChunk), type),
    ).toBe('malformed');
  });

  test('that ends early is truncated', async () => {
    const reasons = new Set<string>();
    for (let length = 16; length < animated.length; length += 1) {
      reasons.add(await because(animated.subarray(0, length), type));
    }

    expect([...reasons]).toEqual(['truncated']);
  });

  test('of too many pixels, without a picture, or with another file behind it, is refused', async () => {
    expect(await because(webpOf(extended(0, 16_000, 16_000), lossy), type)).toBe('too-many-pixels');
    expect(await because(webpOf(extended(0, 16, 16)), type)).toBe('malformed');
    expect(await because(Buffer.concat([webpOf(lossy), text('%PDF-1.4')]), type)).toBe('polyglot');
  });
});
