import { describe, expect, test } from 'vitest';
import { because, cleaned } from './cleaning.ts';
import { text } from './files/atoms.ts';
import { planted } from './files/tiff.ts';
import { headOf, recordedWebm, size, webmWith } from './files/webm.ts';

const type = 'video/webm';
const blocks = ['VIDEO-ONE', 'SOUND-ONE', 'VIDEO-TWO', 'SOUND-TWO'];

describe('a WebM file', () => {
  test.each([
    ['of known lengths', webmWith()],
    ['as a browser records it', recordedWebm],
  ])('%s has its pictures and sound in their places, and nothing else', async (_, file) => {
    const output = await cleaned(file, type);

    expect(output.length).toBe(file.length);
    for (const part of blocks) expect(output.indexOf(part)).toBe(file.indexOf(part));
    expect(output.includes(planted)).toBe(false);
    expect(output.includes('S_TEXT')).toBe(false);
    expect(output.includes('ARTIST')).toBe(false);
  });

  test('loses what follows its end, unless that is another file', async () => {
    const output = await cleaned(webmWith(), type);

    expect(await cleaned(Buffer.concat([webmWith(), text(planted)]), type)).toEqual(output);
    expect(await because(Buffer.concat([webmWith(), text('<?php')]), type)).toBe('polyglot');
  });

  test('that ends early is truncated', async () => {
    const file = webmWith();
    const reasons = new Set<string>();
    for (let length = 80; length < file.length; length += 3) {
      reasons.add(await because(file.subarray(0, length), type));
    }

    expect([...reasons]).toEqual(['truncated']);
  });

  test('of too many pixels, without any, or of Matroska, is refused', async () => {
    expect(await because(webmWith(size(20_000, 20_000)), type)).toBe('too-many-pixels');
    expect(await because(webmWith(size(0, 20)), type)).toBe('malformed');
    const matroska = Buffer.concat([
      headOf('matroska'),
      webmWith().subarray(headOf('webm').length),
    ]);
    expect(await because(matroska, type)).toBe('type-mismatch');
  });
});
