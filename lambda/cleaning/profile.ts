import { demand } from './refusal.ts';

// ICC.1:2022, 7.2 and 7.3: a header, the number of tags, and the table of their places.
const headerBytes = 128;
const entryBytes = 12;
/** Real profiles have some thirty. */
const maximumTags = 200;

/**
 * Tags that say how colours are converted (ICC.1:2022, 9.2; the curves of Apple), and the two texts
 * that every profile has to have. Others, also those of vendors, have serial numbers of monitors,
 * names in several languages, and measurements.
 */
const needed = new Set(
  (
    'A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 B2A3 B2D0 B2D1 B2D2 B2D3 D2B0 D2B1 D2B2 D2B3 ' +
    'rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC aarg aagg aabg wtpt bkpt chad chrm cicp gamt lumi meas ' +
    'clro clrt clot ciis pre0 pre1 pre2 rig0 rig2 tech view desc cprt'
  ).split(' '),
);

/** Empties what is not needed of a colour profile, in place. Nothing moves. */
export function cleanProfile(profile: Buffer): void {
  const first = headerBytes + 4;
  if (profile.length < first) return;
  const count = profile.readUInt32BE(headerBytes);
  demand(count <= maximumTags, 'too-complex');
  const end = first + count * entryBytes;
  demand(end <= profile.length);
  const original = Buffer.from(profile);
  const stays: (readonly [number, number])[] = [[0, end]];
  for (let at = first; at < end; at += entryBytes) {
    const start = profile.readUInt32BE(at + 4);
    const range = [start, start + profile.readUInt32BE(at + 8)] as const;
    if (needed.has(original.toString('latin1', at, at + 4))) stays.push(range);
    // Its type stays, and it has nothing then.
    else if (start + 8 < profile.length) {
      profile.fill(0, start + 8, Math.max(start + 8, Math.min(range[1], profile.length)));
    }
  }
  // Tags may share their data, and say that it is where the table is.
  for (const [from, to] of stays) {
    if (from < profile.length) original.copy(profile, from, from, Math.min(to, profile.length));
  }
}

/** The atom `colr` of ISO/IEC 14496-12, where it has a profile. */
export function cleanColours(colours: Buffer): void {
  const kind = colours.toString('latin1', 0, 4);
  if (kind === 'prof' || kind === 'rICC') cleanProfile(colours.subarray(4));
}
