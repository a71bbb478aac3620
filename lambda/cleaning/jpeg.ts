import { orientationOf, orientationOnly } from './exif.ts';
import { Plan } from './plan.ts';
import { cleanProfile } from './profile.ts';
import type { Reader } from './reader.ts';
import { demand, demandPixels, refuse } from './refusal.ts';
import { dropTrailer } from './detect.ts';

// Markers of ITU-T T.81, table B.1.
const soi = 0xd8;
const eoi = 0xd9;
const sos = 0xda;
const dqt = 0xdb;
const dht = 0xc4;
const dri = 0xdd;
/** Baseline, extended sequential and progressive, with Huffman coding: what browsers show. */
const frames = new Set([0xc0, 0xc1, 0xc2]);
const app0 = 0xe0;
const app1 = 0xe1;
const app2 = 0xe2;
const app14 = 0xee;
const comment = 0xfe;

const maximumSegments = 20_000;
/** Real encoders write some ten; each costs a decoder a pass over the picture. */
const maximumScans = 100;
const maximumFill = 1024;

const exifHeader = 'Exif\0\0';
const iccHeader = 'ICC_PROFILE\0';

/** Keeps the picture, its colour profile and its orientation. */
export async function planJpeg(reader: Reader): Promise<Plan> {
  const first = await reader.at(0, 2);
  demand(first.readUInt16BE(0) === (0xff00 | soi), 'type-mismatch');
  const plan = new Plan();
  plan.keep(0, 2);
  let [hasFrame, hasOrientation, scans, at] = [false, false, 0, 2];
  for (let segment = 0; segment < maximumSegments; segment += 1) {
    const { marker, start } = await nextMarker(reader, at);
    if (marker === eoi) {
      demand(hasFrame && scans > 0);
      plan.keep(start, 2);
      await dropTrailer(reader, start + 2);
      return plan;
    }
    const length = (await reader.at(start + 2, 2)).readUInt16BE(0);
    demand(length >= 2);
    const body = await reader.at(start + 4, length - 2);
    at = start + 2 + length;
    if (marker === sos) {
      scans += 1;
      demand(hasFrame && body.length === 4 + 2 * (body[0] ?? 0));
      demand(scans <= maximumScans, 'too-complex');
      at = await endOfScan(reader, at);
      plan.keep(start, at - start);
    } else if (frames.has(marker)) {
      demand(!hasFrame && body.length === 6 + 3 * (body[5] ?? 0));
      demandPixels(body.readUInt16BE(3), body.readUInt16BE(1));
      hasFrame = true;
      plan.keep(start, 2 + length);
    } else if (marker === app1 && !hasOrientation && startsWith(body, exifHeader)) {
      const orientation = orientationOf(body.subarray(exifHeader.length));
      hasOrientation = orientation !== undefined;
      if (orientation !== undefined) plan.insert(orientationSegment(orientation));
    } else if (marker === app0 && startsWith(body, 'JFIF\0') && body.length >= 14) {
      // Without its thumbnail.
      plan.insert(segmentOf(app0, Buffer.concat([body.subarray(0, 12), Buffer.alloc(2)])));
    } else if (marker === app2 && isProfile(body) && body[12] === 1 && body[13] === 1) {
      const profile = Buffer.from(body);
      cleanProfile(profile.subarray(14));
      plan.insert(segmentOf(app2, profile));
    } else if (isNeeded(marker, body)) plan.keep(start, 2 + length);
    else demand(marker === comment || (marker >= app0 && marker <= 0xef));
  }
  return refuse('too-complex');
}

/** Any number of fill bytes may precede a marker (T.81, B.1.1.2). */
async function nextMarker(reader: Reader, at: number): Promise<{ marker: number; start: number }> {
  for (let start = at; start < at + maximumFill; start += 1) {
    const pair = await reader.at(start, 2);
    demand(pair[0] === 0xff);
    if (pair[1] !== 0xff) return { marker: pair.readUInt8(1), start };
  }
  return refuse('malformed');
}

/** The first marker after entropy-coded data that is neither a stuffed byte nor a restart. */
async function endOfScan(reader: Reader, from: number): Promise<number> {
  let at = from;
  for (;;) {
    const bytes = await reader.some(at, 2);
    let index = bytes.indexOf(0xff);
    while (index >= 0 && index + 1 < bytes.length) {
      const next = bytes.readUInt8(index + 1);
      if (next !== 0x00 && (next < 0xd0 || next > 0xd7)) return at + index;
      index = bytes.indexOf(0xff, index + 2);
    }
    at += index < 0 ? bytes.length : index;
  }
}

function isNeeded(marker: number, body: Buffer): boolean {
  switch (marker) {
    case dqt:
      return fillsExactly(body, (at) => 1 + ((body[at] ?? 0) >> 4 === 0 ? 64 : 128));
    case dht:
      return fillsExactly(body, (at) => {
        const counts = body.subarray(at + 1, at + 17);
        return 17 + counts.reduce((sum, count) => sum + count, 0);
      });
    case dri:
      demand(body.length === 2);
      return true;
    case app2:
      return isProfile(body);
    case app14:
      return startsWith(body, 'Adobe') && body.length === 12;
    default:
      return false;
  }
}

/** Tables follow each other without a gap in which something else could be. */
function fillsExactly(body: Buffer, lengthAt: (at: number) => number): true {
  let at = 0;
  while (at < body.length) at += lengthAt(at);
  demand(at === body.length);
  return true;
}

/** ICC.1:2022, B.4: the profile in up to 255 parts; the first has the signature `acsp`. */
function isProfile(body: Buffer): boolean {
  if (!startsWith(body, iccHeader) || body.length < 14) return false;
  return body[12] !== 1 || body.toString('latin1', 14 + 36, 14 + 40) === 'acsp';
}

const startsWith = (body: Buffer, text: string): boolean =>
  body.toString('latin1', 0, text.length) === text;

const orientationSegment = (orientation: number): Buffer =>
  segmentOf(app1, Buffer.concat([Buffer.from(exifHeader, 'latin1'), orientationOnly(orientation)]));

function segmentOf(marker: number, body: Buffer): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}
