import { demand, refuse } from '../refusal.ts';
import { apply, atomsIn, fields, find, free, rules, whole } from './atoms.ts';
import type { Atom } from './atoms.ts';
import type { Movie } from './movie.ts';
import type { Ranges } from './ranges.ts';

const trackRules = rules({
  tfhd: fields(32),
  tfdt: fields(12),
  trun: whole,
  sbgp: whole,
  sgpd: whole,
});

/**
 * Cleans a fragment of a movie in place, and adds where its samples are.
 *
 * @param offset where the fragment begins in the file
 */
export function cleanFragment(
  bytes: Buffer,
  fragment: Atom,
  offset: number,
  movie: Movie,
  ranges: Ranges,
): void {
  apply(bytes, fragment.body, fragment.end, rules({ mfhd: fields(8), traf: whole }));
  let end = offset;
  for (const track of atomsIn(bytes, fragment.body, fragment.end)) {
    if (track.type !== 'traf') continue;
    const header = headerOf(bytes, track);
    const sampleBytes = movie.sampleBytes.get(header.track);
    let at = header.base ?? (header.isFromFragment ? offset : end);
    const base = at;
    for (const run of atomsIn(bytes, track.body, track.end)) {
      if (run.type !== 'trun') continue;
      const { start, length } = runOf(bytes, run, header.sampleBytes ?? sampleBytes ?? 0);
      if (start !== undefined) at = base + start;
      demand(at >= 0);
      if (sampleBytes !== undefined) ranges.add(at, at + length);
      at += length;
    }
    end = at;
    if (sampleBytes === undefined) free(bytes, track);
    else apply(bytes, track.body, track.end, trackRules);
  }
}

interface Header {
  readonly track: number;
  readonly base: number | undefined;
  readonly isFromFragment: boolean;
  readonly sampleBytes: number | undefined;
}

/** ISO/IEC 14496-12, 8.8.7. */
function headerOf(bytes: Buffer, track: Atom): Header {
  const { body } = find(bytes, track, 'tfhd') ?? refuse('malformed');
  const flags = bytes.readUIntBE(body + 1, 3);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const sizeAt = body + 8 + (has(0x1) ? 8 : 0) + (has(0x2) ? 4 : 0) + (has(0x8) ? 4 : 0);
  return {
    track: bytes.readUInt32BE(body + 4),
    base: has(0x1) ? Number(bytes.readBigUInt64BE(body + 8)) : undefined,
    isFromFragment: has(0x2_0000),
    sampleBytes: has(0x10) ? bytes.readUInt32BE(sizeAt) : undefined,
  };
}

/** ISO/IEC 14496-12, 8.8.8: `start` is relative to the base of the track. Empties what is behind it. */
function runOf(
  bytes: Buffer,
  { body, end }: Atom,
  sampleBytes: number,
): { readonly start: number | undefined; readonly length: number } {
  const flags = bytes.readUIntBE(body + 1, 3);
  const has = (flag: number): boolean => (flags & flag) !== 0;
  const count = bytes.readUInt32BE(body + 4);
  const start = has(0x1) ? bytes.readInt32BE(body + 8) : undefined;
  const first = body + 8 + (has(0x1) ? 4 : 0) + (has(0x4) ? 4 : 0);
  const entryBytes = [0x100, 0x200, 0x400, 0x800].filter(has).length * 4;
  const last = first + count * entryBytes;
  demand(last <= end);
  bytes.fill(0, last, end);
  if (!has(0x200)) return { start, length: count * sampleBytes };
  const sizeAt = first + (has(0x100) ? 4 : 0);
  let length = 0;
  for (let sample = 0; sample < count; sample += 1) {
    length += bytes.readUInt32BE(sizeAt + sample * entryBytes);
  }
  return { start, length };
}
