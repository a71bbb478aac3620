import { text } from './atoms.ts';
import { exifOf, planted, profile, xmp } from './tiff.ts';

export function riffChunk(type: string, ...bodies: readonly Buffer[]): Buffer {
  const body = Buffer.concat(bodies);
  const head = text(`${type}\0\0\0\0`);
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

export const webpOf = (...chunks: readonly Buffer[]): Buffer =>
  riffChunk('RIFF', text('WEBP'), ...chunks);

/** One pixel, lossless; and the head of a lossy picture of 16 × 16. */
export const lossless = riffChunk(
  'VP8L',
  Buffer.from('2f0000001007101111888 8fe0700'.replace(' ', ''), 'hex'),
);
export const lossy = riffChunk(
  'VP8 ',
  Buffer.from('500100 9d012a 1000 1000 00000000'.replaceAll(' ', ''), 'hex'),
);

export const extended = (flags: number, width: number, height: number): Buffer => {
  const body = Buffer.alloc(10);
  body.writeUInt8(flags, 0);
  body.writeUIntLE(width - 1, 4, 3);
  body.writeUIntLE(height - 1, 7, 3);
  return riffChunk('VP8X', body);
};
export const profileChunk = riffChunk('ICCP', profile);
const transparency = riffChunk('ALPH', Buffer.of(0, 1, 2));

/** With Exif, XMP and a chunk that no reader knows. */
export const webpWith = (orientation: number): Buffer =>
  webpOf(
    extended(0x3c, 16, 16),
    profileChunk,
    riffChunk('ABCD', text(planted)),
    transparency,
    lossy,
    riffChunk('EXIF', exifOf(orientation)),
    riffChunk('XMP ', text(xmp)),
  );

const framed = (...chunks: readonly Buffer[]): Buffer =>
  riffChunk('ANMF', Buffer.alloc(16), ...chunks);
export const animated = webpOf(
  extended(0x06, 1, 1),
  riffChunk('ANIM', Buffer.alloc(6)),
  framed(lossless, riffChunk('ABCD', text(planted))),
  framed(lossless),
  riffChunk('XMP ', text(xmp)),
);
export const cleanAnimated = webpOf(
  extended(0x02, 1, 1),
  riffChunk('ANIM', Buffer.alloc(6)),
  framed(lossless),
  framed(lossless),
);
export const cleanWebp = webpOf(extended(0x30, 16, 16), profileChunk, transparency, lossy);
