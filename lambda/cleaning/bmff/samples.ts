import { demand, refuse } from '../refusal.ts';
import { find } from './atoms.ts';
import type { Atom } from './atoms.ts';
import type { Ranges } from './ranges.ts';

/** Adds where the samples of a track are, chunk by chunk (ISO/IEC 14496-12, 8.7). */
export function addSamples(bytes: Buffer, tables: Atom, frameBytes: number, ranges: Ranges): void {
  const sizes = sizesOf(bytes, tables, frameBytes);
  const chunks = find(bytes, tables, 'stsc') ?? refuse('malformed');
  const offsets = find(bytes, tables, 'stco') ?? find(bytes, tables, 'co64');
  if (offsets === undefined) return refuse('malformed');
  const [width, count] = [offsets.type === 'stco' ? 4 : 8, bytes.readUInt32BE(offsets.body + 4)];
  const runs = bytes.readUInt32BE(chunks.body + 4);
  let [run, sample] = [0, 0];
  for (let chunk = 1; chunk <= count && sample < sizes.count; chunk += 1) {
    while (run < runs && bytes.readUInt32BE(chunks.body + 8 + run * 12) <= chunk) run += 1;
    demand(run > 0);
    const last = sample + bytes.readUInt32BE(chunks.body + 8 + (run - 1) * 12 + 4);
    const length = sizes.sum(sample, Math.min(last, sizes.count));
    const at = offsets.body + 8 + (chunk - 1) * width;
    const start = width === 4 ? bytes.readUInt32BE(at) : Number(bytes.readBigUInt64BE(at));
    ranges.add(start, start + length);
    sample = last;
  }
}

interface Sizes {
  readonly count: number;
  /** Of the samples from the first, without the last. */
  readonly sum: (first: number, last: number) => number;
}

function sizesOf(bytes: Buffer, tables: Atom, frameBytes: number): Sizes {
  const compact = find(bytes, tables, 'stz2');
  if (compact !== undefined) return compactSizes(bytes, compact);
  const { body } = find(bytes, tables, 'stsz') ?? refuse('malformed');
  const [fixed, count] = [bytes.readUInt32BE(body + 4), bytes.readUInt32BE(body + 8)];
  if (fixed !== 0) {
    const each = fixed === 1 ? Math.max(1, frameBytes) : fixed;
    return { count, sum: (first, last) => Math.ceil((last - first) * each) };
  }
  return { count, sum: sumOf((sample) => bytes.readUInt32BE(body + 12 + sample * 4)) };
}

function compactSizes(bytes: Buffer, { body }: Atom): Sizes {
  const [bits, count] = [bytes.readUInt8(body + 7), bytes.readUInt32BE(body + 8)];
  const at = body + 12;
  const sizeOf = {
    4: (sample: number) => (bytes.readUInt8(at + (sample >> 1)) >> (sample % 2 === 0 ? 4 : 0)) & 15,
    8: (sample: number) => bytes.readUInt8(at + sample),
    16: (sample: number) => bytes.readUInt16BE(at + sample * 2),
  };
  demand(bits === 4 || bits === 8 || bits === 16);
  return { count, sum: sumOf(sizeOf[bits]) };
}

const sumOf = (sizeOf: (sample: number) => number) => (first: number, last: number) => {
  let sum = 0;
  for (let sample = first; sample < last; sample += 1) sum += sizeOf(sample);
  return sum;
};
