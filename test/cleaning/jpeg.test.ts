import { describe, expect, test } from 'vitest';
import { because, cleaned } from './cleaning.ts';
import {
  adobe,
  bareJpeg,
  baseline,
  exifSegment,
  jfif,
  jpegOfSize,
  jpegWith,
  profileSegment,
  progressive,
  segment,
} from './files/jpeg.ts';
import { planted } from './files/tiff.ts';

const type = 'image/jpeg';

describe('a JPEG file', () => {
  test('has its picture, its profile and nothing else after it was cleaned', async () => {
    const output = await cleaned(jpegWith(baseline, 1), type);

    expect(output).toEqual(bareJpeg(baseline, jfif(Buffer.alloc(0)), profileSegment, adobe));
  });

  test('stays the right way up', async () => {
    const output = await cleaned(jpegWith(baseline, 6), type);

    expect(output.includes('Exif\0\0MM\0*')).toBe(true);
    expect(output.length).toBe(
      bareJpeg(baseline, jfif(Buffer.alloc(0)), profileSegment, adobe).length + 36,
    );
    expect(output.includes(planted)).toBe(false);
  });

  test('has all scans of a progressive picture, without what is between them', async () => {
    const output = await cleaned(jpegWith(progressive, 1), type);

    expect(output.includes(planted)).toBe(false);
    expect(output.toString('latin1').split('\xff\xda')).toHaveLength(3);
  });

  test('loses what a camera appends: another picture, or the video of a motion photo', async () => {
    const video = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1');
    const bare = await cleaned(jpegWith(baseline, 1), type);

    expect(await cleaned(jpegWith(baseline, 1, bareJpeg(baseline), video), type)).toEqual(bare);
    expect(await cleaned(jpegWith(baseline, 1, video), type)).toEqual(bare);
    expect(await cleaned(jpegWith(baseline, 1, Buffer.from(`SEFT${planted}`)), type)).toEqual(bare);
  });

  test.each([
    ['a PDF file', '%PDF-1.7\n'],
    ['a ZIP archive', 'PK\x03\x04\x14\0\0\0\0\0'],
    ['the end of a ZIP archive', `${'.'.repeat(5_000)}PK\x05\x06${'\0'.repeat(18)}`],
    ['a page', '\n<HTML><body>'],
    ['a script', '<?php system($_GET[0]);'],
    ['a Windows program', 'MZ\x90\0\x03\0\0\0'],
    ['an ELF program', '\x7fELF\x02\x01\x01\0'],
    ['a RAR archive', 'Rar!\x1a\x07\x01\0'],
  ])('with %s behind the picture is a polyglot', async (_, trailer) => {
    expect(await because(jpegWith(baseline, 1, Buffer.from(trailer, 'latin1')), type)).toBe(
      'polyglot',
    );
  });

  test('with a PDF header in its first KiB is a polyglot, also where it would be dropped', async () => {
    const comment = segment(0xfe, Buffer.from('%PDF-1.4'));

    expect(await because(bareJpeg(baseline, comment), type)).toBe('polyglot');
  });

  test('that ends early is truncated, wherever that is', async () => {
    const file = bareJpeg(baseline, exifSegment(6), profileSegment);
    const reasons = new Set<string>();
    for (let length = 100; length < file.length; length += 1) {
      reasons.add(await because(file.subarray(0, length), type));
    }

    expect([...reasons]).toEqual(['truncated']);
  });

  test('of over 100 megapixels is refused', async () => {
    expect(await because(jpegOfSize(10_000, 10_000), type)).toBe('cleanable');
    expect(await because(jpegOfSize(10_000, 10_001), type)).toBe('too-many-pixels');
    expect(await because(jpegOfSize(0, 10), type)).toBe('malformed');
  });

  test('with more scans or segments than any encoder writes is too complex', async () => {
    const scan = progressive.subarray(progressive.lastIndexOf('\xff\xda', undefined, 'latin1'));
    const scans = Array.from({ length: 100 }, () => scan);
    const comments = Array.from({ length: 20_000 }, () => segment(0xfe));

    expect(await because(bareJpeg(Buffer.concat([baseline, ...scans])), type)).toBe('too-complex');
    expect(await because(bareJpeg(baseline, ...comments), type)).toBe('too-complex');
  });

  test('may have a property list of Photoshop in its first KiB', async () => {
    const list = segment(0xed, Buffer.from('Photoshop 3.0\0<?xml?><!DOCTYPE plist PUBLIC>'));

    expect(await cleaned(bareJpeg(baseline, list), type)).toEqual(bareJpeg(baseline));
  });

  test('has no room between tables for anything else', async () => {
    const table = segment(0xdb, Buffer.of(0), Buffer.alloc(64, 1), Buffer.from(planted));

    expect(await because(bareJpeg(baseline, table), type)).toBe('malformed');
  });

  test('is not another picture', async () => {
    expect(await because(bareJpeg(baseline), 'image/png')).toBe('type-mismatch');
    expect(await because(Buffer.alloc(0), type)).toBe('truncated');
    expect(await because(Buffer.from('hello'), type)).toBe('type-mismatch');
  });
});
