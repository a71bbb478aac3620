import { exifOf, planted, profile, xmp } from './tiff.ts';

const text = (latin1: string): Buffer => Buffer.from(latin1, 'latin1');

export function segment(marker: number, ...bodies: readonly Buffer[]): Buffer {
  const body = Buffer.concat(bodies);
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

const start = Buffer.of(0xff, 0xd8);
const end = Buffer.of(0xff, 0xd9);
const quantisation = segment(0xdb, Buffer.of(0), Buffer.alloc(64, 1));
/** One code of one bit for each table: a difference of zero, and the end of the block. */
const codes = (tableClass: number) =>
  segment(0xc4, Buffer.of(tableClass << 4, 1, ...Array.from({ length: 15 }, () => 0), 0));
const frame = (marker: number, width: number, height: number) => {
  const body = Buffer.of(8, 0, 0, 0, 0, 1, 1, 0x11, 0);
  body.writeUInt16BE(height, 1);
  body.writeUInt16BE(width, 3);
  return segment(marker, body);
};
const scan = (first: number, last: number, data: Buffer) =>
  Buffer.concat([segment(0xda, Buffer.of(1, 1, 0, first, last, 0)), data]);

/** A grey picture of 16 × 16 pixels in four blocks, each of which ends with a restart marker. */
export const baseline = Buffer.concat([
  quantisation,
  frame(0xc0, 16, 16),
  codes(0),
  codes(1),
  segment(0xdd, Buffer.of(0, 1)),
  scan(0, 63, Buffer.of(0x3f, 0xff, 0xd0, 0x3f, 0xff, 0xd1, 0x3f, 0xff, 0xd2, 0x3f)),
]);

/** The same in two scans, with a comment and a fill byte between them. */
export const progressive = Buffer.concat([
  quantisation,
  frame(0xc2, 16, 16),
  codes(0),
  scan(0, 0, Buffer.of(0x0f)),
  segment(0xfe, text(`${planted} between scans`)),
  Buffer.of(0xff),
  codes(1),
  scan(1, 63, Buffer.of(0x0f)),
]);

export const jfif = (thumbnail: Buffer) =>
  segment(
    0xe0,
    text('JFIF\0'),
    Buffer.of(1, 2, 0, 0, 1, 0, 1, thumbnail.length / 3, thumbnail.length === 0 ? 0 : 1),
    thumbnail,
  );
const thumbnail = text(`${planted} thumbnail..`.padEnd(30)).subarray(0, 30);

const iptc = text(
  `Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x1a\x1c\x02\x69\0\x15${planted} headline`.padEnd(
    54,
    '\0',
  ),
);

export const profileSegment = segment(0xe2, text('ICC_PROFILE\0\x01\x01'), profile);
export const exifSegment = (orientation: number) =>
  segment(0xe1, text('Exif\0\0'), exifOf(orientation));
export const adobe = segment(0xee, text('Adobe\0\x64\0\0\0\0\0'));

/** With all the metadata that a camera and an editor write. */
export const jpegWith = (picture: Buffer, orientation: number, ...more: readonly Buffer[]) =>
  Buffer.concat([
    start,
    jfif(thumbnail),
    exifSegment(orientation),
    segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0'), text(xmp)),
    segment(0xed, iptc),
    profileSegment,
    segment(0xe2, text(`MPF\0${planted}`)),
    segment(0xec, text(`Ducky${planted}`)),
    adobe,
    segment(0xfe, text(`${planted} comment`)),
    picture,
    end,
    ...more,
  ]);

/** What shows the picture, and nothing else. */
export const bareJpeg = (picture: Buffer, ...before: readonly Buffer[]) =>
  Buffer.concat([start, ...before, picture, end]);

export const jpegOfSize = (width: number, height: number) =>
  bareJpeg(
    Buffer.concat([
      quantisation,
      frame(0xc0, width, height),
      codes(0),
      codes(1),
      scan(0, 63, Buffer.of(0x3f)),
    ]),
  );
