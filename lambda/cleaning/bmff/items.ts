import { demand, demandPixels, maximumPixels, refuse } from '../refusal.ts';
import { apply, atomsIn, dataReferences, find, handler, rules, whole } from './atoms.ts';
import type { Atom } from './atoms.ts';
import { locationsOf } from './locations.ts';
import { Ranges } from './ranges.ts';
import { propertiesOf } from './properties.ts';
import type { Properties } from './properties.ts';

/** The picture with its tiles, and its transparency with its tiles. */
const maximumTotalPixels = 4 * maximumPixels;

const derived = ['grid', 'iden', 'iovl'];

/**
 * Cleans the items of a HEIC or AVIF file in place, and adds where those are that show its picture: the
 * primary item, what it is made of, and its transparency. Others, such as Exif, XMP, thumbnails, depth
 * and masks of people, lose their type, their name and, as no range names it, their data.
 *
 * @param codec the type of coded items
 */
export function cleanItems(bytes: Buffer, meta: Atom, codec: string, ranges: Ranges): void {
  const content: Atom = { ...meta, body: meta.body + 4 };
  const inIdat = new Ranges();
  apply(
    bytes,
    content.body,
    content.end,
    rules({
      ...{ hdlr: handler, pitm: whole, iinf: whole, iloc: whole, iref: whole, idat: whole },
      dinf: rules({ dref: dataReferences }),
      iprp: rules({ ipco: whole, ipma: whole }),
    }),
  );
  const items = itemsOf(bytes, content);
  const properties = propertiesOf(bytes, content);
  const references = referencesOf(bytes, content);
  const shown = shownItems(bytes, content, references, properties);
  // A reader may fail where the description of a mask, say, refers to an item that is no picture now.
  for (const { from, at } of references)
    if (!shown.has(from)) bytes.write('free', at + 4, 'latin1');
  for (const { id, type, atom, typeAt } of items) {
    if (shown.has(id)) demand(type === codec || derived.includes(type));
    else bytes.write('free', typeAt, 'latin1');
    bytes.fill(0, typeAt + 4, atom.end);
  }
  for (const { id, from, extents } of locationsOf(bytes, content)) {
    if (!shown.has(id)) continue;
    for (const { start, end } of extents) (from === 'file' ? ranges : inIdat).add(start, end);
  }
  keepIdat(bytes, find(bytes, content, 'idat'), inIdat);
  let pixels = 0;
  for (const id of shown) {
    const size = properties.sizeOf(id);
    if (size === undefined) continue;
    demandPixels(size.width, size.height);
    pixels += size.width * size.height;
  }
  demand(pixels <= maximumTotalPixels, 'too-many-pixels');
}

interface Item {
  readonly id: number;
  readonly type: string;
  readonly atom: Atom;
  readonly typeAt: number;
}

/** ISO/IEC 14496-12, 8.11.6. */
function itemsOf(bytes: Buffer, content: Atom): Item[] {
  const { body, end } = find(bytes, content, 'iinf') ?? refuse('malformed');
  const first = body + (bytes.readUInt8(body) === 0 ? 6 : 8);
  return Array.from(atomsIn(bytes, first, end), (atom) => {
    const version = bytes.readUInt8(atom.body);
    demand(atom.type === 'infe' && (version === 2 || version === 3));
    const width = version === 2 ? 2 : 4;
    const typeAt = atom.body + 4 + width + 2;
    demand(typeAt + 4 <= atom.end);
    const id = bytes.readUIntBE(atom.body + 4, width);
    return { id, type: bytes.toString('latin1', typeAt, typeAt + 4), atom, typeAt };
  });
}

function shownItems(
  bytes: Buffer,
  content: Atom,
  references: readonly Reference[],
  properties: Properties,
): ReadonlySet<number> {
  const primary = find(bytes, content, 'pitm') ?? refuse('malformed');
  const isShort = bytes.readUInt8(primary.body) === 0;
  const madeOf = Map.groupBy(
    references.filter(({ type }) => type === 'dimg'),
    ({ from }) => from,
  );
  const shown = new Set<number>();
  const show = (first: number): void => {
    const waiting = [first];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (shown.has(id)) continue;
      shown.add(id);
      for (const { to } of madeOf.get(id) ?? []) waiting.push(...to);
    }
  };
  show(bytes.readUIntBE(primary.body + 4, isShort ? 2 : 4));
  const transparent = references.filter(
    ({ type, to }) => type === 'auxl' && to.some((id) => shown.has(id)),
  );
  for (const id of new Set(transparent.map(({ from }) => from))) {
    if (properties.isTransparency(id)) show(id);
  }
  return shown;
}

interface Reference {
  /** Where its atom is. */
  readonly at: number;
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

/** ISO/IEC 14496-12, 8.11.12. */
function referencesOf(bytes: Buffer, content: Atom): Reference[] {
  const list = find(bytes, content, 'iref');
  if (list === undefined) return [];
  const width = bytes.readUInt8(list.body) === 0 ? 2 : 4;
  return Array.from(atomsIn(bytes, list.body + 4, list.end), ({ type, start, body, end }) => {
    const first = body + width + 2;
    const count = bytes.readUInt16BE(body + width);
    demand(first + count * width <= end);
    const idAt = (at: number): number => bytes.readUIntBE(at, width);
    const to = Array.from({ length: count }, (_, index) => idAt(first + index * width));
    bytes.fill(0, first + count * width, end);
    return { at: start, type, from: idAt(body), to };
  });
}

function keepIdat(bytes: Buffer, idat: Atom | undefined, inIdat: Ranges): void {
  let at = idat?.body ?? 0;
  const end = idat?.end ?? 0;
  for (const range of inIdat.merged()) {
    const [first, last] = [(idat?.body ?? 0) + range.start, (idat?.body ?? 0) + range.end];
    demand(last <= end);
    bytes.fill(0, at, first);
    at = last;
  }
  bytes.fill(0, at, end);
}
