/** What a camera and a program write into a photo beside the picture. */
export interface PhotoMetadata {
  /** Degrees north and east: Exif, GPS. */
  readonly position: readonly [number, number];
  /** Name of the person who took it: Exif, Artist, and XMP, dc:creator. */
  readonly artist: string;
  /** JPEG comment. */
  readonly comment: string;
}

/**
 * A small grey picture with metadata, as JPEG. A baseline encoder of constant blocks is all that it takes
 * (ITU-T T.81), so no program and no file is needed.
 */
export const photoWith = (metadata: PhotoMetadata): Buffer<ArrayBuffer> =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, Buffer.from('Exif\0\0', 'latin1'), exif(metadata)),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0'), xmp(metadata)),
    segment(0xfe, Buffer.from(metadata.comment)),
    ...picture(),
    Buffer.from([0xff, 0xd9]),
  ]);

/** The position as the GPS part of Exif has it: degrees, minutes and hundredths of seconds. */
export function gpsBytes([north, east]: PhotoMetadata['position']): Buffer {
  const numbers = [north, east].flatMap((degrees) => {
    const hundredths = Math.round(degrees * 360_000);
    const minutes = Math.floor(hundredths / 6_000);
    return [Math.floor(minutes / 60), 1, minutes % 60, 1, hundredths % 6_000, 100];
  });
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32LE(number, index * 4);
  return bytes;
}

const segment = (marker: number, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

const [ascii, short, long, rational] = [2, 3, 4, 5];

/** TIFF in little-endian order: one directory for the picture, one for the position. */
function exif({ position, artist }: PhotoMetadata): Buffer {
  const name = Buffer.from(`${artist}\0`);
  const [main, gps] = [8, 8 + directoryBytes(3)];
  const nameAt = gps + directoryBytes(4);
  const positionAt = nameAt + name.length;
  return Buffer.concat([
    Buffer.from([0x49, 0x49, 42, 0, main, 0, 0, 0]),
    directory([
      [0x0112, short, 1, 1], // Orientation
      [0x013b, ascii, name.length, nameAt], // Artist
      [0x8825, long, 1, gps], // GPS
    ]),
    directory([
      [1, ascii, 2, 'N'.charCodeAt(0)],
      [2, rational, 3, positionAt],
      [3, ascii, 2, 'E'.charCodeAt(0)],
      [4, rational, 3, positionAt + 24],
    ]),
    name,
    gpsBytes(position),
  ]);
}

const directoryBytes = (entries: number): number => 2 + entries * 12 + 4;

function directory(entries: readonly (readonly [number, number, number, number])[]): Buffer {
  const bytes = Buffer.alloc(directoryBytes(entries.length));
  bytes.writeUInt16LE(entries.length);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = 2 + index * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(type, at + 2);
    bytes.writeUInt32LE(count, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  }
  return bytes;
}

const xmp = ({ artist }: PhotoMetadata): Buffer =>
  Buffer.from(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>${artist}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`,
  );

const [columns, rows] = [16, 12];

/** Sixteen by twelve blocks of 8 x 8 pixels, each of one grey. */
const picture = (): Buffer[] => [
  segment(0xdb, Buffer.from([0, ...Array.from({ length: 64 }, () => 8)])),
  segment(0xc0, Buffer.from([8, 0, rows * 8, 0, columns * 8, 1, 1, 0x11, 0])),
  // T.81 table K.3 for the first coefficient; of the others there is only the end of the block.
  segment(0xc4, Buffer.from([0, 0, 1, 5, 1, 1, 1, 1, 1, 1, ...zeros(7)]), bytesTo(12)),
  segment(0xc4, Buffer.from([0x10, 1, ...zeros(15), 0])),
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  scan(),
];

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const bytesTo = (end: number): Buffer =>
  Buffer.from(Array.from({ length: end }, (_, value) => value));
/** Codes of T.81 table K.3 for differences of 0 to 7 bits. */
const codes = ['00', '010', '011', '100', '101', '110', '1110', '11110'];
const endOfBlock = '0';

function scan(): Buffer {
  let bits = '';
  let last = 0;
  for (let block = 0; block < columns * rows; block += 1) {
    const grey = (block % columns) * 6 + Math.floor(block / columns) * 3 - 60;
    bits += `${difference(grey - last)}${endOfBlock}`;
    last = grey;
  }
  const bytes = bits.match(/.{1,8}/g) ?? [];
  // Ones fill the last byte, and a zero follows each byte of ones (T.81 F.1.2.3, B.1.1.5).
  return Buffer.from(
    bytes.flatMap((byte) => {
      const value = Number.parseInt(byte.padEnd(8, '1'), 2);
      return value === 0xff ? [value, 0] : [value];
    }),
  );
}

/** T.81 F.1.2.1: how many bits, then the value, of a negative one its complement. */
function difference(value: number): string {
  const size = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
  const code = codes[size] ?? '';
  const bits = value < 0 ? value + 2 ** size - 1 : value;
  return size === 0 ? code : `${code}${bits.toString(2).padStart(size, '0')}`;
}
