import { describe, expect, test } from 'vitest';
import { because, cleaned } from './cleaning.ts';
import {
  barePng,
  chunk,
  data,
  end,
  frames,
  gamma,
  header,
  pngOf,
  pngWith,
  profileChunk,
} from './files/png.ts';
import { planted, profile } from './files/tiff.ts';

const type = 'image/png';

describe('a PNG file', () => {
  test('has its picture, its profile without a name, and nothing else', async () => {
    const output = await cleaned(pngWith(1), type);

    expect(output).toEqual(barePng(gamma, profileChunk('ICC', profile)));
  });

  test('has all frames of an animation', async () => {
    const output = await cleaned(pngWith(1, ...frames), type);

    expect(output).toEqual(
      pngOf(header(4, 4), gamma, profileChunk('ICC', profile), ...frames, end),
    );
  });

  test('stays the right way up', async () => {
    const output = await cleaned(pngWith(8), type);

    expect(output.includes('eXIfMM\0*')).toBe(true);
    expect(output.includes(planted)).toBe(false);
  });

  test('loses what follows its end, unless that is another file', async () => {
    const file = barePng();

    expect(await cleaned(Buffer.concat([file, Buffer.from(planted)]), type)).toEqual(file);
    expect(await because(Buffer.concat([file, Buffer.from('%PDF-1.7')]), type)).toBe('polyglot');
    expect(await because(Buffer.concat([file, Buffer.from('PK\x03\x04')]), type)).toBe('polyglot');
  });

  test('with a wrong checksum, an unknown critical chunk or no picture is malformed', async () => {
    const broken = Buffer.from(barePng());
    broken[broken.indexOf('IDAT') + 6]! ^= 1;

    expect(await because(broken, type)).toBe('malformed');
    expect(await because(barePng(chunk('ABCD')), type)).toBe('malformed');
    expect(await because(pngOf(header(4, 4), end), type)).toBe('malformed');
    expect(
      await because(pngOf(header(4, 4), chunk('gAMA', Buffer.alloc(8)), data, end), type),
    ).toBe('malformed');
  });

  test('that ends early is truncated', async () => {
    const file = pngWith(6);
    const reasons = new Set<string>();
    for (let length = 100; length < file.length; length += 1) {
      reasons.add(await because(file.subarray(0, length), type));
    }

    expect([...reasons]).toEqual(['truncated']);
  });

  test('with a profile that inflates to more than 4 MiB is refused', async () => {
    const large = Buffer.concat([profile, Buffer.alloc(4 * 1024 * 1024)]);

    expect(await because(barePng(profileChunk('bomb', large)), type)).toBe('too-complex');
    expect(await because(barePng(profileChunk('none', Buffer.alloc(132))), type)).toBe('malformed');
  });

  test('of over 100 megapixels is refused', async () => {
    expect(await because(pngOf(header(100_000, 1_001), data, end), type)).toBe('too-many-pixels');
  });
});
