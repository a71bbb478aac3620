import { refuse } from '../refusal.ts';
import { apply, atomsIn, dataReferences, find, free, handler, rules, table } from './atoms.ts';
import { fields, whole, withoutTimes } from './atoms.ts';
import type { Atom, Rule } from './atoms.ts';
import { cleanDescriptions, frameBytes, isKnown } from './descriptions.ts';
import type { Handler } from './descriptions.ts';
import type { Ranges } from './ranges.ts';
import { addSamples } from './samples.ts';

export interface Movie {
  /** Of each track that stays: its samples in fragments have this length unless they state another. */
  readonly sampleBytes: ReadonlyMap<number, number>;
  readonly hasPicture: boolean;
}

/** `auxv` is the transparency of pictures in a sequence. */
const handlers = new Map<string, Handler>([
  ...['vide', 'pict', 'auxv'].map((type) => [type, 'picture'] as const),
  ['soun', 'sound'],
]);

/** The table of sizes has no entries where all samples have one size. */
const sizes: Rule = (bytes, atom) => {
  if (bytes.readUInt32BE(atom.body + 4) === 0) tableOfSizes(bytes, atom);
  else bytes.fill(0, atom.body + 12, atom.end);
};
const tableOfSizes = (bytes: Buffer, { body, end }: Atom): void => {
  const last = body + 12 + bytes.readUInt32BE(body + 8) * 4;
  if (last > end) refuse('malformed');
  bytes.fill(0, last, end);
};

/** Its entries are longer where it has times of 64 bits. */
const edits: Rule = (bytes, atom) => table(bytes.readUInt8(atom.body) === 1 ? 20 : 12)(bytes, atom);

const trackRules = rules({
  tkhd: withoutTimes(84),
  edts: rules({ elst: edits }),
  tref: rules({ auxl: whole, sbas: whole, scal: whole }),
  mdia: rules({
    mdhd: withoutTimes(24),
    hdlr: handler,
    minf: rules({
      vmhd: fields(12),
      smhd: fields(8),
      nmhd: fields(4),
      hdlr: handler,
      dinf: rules({ dref: dataReferences }),
      stbl: rules({
        stsd: whole,
        stts: table(8),
        ctts: table(8),
        cslg: fields(44),
        stsc: table(12),
        stsz: sizes,
        stz2: whole,
        stco: table(4),
        co64: table(8),
        stss: table(4),
        stps: table(4),
        sdtp: whole,
        sbgp: whole,
        sgpd: whole,
      }),
    }),
  }),
});

/** Cleans the movie in place, and adds where the samples of its pictures and sound are. */
export function cleanMovie(bytes: Buffer, movie: Atom, ranges: Ranges): Movie {
  const sampleBytes = new Map<number, number>();
  let hasPicture = false;
  const track: Rule = (_, atom) => {
    const kind = kindOf(bytes, atom);
    if (kind === undefined) free(bytes, atom);
    else {
      sampleBytes.set(cleanTrack(bytes, atom, kind, ranges), 0);
      hasPicture ||= kind === 'picture';
    }
  };
  apply(
    bytes,
    movie.body,
    movie.end,
    rules({
      mvhd: withoutTimes(100),
      trak: track,
      mvex: rules({ mehd: fields(12), trex: fields(24) }),
    }),
  );
  const extension = find(bytes, movie, 'mvex');
  for (const { type, body } of extension ? atomsIn(bytes, extension.body, extension.end) : []) {
    const id = type === 'trex' ? bytes.readUInt32BE(body + 4) : 0;
    if (sampleBytes.has(id)) sampleBytes.set(id, bytes.readUInt32BE(body + 16));
  }
  return { sampleBytes, hasPicture };
}

/** Undefined for a track of anything else, such as places, times or subtitles. */
function kindOf(bytes: Buffer, track: Atom): Handler | undefined {
  const media = find(bytes, track, 'mdia', 'hdlr');
  const descriptions = find(bytes, track, 'mdia', 'minf', 'stbl', 'stsd');
  if (media === undefined || descriptions === undefined) return undefined;
  const kind = handlers.get(bytes.toString('latin1', media.body + 8, media.body + 12));
  return kind !== undefined && isKnown(bytes, descriptions, kind) ? kind : undefined;
}

/** @returns the number of the track */
function cleanTrack(bytes: Buffer, track: Atom, kind: Handler, ranges: Ranges): number {
  apply(bytes, track.body, track.end, trackRules);
  const tables = find(bytes, track, 'mdia', 'minf', 'stbl') ?? refuse('malformed');
  const descriptions = find(bytes, tables, 'stsd') ?? refuse('malformed');
  cleanDescriptions(bytes, descriptions, kind);
  addSamples(bytes, tables, kind === 'sound' ? frameBytes(bytes, descriptions) : 1, ranges);
  const { body } = find(bytes, track, 'tkhd') ?? refuse('malformed');
  return bytes.readUInt32BE(body + (bytes.readUInt8(body) === 1 ? 20 : 12));
}
