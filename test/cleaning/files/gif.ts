import { short, text } from './atoms.ts';
import { planted } from './tiff.ts';

const little = (...values: readonly number[]): Buffer => short(...values).swap16();

export const gifHead = (width: number, height: number): Buffer =>
  Buffer.concat([
    text('GIF89a'),
    little(width, height),
    Buffer.of(0x80, 0, 0),
    Buffer.alloc(6, 0x77),
  ]);

const blocks = (...contents: readonly Buffer[]): Buffer =>
  Buffer.concat([
    ...contents.flatMap((content) => [Buffer.of(content.length), content]),
    Buffer.of(0),
  ]);
const extension = (label: number, ...contents: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.of(0x21, label), blocks(...contents)]);

export const loop = extension(0xff, text('NETSCAPE2.0'), Buffer.of(1, 0, 0));
const control = extension(0xf9, Buffer.of(0, 10, 0, 0));
/** One pixel. */
export const frame = Buffer.concat([
  control,
  Buffer.of(0x2c),
  little(0, 0, 1, 1),
  Buffer.of(0, 2),
  blocks(Buffer.of(0x44, 0x01)),
]);
const end = Buffer.of(0x3b);

export const bareGif = Buffer.concat([gifHead(1, 1), loop, frame, frame, end]);

/** With a comment, a text over the picture, and XMP as a table of 257 bytes ends it. */
export const gifWith = (xmp: string): Buffer =>
  Buffer.concat([
    gifHead(1, 1),
    extension(0xfe, text(`${planted} comment`)),
    loop,
    Buffer.concat([
      Buffer.of(0x21, 0xff, 11),
      text(`XMP DataXMP${xmp}`),
      Buffer.of(1, ...Array.from({ length: 256 }, (_, index) => 255 - index), 0),
    ]),
    frame,
    extension(0xff, text('ICCRGBG1012'), text(planted)),
    extension(0x01, Buffer.alloc(12), text(planted)),
    frame,
    end,
  ]);
