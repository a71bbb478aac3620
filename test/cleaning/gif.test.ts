import { describe, expect, test } from 'vitest';
import { because, cleaned } from './cleaning.ts';
import { text } from './files/atoms.ts';
import { bareGif, frame, gifHead, gifWith, loop } from './files/gif.ts';
import { planted, xmp } from './files/tiff.ts';

const type = 'image/gif';

describe('a GIF file', () => {
  test('has its frames, their times and how often they are repeated', async () => {
    expect(await cleaned(gifWith(xmp), type)).toEqual(bareGif);
  });

  test('loses what follows its end, unless that is another file', async () => {
    expect(await cleaned(Buffer.concat([bareGif, text(planted)]), type)).toEqual(bareGif);
    expect(await because(Buffer.concat([bareGif, text('<script>')]), type)).toBe('polyglot');
  });

  test('that ends early is truncated', async () => {
    const file = gifWith(xmp);
    const reasons = new Set<string>();
    for (let length = 13; length < file.length; length += 1) {
      reasons.add(await because(file.subarray(0, length), type));
    }

    expect([...reasons]).toEqual(['truncated']);
  });

  test('of too many pixels or frames, of none, or with an unknown block, is refused', async () => {
    const frames = Array.from({ length: 10_001 }, () => frame);
    const end = Buffer.of(0x3b);

    expect(await because(Buffer.concat([gifHead(65_535, 65_535), frame, end]), type)).toBe(
      'too-many-pixels',
    );
    expect(await because(Buffer.concat([gifHead(1, 1), ...frames, end]), type)).toBe('too-complex');
    expect(await because(Buffer.concat([gifHead(1, 1), loop, end]), type)).toBe('malformed');
    expect(await because(Buffer.concat([gifHead(1, 1), Buffer.of(0), end]), type)).toBe(
      'malformed',
    );
  });
});
