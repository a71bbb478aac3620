import type { Reader } from '../reader.ts';
import { demand, demandPixels, refuse } from '../refusal.ts';
import { childOf, contentOf, numberIn } from './elements.ts';
import type { Element } from './elements.ts';
import { short } from './rules.ts';
import type { Outcome, Rules } from './rules.ts';

// Identifiers of RFC 9559.
const trackNumber = 0xd7;
const trackType = 0x83;
const codecId = 0x86;
const codecPrivate = 0x63a2;
const contentEncodings = 0x6d80;
/** The type of a track of pictures. */
export const pictures = 1;
const sound = 2;
const video = 0xe0;
const pixelWidth = 0xb0;
const pixelHeight = 0xba;

/** The codecs of WebM, by type of track: pictures and sound. */
const codecs = new Map([
  [pictures, new Set(['V_VP8', 'V_VP9', 'V_AV1'])],
  [sound, new Set(['A_VORBIS', 'A_OPUS'])],
]);

const colour: Rules = new Map([
  ...short(0x55b1, 0x55b2, 0x55b3, 0x55b4, 0x55b5, 0x55b6, 0x55b7, 0x55b8, 0x55b9, 0x55ba, 0x55bb),
  ...short(0x55bc, 0x55bd),
  [
    0x55d0,
    new Map(short(0x55d1, 0x55d2, 0x55d3, 0x55d4, 0x55d5, 0x55d6, 0x55d7, 0x55d8, 0x55d9, 0x55da)),
  ],
]);
const videoRules: Rules = new Map([
  ...short(pixelWidth, pixelHeight, 0x54aa, 0x54bb, 0x54cc, 0x54dd, 0x54b0, 0x54ba, 0x54b2, 0x54b3),
  // Interlacing, stereo, transparency.
  ...short(0x9a, 0x9d, 0x53b8, 0x53c0),
  [0x55b0, colour],
  [0x7670, new Map([...short(0x7671, 0x7673, 0x7674, 0x7675), [0x7672, 'same']])],
]);

/** A track with its number, codec, language and layout, and without its name. */
const entryRules: Rules = new Map([
  ...short(trackNumber, 0x73c5, trackType, 0xb9, 0x88, 0x55aa, 0x9c, 0x6de7, 0x6df8, 0x23e383),
  ...short(0x234e7a, 0x23314f, 0x55ee, codecId, 0xaa, 0x56aa, 0x56bb, 0x22b59c, 0x22b59d),
  [codecPrivate, 'same'],
  [video, videoRules],
  [0xe1, new Map(short(0xb5, 0x78b5, 0x9f, 0x6264))],
]);

/** Decides about a track, and adds the number and the type of one that stays. */
export async function trackOutcome(
  reader: Reader,
  entry: Element,
  numbers: Map<number, number>,
): Promise<Outcome> {
  const child = (id: number) => childOf(reader, entry, id);
  const type = await numberIn(reader, await child(trackType));
  const codec = (await contentOf(reader, await child(codecId))).toString('latin1');
  if (codecs.get(type)?.has(codec) !== true) return 'void';
  // Encrypted, or compressed by the container: not in WebM.
  demand((await child(contentEncodings)) === undefined);
  const picture = await child(video);
  if (type === pictures) {
    const size = picture ?? refuse('malformed');
    demandPixels(
      await numberIn(reader, await childOf(reader, size, pixelWidth)),
      await numberIn(reader, await childOf(reader, size, pixelHeight)),
    );
  }
  numbers.set(await numberIn(reader, await child(trackNumber)), type);
  if (codec !== 'A_VORBIS') return entryRules;
  const setup = Buffer.from(await contentOf(reader, await child(codecPrivate)));
  return new Map([...entryRules, [codecPrivate, withoutComments(setup)]]);
}

/**
 * Vorbis has three headers after a byte of their number and two lengths, in bytes of 255 and a last
 * one. The second header has the vendor and tags (Vorbis I, 5.2.1), whose lengths stay.
 */
function withoutComments(setup: Buffer): Buffer {
  demand(setup[0] === 2);
  let at = 1;
  const lengths = [0, 0].map(() => {
    const start = at;
    while (setup.readUInt8(at) === 255) at += 1;
    at += 1;
    return (at - 1 - start) * 255 + setup.readUInt8(at - 1);
  });
  const [identification = 0, comments = 0] = lengths;
  const start = at + identification;
  const end = start + comments;
  demand(end <= setup.length && setup.toString('latin1', start, start + 7) === '\x03vorbis');
  // The vendor, the number of tags, and each tag.
  at = start + 7;
  const emptyText = () => {
    const next = at + 4 + setup.readUInt32LE(at);
    demand(next <= end);
    setup.fill(0, at + 4, next);
    at = next;
  };
  emptyText();
  const tags = setup.readUInt32LE(at);
  at += 4;
  for (let tag = 0; tag < tags; tag += 1) emptyText();
  // A last bit says that the header is whole.
  if (at < end) setup.fill(0, at + 1, end);
  return setup;
}
