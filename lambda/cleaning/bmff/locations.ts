import { demand, refuse } from '../refusal.ts';
import { find } from './atoms.ts';
import type { Atom } from './atoms.ts';
import type { Range } from './ranges.ts';

interface Location {
  readonly id: number;
  readonly from: 'file' | 'idat';
  readonly extents: readonly Range[];
}

/** Where the data of each item is (ISO/IEC 14496-12, 8.11.3). */
export function* locationsOf(bytes: Buffer, content: Atom): Generator<Location> {
  const { body, end } = find(bytes, content, 'iloc') ?? refuse('malformed');
  const version = bytes.readUInt8(body);
  demand(version <= 2);
  const widths = bytes.readUInt16BE(body + 4);
  const [offset, length] = [widths >> 12, (widths >> 8) & 15];
  const [base, index] = [(widths >> 4) & 15, version === 0 ? 0 : widths & 15];
  demand([offset, length, base, index].every((width) => width === 0 || width === 4 || width === 8));
  const idWidth = version === 2 ? 4 : 2;
  let at = body + 6;
  const next = (width: number): number => {
    demand(at + width <= end);
    const value =
      width === 0
        ? 0
        : width === 8
          ? Number(bytes.readBigUInt64BE(at))
          : bytes.readUIntBE(at, width);
    at += width;
    return value;
  };
  const count = next(idWidth);
  for (let item = 0; item < count; item += 1) {
    const id = next(idWidth);
    const method = version === 0 ? 0 : next(2) & 15;
    // Data in another file, or made of another item's, is not of a picture.
    const isElsewhere = next(2) !== 0 || method > 1;
    const start = next(base);
    const extents: Range[] = [];
    const extentCount = next(2);
    for (let extent = 0; extent < extentCount; extent += 1) {
      next(index);
      const first = start + next(offset);
      const bytesOfExtent = next(length);
      // A length of zero would be the rest of the file.
      demand(bytesOfExtent > 0 && !isElsewhere);
      extents.push({ start: first, end: first + bytesOfExtent });
    }
    yield { id, from: method === 1 ? 'idat' : 'file', extents };
  }
}
