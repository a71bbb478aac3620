import { cleanColours } from '../profile.ts';
import { refuse } from '../refusal.ts';
import { atomsIn, find, free } from './atoms.ts';
import type { Atom } from './atoms.ts';

/** What a decoder needs to show an item (ISO/IEC 23008-12, 6.5). Times, names and cameras are not. */
const needed = new Set(
  (
    'ispe pixi colr irot imir clap pasp auxC avcC hvcC lhvC av1C vvcC a1op a1lx lsel tols ' +
    'clli mdcv cclv amve ndwt'
  ).split(' '),
);

const transparencies = [
  'urn:mpeg:mpegB:cicp:systems:auxiliary:alpha',
  'urn:mpeg:hevc:2015:auxid:1',
];

/** With the zero that ends it. */
const longestTransparency = 1 + Math.max(...transparencies.map(({ length }) => length));

export interface Properties {
  sizeOf(item: number): { readonly width: number; readonly height: number } | undefined;
  /** Whether the item is how transparent another one is. */
  isTransparency(item: number): boolean;
}

/** Reads the properties of all items, and makes free space of those that are not needed, in place. */
export function propertiesOf(bytes: Buffer, content: Atom): Properties {
  const list = find(bytes, content, 'iprp') ?? refuse('malformed');
  const container = find(bytes, list, 'ipco') ?? refuse('malformed');
  const properties = [...atomsIn(bytes, container.body, container.end)];
  for (const property of properties) {
    if (!needed.has(property.type)) free(bytes, property);
    else if (property.type === 'colr') cleanColours(bytes.subarray(property.body, property.end));
  }
  const associations = associationsOf(bytes, list);
  const ofItem = (item: number, type: string): Atom[] =>
    (associations.get(item) ?? []).flatMap((index) => {
      const property = properties[index - 1];
      return property?.type === type ? [property] : [];
    });
  return {
    sizeOf(item) {
      const [size] = ofItem(item, 'ispe');
      if (size === undefined) return undefined;
      const { body } = size;
      return { width: bytes.readUInt32BE(body + 4), height: bytes.readUInt32BE(body + 8) };
    },
    isTransparency: (item) =>
      ofItem(item, 'auxC').some(({ body, end }) => {
        // An item can have one property a million times, and the property any length.
        const [type = ''] = bytes
          .toString('latin1', body + 4, Math.min(end, body + 4 + longestTransparency))
          .split('\0');
        return transparencies.includes(type);
      }),
  };
}

/** The numbers of properties, from 1, of each item (ISO/IEC 23008-12, 9.3.1). */
function associationsOf(bytes: Buffer, list: Atom): ReadonlyMap<number, readonly number[]> {
  const associations = new Map<number, number[]>();
  for (const { type, body } of atomsIn(bytes, list.body, list.end)) {
    if (type !== 'ipma') continue;
    const idWidth = bytes.readUInt8(body) === 0 ? 2 : 4;
    const width = (bytes.readUInt8(body + 3) & 1) === 0 ? 1 : 2;
    const entries = bytes.readUInt32BE(body + 4);
    let at = body + 8;
    for (let entry = 0; entry < entries; entry += 1) {
      const item = bytes.readUIntBE(at, idWidth);
      const count = bytes.readUInt8(at + idWidth);
      at += idWidth + 1;
      const indices = associations.get(item) ?? [];
      // The highest bit says whether a reader has to know the property.
      const mask = width === 1 ? 0x7f : 0x7fff;
      for (let index = 0; index < count; index += 1, at += width) {
        indices.push(bytes.readUIntBE(at, width) & mask);
      }
      associations.set(item, indices);
    }
  }
  return associations;
}
