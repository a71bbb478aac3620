import { describe, expect, test } from 'vitest';
import { because, cleaned } from './cleaning.ts';
import { heifWith } from './files/heif.ts';
import { planted, profile } from './files/tiff.ts';

describe.each(['image/heic', 'image/avif'] as const)('a picture of %s', (type) => {
  test('has its tiles, its transparency and its profile in their places, and nothing else', async () => {
    const file = heifWith(type);
    const output = await cleaned(file, type);

    expect(output.length).toBe(file.length);
    for (const part of ['TILE-ONE', 'TILE-TWO', 'TRANSPARENCY', profile, 'iloc', 'iref']) {
      expect(output.indexOf(part)).toBe(file.indexOf(part));
    }
    expect(output.includes(planted)).toBe(false);
    expect(output.includes('II*\0')).toBe(false);
    // Thumbnail, mask, Exif and XMP, and what they refer to; the description; and XML.
    expect(output.toString('latin1').split('free')).toHaveLength(11);
    expect(output.includes('cdsc')).toBe(false);
  });

  test('is of its own brand and of its own codec', async () => {
    const other = type === 'image/heic' ? 'image/avif' : 'image/heic';

    expect(await because(heifWith(other), type)).toBe('type-mismatch');
    const mixed = heifWith(other);
    mixed.write(type === 'image/heic' ? 'heic' : 'avif', 8, 'latin1');
    expect(await because(mixed, type)).toBe('malformed');
  });

  test('that ends early is truncated', async () => {
    const file = heifWith(type);
    const reasons = new Set<string>();
    for (let length = 60; length < file.length; length += 3) {
      reasons.add(await because(file.subarray(0, length), type));
    }

    expect([...reasons]).toEqual(['truncated']);
  });

  test('of over 100 megapixels is refused', async () => {
    expect(await because(heifWith(type, 2_000_000), type)).toBe('too-many-pixels');
  });
});
