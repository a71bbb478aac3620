import { atom, brands, full, long, short, text } from './atoms.ts';
import { exifOf, planted, profile, xmp } from './tiff.ts';

interface Item {
  readonly id: number;
  readonly type: string;
  readonly content?: string;
  readonly data: Buffer;
  /** Numbers of its properties, from 1. */
  readonly properties: readonly number[];
}

const formats = {
  'image/heic': { brand: 'heic', codec: 'hvc1', configuration: 'hvcC' },
  'image/avif': { brand: 'avif', codec: 'av01', configuration: 'av1C' },
} as const;

const grid = Buffer.of(0, 0, 0, 1, 0, 128, 0, 64);

/**
 * A picture of two tiles with its transparency, a thumbnail, a mask of people, Exif and XMP. Its grid
 * is in the index, other items are in the media data.
 */
export function heifWith(
  type: keyof typeof formats,
  width = 128,
  colours: Buffer = profile,
): Buffer {
  const { brand, codec, configuration } = formats[type];
  const tile = (id: number, what: string, ...properties: readonly number[]): Item => ({
    id,
    type: codec,
    data: text(what),
    properties,
  });
  const items: readonly Item[] = [
    { id: 1, type: 'grid', data: grid, properties: [1, 4, 5] },
    tile(2, 'TILE-ONE', 2, 3),
    tile(3, 'TILE-TWO', 2, 3),
    tile(4, 'TRANSPARENCY', 1, 3, 6),
    tile(5, `${planted} thumbnail`, 2, 3),
    tile(6, `${planted} mask of people`, 2, 3, 7),
    { id: 7, type: 'Exif', data: Buffer.concat([long(0), exifOf(6)]), properties: [] },
    { id: 8, type: 'mime', content: 'application/rdf+xml', data: text(xmp), properties: [] },
  ];
  const properties = [
    full('ispe', 0, long(width, 64)),
    full('ispe', 0, long(64, 64)),
    atom(configuration, Buffer.of(0x81, 0, 0, 0)),
    atom('colr', text('prof'), colours),
    full('udes', 0, text(`en\0${planted}\0${planted}\0\0`)),
    full('auxC', 0, text('urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0')),
    full('auxC', 0, text(`urn:com:apple:photo:2018:aux:portraiteffectsmatte\0`)),
  ];
  const infe = ({ id, type: itemType, content }: Item) =>
    full('infe', 0x0200_0000, short(id, 0), text(`${itemType}${planted}\0${content ?? ''}\0`));
  const references: readonly (readonly [string, number, ...number[]])[] = [
    ['dimg', 1, 2, 3],
    ['auxl', 4, 1],
    ['thmb', 5, 1],
    ['auxl', 6, 1],
    ['cdsc', 7, 1],
    // XMP about the mask.
    ['cdsc', 8, 6],
  ];
  const inData = items.slice(1);
  const metaAt = (start: number) => {
    let at = start;
    const locations = items.map(({ id, data }) => {
      if (id === 1) return Buffer.concat([short(id, 1, 0, 1), long(0, grid.length)]);
      const place = Buffer.concat([short(id, 0, 0, 1), long(at, data.length)]);
      at += data.length;
      return place;
    });
    return full(
      'meta',
      0,
      full('hdlr', 0, long(0), text('pict'), Buffer.alloc(12), text(`${planted}\0`)),
      full('pitm', 0, short(1)),
      full('iinf', 0, short(items.length), ...items.map(infe)),
      full(
        'iref',
        0,
        ...references.map(([name, from, ...to]) => atom(name, short(from, to.length, ...to))),
      ),
      atom(
        'iprp',
        atom('ipco', ...properties),
        full(
          'ipma',
          0,
          long(items.length),
          ...items.map(({ id, properties: of }) =>
            Buffer.concat([short(id), Buffer.of(of.length, ...of)]),
          ),
        ),
      ),
      full('iloc', 0x0100_0000, Buffer.of(0x44, 0), short(items.length), ...locations),
      atom('idat', grid, text(planted)),
      atom('xml ', text(planted)),
    );
  };
  const first = brands(brand, 'mif1', 'miaf');
  const start = first.length + metaAt(0).length + 8;
  return Buffer.concat([first, metaAt(start), atom('mdat', ...inData.map(({ data }) => data))]);
}
