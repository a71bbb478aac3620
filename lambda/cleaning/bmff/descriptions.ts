import { cleanColours } from '../profile.ts';
import { demand, demandPixels } from '../refusal.ts';
import { atomAt, atomsIn, free } from './atoms.ts';
import type { Atom } from './atoms.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/**
 * Codecs of pictures and of sound that players decode. A track with another one has other data. Not
 * Motion JPEG, where each picture is a file that may have Exif of its own.
 */
const pictures = words(
  'avc1 avc2 avc3 avc4 hvc1 hev1 dvh1 dvhe dvav av01 vp08 vp09 vvc1 vvi1 mp4v s263 ' +
    'apco apcs apcn apch ap4h ap4x',
);
const sounds = words(
  'mp4a alac fLaC Opus ac-3 ec-3 ac-4 samr sawb .mp3 ipcm fpcm lpcm sowt twos in24 in32 fl32 fl64 ulaw alaw',
);

/** What a decoder needs to start: its configuration, colours, and how the picture or sound is laid out. */
const needed = words(
  'avcC hvcC lhvC vvcC av1C vpcC esds dOps dfLa alac dac3 dec3 dac4 damr d263 dvcC dvvC dvwC hvcE avcE ' +
    'colr pasp clap fiel gama mdcv clli cclv amve chan chnl pcmC srat auxi ccst st3d sv3d SA3D ' +
    'wave frma enda mp4a',
);

export type Handler = 'picture' | 'sound';

/** Whether all descriptions are of a codec that is known. */
export function isKnown(bytes: Buffer, descriptions: Atom, handler: Handler): boolean {
  const codecs = handler === 'picture' ? pictures : sounds;
  const entries = [...atomsIn(bytes, descriptions.body + 8, descriptions.end)];
  return entries.length > 0 && entries.every(({ type }) => codecs.has(type));
}

/** Empties what names the encoder and its vendor, and what a decoder does not need. */
export function cleanDescriptions(bytes: Buffer, descriptions: Atom, handler: Handler): void {
  for (const entry of atomsIn(bytes, descriptions.body + 8, descriptions.end)) {
    const fields = handler === 'picture' ? picture(bytes, entry) : sound(bytes, entry);
    cleanNeeded(bytes, fields, entry.end);
  }
}

/** ISO/IEC 14496-12, 12.1.3, with what QuickTime has in the places that are reserved there. */
function picture(bytes: Buffer, { start, end }: Atom): number {
  demand(end - start >= 86);
  demandPixels(bytes.readUInt16BE(start + 32), bytes.readUInt16BE(start + 34));
  // Version, vendor and quality; the compressor's name.
  bytes.fill(0, start + 16, start + 32);
  bytes.fill(0, start + 50, start + 82);
  return start + 86;
}

/** QuickTime has longer descriptions of sound as versions 1 and 2. */
function sound(bytes: Buffer, { start, end }: Atom): number {
  const fields = start + 36 + ([0, 16, 36][bytes.readUInt16BE(start + 16)] ?? Infinity);
  demand(fields <= end);
  // Revision and vendor.
  bytes.fill(0, start + 18, start + 24);
  return fields;
}

/** Lists in descriptions of QuickTime may end with four zeros or with an atom of no length. */
function cleanNeeded(bytes: Buffer, start: number, end: number, isInWave = false): void {
  let at = start;
  while (end - at >= 8 && bytes.readUInt32BE(at) >= 8) {
    const atom = atomAt(bytes, at, end);
    if (!needed.has(atom.type)) free(bytes, atom);
    else if (atom.type === 'wave') {
      // Without a bound, a file of them alone fills the stack.
      demand(!isInWave);
      cleanNeeded(bytes, atom.body, atom.end, true);
    } else if (atom.type === 'colr') cleanColours(bytes.subarray(atom.body, atom.end));
    else if (atom.type === 'dfLa') cleanFlac(bytes, atom);
    at = atom.end;
  }
  bytes.fill(0, at, end);
}

/** Of the blocks of FLAC, tags and covers become padding (RFC 9639, section 8). */
function cleanFlac(bytes: Buffer, { body, end }: Atom): void {
  for (let at = body + 4; at < end;) {
    const head = bytes.readUInt8(at);
    const next = at + 4 + bytes.readUIntBE(at + 1, 3);
    demand(next <= end);
    if ((head & 0x7f) !== 0) {
      bytes[at] = (head & 0x80) | 1;
      bytes.fill(0, at + 4, next);
    }
    at = next;
  }
}

/**
 * Bytes of one sample of uncompressed sound. Movies of QuickTime state 1 in the table of sizes, and
 * the length of a frame in the description only.
 *
 * @see QuickTime File Format, "Sound sample descriptions"
 */
export function frameBytes(bytes: Buffer, descriptions: Atom): number {
  const entry = atomAt(bytes, descriptions.body + 8, descriptions.end);
  const at = entry.start;
  switch (bytes.readUInt16BE(at + 16)) {
    case 1:
      return bytes.readUInt32BE(at + 44) / Math.max(1, bytes.readUInt32BE(at + 36));
    case 2:
      return bytes.readUInt32BE(at + 64) / Math.max(1, bytes.readUInt32BE(at + 68));
    default: {
      const bits = entry.type === 'ulaw' || entry.type === 'alaw' ? 8 : bytes.readUInt16BE(at + 26);
      return (bytes.readUInt16BE(at + 24) * bits) / 8;
    }
  }
}
