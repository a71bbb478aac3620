/** What no cleaned file may have. Each occurrence is in another place of a file. */
export const planted = 'PLANTED-7f3a';

type Value =
  | { readonly kind: 'ascii'; readonly text: string }
  | { readonly kind: 'short'; readonly value: number }
  | { readonly kind: 'rationals'; readonly values: readonly number[] }
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'directory'; readonly entries: Entries };
type Entries = ReadonlyMap<number, Value>;

const types = { ascii: 2, short: 3, rationals: 5, bytes: 7, directory: 4 } as const;

/** A little-endian TIFF structure with one directory and those in it. */
export function tiffOf(entries: Entries): Buffer {
  const head = Buffer.from('II*\0\x08\0\0\0', 'latin1');
  return Buffer.concat([head, directoryOf(entries, 8)]);
}

function directoryOf(entries: Entries, start: number): Buffer {
  const table = Buffer.alloc(2 + entries.size * 12 + 4);
  table.writeUInt16LE(entries.size, 0);
  let data = Buffer.alloc(0);
  let at = 2;
  for (const [tag, value] of entries) {
    table.writeUInt16LE(tag, at);
    table.writeUInt16LE(types[value.kind], at + 2);
    const { count, bytes } = bytesOf(value, start + table.length + data.length);
    table.writeUInt32LE(count, at + 4);
    if (value.kind === 'directory') table.writeUInt32LE(start + table.length + data.length, at + 8);
    else if (bytes.length <= 4) table.set(bytes, at + 8);
    else table.writeUInt32LE(start + table.length + data.length, at + 8);
    if (bytes.length > 4) data = Buffer.concat([data, bytes]);
    at += 12;
  }
  return Buffer.concat([table, data]);
}

function bytesOf(value: Value, start: number): { count: number; bytes: Buffer } {
  switch (value.kind) {
    case 'ascii': {
      const bytes = Buffer.from(`${value.text}\0`, 'latin1');
      return { count: bytes.length, bytes };
    }
    case 'short':
      return { count: 1, bytes: Buffer.of(value.value, 0) };
    case 'rationals': {
      const bytes = Buffer.alloc(value.values.length * 8);
      value.values.forEach((number, index) => {
        bytes.writeUInt32LE(number, index * 8);
        bytes.writeUInt32LE(1, index * 8 + 4);
      });
      return { count: value.values.length, bytes };
    }
    case 'bytes':
      return { count: value.bytes.length, bytes: value.bytes };
    case 'directory':
      return { count: 1, bytes: directoryOf(value.entries, start) };
  }
}

const text = (what: string): Value => ({ kind: 'ascii', text: `${planted} ${what}` });

/** As a telephone writes it: a model, a time, a place, a maker note, and which side is up. */
export function exifOf(orientation: number): Buffer {
  const camera: Entries = new Map<number, Value>([
    [0x9003, { kind: 'ascii', text: '2026:11:29 09:00:00' }],
    [0x927c, { kind: 'bytes', bytes: Buffer.from(`${planted} maker note`) }],
    [0x9286, { kind: 'bytes', bytes: Buffer.from(`ASCII\0\0\0${planted} comment`) }],
  ]);
  const place: Entries = new Map<number, Value>([
    [1, { kind: 'ascii', text: 'N' }],
    [2, { kind: 'rationals', values: [48, 12, 30] }],
    [3, { kind: 'ascii', text: 'E' }],
    [4, { kind: 'rationals', values: [16, 22, 10] }],
  ]);
  return tiffOf(
    new Map<number, Value>([
      [0x010f, text('make')],
      [0x0110, text('model')],
      [0x0112, { kind: 'short', value: orientation }],
      [0x8298, text('copyright')],
      [0x8769, { kind: 'directory', entries: camera }],
      [0x8825, { kind: 'directory', entries: place }],
    ]),
  );
}

export const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>${planted} XMP</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`;

/** The smallest ICC profile: a header, and no tags. */
export const profile = ((): Buffer => {
  const bytes = Buffer.alloc(132);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  bytes.write('acsp', 36, 'latin1');
  return bytes;
})();

/** A profile with the serial number of a monitor in a tag of its vendor, and a description. */
export const monitorProfile = ((): Buffer => {
  const serial = Buffer.from(`mmod\0\0\0\0${planted} serial`, 'latin1');
  const name = Buffer.from('text\0\0\0\0Display\0', 'latin1');
  const bytes = Buffer.concat([profile, Buffer.alloc(36), serial, name]);
  const [first, second] = [profile.length + 36, profile.length + 36 + serial.length];
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(3, 128);
  for (const [index, [tag, start, length]] of (
    [
      ['mmod', first, serial.length],
      ['desc', second, name.length],
      // The same data as the one before.
      ['dscm', second, name.length],
    ] as const
  ).entries()) {
    bytes.write(tag, 132 + index * 12, 'latin1');
    bytes.writeUInt32BE(start, 136 + index * 12);
    bytes.writeUInt32BE(length, 140 + index * 12);
  }
  return bytes;
})();
