import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { dropTrailer } from './detect.ts';
import { orientationOf, orientationOnly } from './exif.ts';
import { Plan } from './plan.ts';
import { cleanProfile } from './profile.ts';
import type { Reader } from './reader.ts';
import { demand, demandPixels, maximumFrames, refuse } from './refusal.ts';

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const maximumChunks = 200_000;
const maximumProfileBytes = 4 * 1024 * 1024;

/** What shows the picture, with the most that each may have, in bytes (PNG, third edition). */
const needed: Readonly<Record<string, number>> = {
  ...{ IHDR: 13, PLTE: 768, IDAT: Infinity, IEND: 0 },
  ...{
    tRNS: 256,
    cHRM: 32,
    gAMA: 4,
    sBIT: 4,
    sRGB: 1,
    cICP: 4,
    mDCV: 24,
    cLLI: 8,
    bKGD: 6,
    pHYs: 9,
  },
  ...{ acTL: 8, fcTL: 26, fdAT: Infinity },
};

interface Chunk {
  readonly type: string;
  readonly start: number;
  /** Of the data alone. */
  readonly length: number;
}

/** Keeps the picture, all frames, its colours and its orientation. */
export async function planPng(reader: Reader): Promise<Plan> {
  demand((await reader.at(0, signature.length)).equals(signature), 'type-mismatch');
  const plan = new Plan();
  plan.keep(0, signature.length);
  let [at, frames, hasData] = [signature.length, 0, false];
  let [hasOrientation, hasProfile] = [false, false];
  for (let index = 0; index < maximumChunks; index += 1) {
    const head = await reader.at(at, 8);
    const chunk = { type: head.toString('latin1', 4, 8), start: at, length: head.readUInt32BE(0) };
    demand(/^[A-Za-z]{4}$/.test(chunk.type) && chunk.length < 2 ** 31);
    demand((index === 0) === (chunk.type === 'IHDR'));
    at += 12 + chunk.length;
    demand(at <= reader.bytes, 'truncated');
    if (chunk.type === 'IHDR') await demandHeader(reader, chunk);
    if (chunk.type === 'fcTL') frames += 1;
    demand(frames <= maximumFrames, 'too-complex');
    hasData ||= chunk.type === 'IDAT';
    const most = needed[chunk.type];
    if (most !== undefined) {
      demand(chunk.length <= most);
      await demandChecksum(reader, chunk);
      plan.keep(chunk.start, 12 + chunk.length);
    } else if (chunk.type === 'iCCP') {
      demand(!hasProfile);
      hasProfile = true;
      plan.insert(await profileOf(reader, chunk));
    } else if (chunk.type === 'eXIf' && !hasOrientation) {
      const orientation = orientationOf(await reader.at(chunk.start + 8, chunk.length));
      hasOrientation = orientation !== undefined;
      if (orientation !== undefined) plan.insert(chunkOf('eXIf', orientationOnly(orientation)));
    } else demand(isAncillary(chunk.type));
    if (chunk.type === 'IEND') {
      demand(hasData);
      await dropTrailer(reader, at);
      return plan;
    }
  }
  return refuse('too-complex');
}

/** A decoder that does not know an ancillary chunk shows the picture all the same (PNG, 5.4). */
const isAncillary = (type: string): boolean => /^[a-z]/.test(type);

async function demandHeader(reader: Reader, { start, length }: Chunk): Promise<void> {
  demand(length === 13);
  const header = await reader.at(start + 8, length);
  demandPixels(header.readUInt32BE(0), header.readUInt32BE(4));
}

async function demandChecksum(reader: Reader, { start, length }: Chunk): Promise<void> {
  const end = start + 8 + length;
  let checksum = 0;
  for (let at = start + 4; at < end;) {
    const bytes = (await reader.some(at, 1)).subarray(0, end - at);
    checksum = crc32(bytes, checksum);
    at += bytes.length;
  }
  demand((await reader.at(end, 4)).readUInt32BE(0) === checksum);
}

/** The profile without its name and without what follows it. Inflating it bounds what a decoder needs. */
async function profileOf(reader: Reader, chunk: Chunk): Promise<Buffer> {
  demand(chunk.length <= maximumProfileBytes, 'too-complex');
  await demandChecksum(reader, chunk);
  const data = await reader.at(chunk.start + 8, chunk.length);
  const name = data.indexOf(0);
  demand(name > 0 && name < 80 && data[name + 1] === 0);
  const profile = inflated(data.subarray(name + 2));
  demand(profile.toString('latin1', 36, 40) === 'acsp');
  const own = profile.subarray(0, profile.readUInt32BE(0));
  cleanProfile(own);
  const compressed = deflateSync(own);
  return chunkOf('iCCP', Buffer.concat([Buffer.from('ICC\0\0', 'latin1'), compressed]));
}

function inflated(compressed: Buffer): Buffer {
  try {
    return inflateSync(compressed, { maxOutputLength: maximumProfileBytes });
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    return refuse(isTooLarge ? 'too-complex' : 'malformed');
  }
}

function chunkOf(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  chunk.set(body, 4);
  chunk.writeUInt32BE(crc32(body), 4 + body.length);
  return chunk;
}
