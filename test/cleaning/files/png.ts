import { crc32, deflateSync } from 'node:zlib';
import { exifOf, planted, profile, xmp } from './tiff.ts';

const text = (latin1: string): Buffer => Buffer.from(latin1, 'latin1');

export function chunk(type: string, ...bodies: readonly Buffer[]): Buffer {
  const body = Buffer.concat([text(type), ...bodies]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(body.length - 4, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), 4 + body.length);
  return framed;
}

const signature = text('\x89PNG\r\n\x1a\n');

export const header = (width: number, height: number) => {
  const body = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  body.writeUInt32BE(width, 0);
  body.writeUInt32BE(height, 4);
  return chunk('IHDR', body);
};
const pixels = deflateSync(Buffer.alloc(4 * (1 + 4 * 3), 0x55));
const data = chunk('IDAT', pixels);
const end = chunk('IEND');
const gamma = chunk('gAMA', Buffer.of(0, 0, 0xb1, 0x8f));

export const profileChunk = (name: string, bytes: Buffer) =>
  chunk('iCCP', text(`${name}\0\0`), deflateSync(bytes));

const frameControl = (index: number) => {
  const body = Buffer.alloc(26);
  body.writeUInt32BE(index, 0);
  body.writeUInt32BE(4, 4);
  body.writeUInt32BE(4, 8);
  return chunk('fcTL', body);
};

/** Two frames. */
export const frames = [
  chunk('acTL', Buffer.of(0, 0, 0, 2, 0, 0, 0, 0)),
  frameControl(0),
  data,
  frameControl(1),
  chunk('fdAT', Buffer.of(0, 0, 0, 2), pixels),
];

export const pngOf = (...chunks: readonly Buffer[]) => Buffer.concat([signature, ...chunks]);
export const barePng = (...chunks: readonly Buffer[]) => pngOf(header(4, 4), ...chunks, data, end);

/** With all kinds of texts, a time, and what a camera writes. */
export const pngWith = (orientation: number, ...picture: readonly Buffer[]) =>
  pngOf(
    header(4, 4),
    gamma,
    profileChunk(`${planted} profile`, Buffer.concat([profile, text(planted)])),
    chunk('tEXt', text(`Author\0${planted} text`)),
    chunk('zTXt', text('Comment\0\0'), deflateSync(text(planted))),
    chunk('iTXt', text(`XML:com.adobe.xmp\0\0\0\0\0${xmp}`)),
    chunk('tIME', Buffer.of(7, 234, 11, 29, 9, 0, 0)),
    chunk('eXIf', exifOf(orientation)),
    chunk('prVt', text(planted)),
    ...(picture.length === 0 ? [data] : picture),
    end,
  );
export { data, end, gamma };
