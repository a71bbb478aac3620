import { dropTrailer } from './detect.ts';
import { orientationOf, orientationOnly } from './exif.ts';
import { Plan } from './plan.ts';
import { cleanProfile } from './profile.ts';
import type { Reader } from './reader.ts';
import { demand, demandPixels, maximumFrames } from './refusal.ts';

// Flags of VP8X (RFC 9649, section 2.7.1).
const hasProfile = 0x20;
const hasAlpha = 0x10;
const hasExif = 0x08;
const isAnimated = 0x02;

const maximumChunks = 100_000;
const maximumProfileBytes = 4 * 1024 * 1024;

interface Chunk {
  readonly type: string;
  readonly start: number;
  readonly length: number;
  /** With the byte that makes its length even. */
  readonly end: number;
}

/** Keeps the picture, all frames, the profile and the orientation. */
export async function planWebp(reader: Reader): Promise<Plan> {
  const head = await reader.at(0, 12);
  demand(/^RIFF.{4}WEBP$/s.test(head.toString('latin1')), 'type-mismatch');
  const end = 8 + head.readUInt32LE(4);
  demand(end <= reader.bytes, 'truncated');
  const chunks = await chunksOf(reader, 12, end);
  const [first] = chunks;
  demand(first !== undefined);
  const content = new Plan();
  if (first.type === 'VP8X') await planExtended(reader, chunks, content);
  else await planBitstream(reader, first, content);
  await dropTrailer(reader, end);
  const plan = new Plan();
  plan.insert(headOf('RIFF', content.bytes + 4, 'WEBP'));
  plan.append(content);
  return plan;
}

async function chunksOf(reader: Reader, start: number, end: number): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for (let at = start; at < end;) {
    demand(chunks.length < maximumChunks, 'too-complex');
    demand(at + 8 <= end);
    const head = await reader.at(at, 8);
    const length = head.readUInt32LE(4);
    const next = at + 8 + length + (length % 2);
    demand(next <= end);
    chunks.push({ type: head.toString('latin1', 0, 4), start: at, length, end: next });
    at = next;
  }
  return chunks;
}

async function planExtended(
  reader: Reader,
  [first, ...chunks]: readonly Chunk[],
  plan: Plan,
): Promise<void> {
  demand(first?.length === 10);
  const body = Buffer.from(await reader.at(first.start + 8, 10));
  demandPixels(body.readUIntLE(4, 3) + 1, body.readUIntLE(7, 3) + 1);
  const stated = body.readUInt8(0) & (hasAlpha | isAnimated);
  const profiles = chunks.filter(({ type }) => type === 'ICCP').length;
  const orientation = await orientationIn(reader, chunks);
  body.fill(0, 0, 4);
  body[0] = stated | (profiles > 0 ? hasProfile : 0) | (orientation === undefined ? 0 : hasExif);
  plan.insert(Buffer.concat([headOf('VP8X', 10), body]));
  let [frames, pictures] = [0, 0];
  for (const chunk of chunks) {
    if (chunk.type === 'ANMF') {
      demand((frames += 1) <= maximumFrames, 'too-complex');
      await planFrame(reader, chunk, plan);
    } else if (isPicture(chunk)) {
      demand((pictures += 1) === 1);
      await planBitstream(reader, chunk, plan);
    } else if (chunk.type === 'ICCP') {
      demand(profiles === 1 && chunk.length <= maximumProfileBytes);
      const profile = Buffer.from(await reader.at(chunk.start + 8, chunk.length));
      demand(profile.toString('latin1', 36, 40) === 'acsp');
      cleanProfile(profile);
      plan.keep(chunk.start, 8);
      plan.insert(profile);
      plan.zero(chunk.length % 2);
    } else if (chunk.type === 'ALPH') keepChunk(chunk, plan);
    else if (chunk.type === 'ANIM') {
      demand(chunk.length === 6);
      keepChunk(chunk, plan);
    }
  }
  demand(frames + pictures > 0);
  // After the picture, as the order of chunks wants it.
  if (orientation === undefined) return;
  const exif = orientationOnly(orientation);
  plan.insert(Buffer.concat([headOf('EXIF', exif.length), exif]));
}

async function orientationIn(
  reader: Reader,
  chunks: readonly Chunk[],
): Promise<number | undefined> {
  const exif = chunks.find(({ type }) => type === 'EXIF');
  if (exif === undefined) return undefined;
  const body = await reader.at(exif.start + 8, exif.length);
  const hasHeader = body.toString('latin1', 0, 6) === 'Exif\0\0';
  return orientationOf(hasHeader ? body.subarray(6) : body);
}

/** A frame has 16 bytes of places and times, and chunks of its own. */
async function planFrame(reader: Reader, { start, length, end }: Chunk, plan: Plan): Promise<void> {
  demand(length >= 16);
  const content = new Plan();
  const chunks = await chunksOf(reader, start + 24, end);
  const pictures = chunks.filter(isPicture);
  demand(pictures.length === 1);
  for (const chunk of chunks) {
    if (isPicture(chunk)) await planBitstream(reader, chunk, content);
    else if (chunk.type === 'ALPH') keepChunk(chunk, content);
  }
  plan.insert(headOf('ANMF', 16 + content.bytes));
  plan.keep(start + 8, 16);
  plan.append(content);
}

const isPicture = ({ type }: Chunk): boolean => type === 'VP8 ' || type === 'VP8L';

/** RFC 6386, section 9.1, and RFC 9649, section 3.4: each has its own width and height. */
async function planBitstream(reader: Reader, chunk: Chunk, plan: Plan): Promise<void> {
  demand(isPicture(chunk));
  const headBytes = chunk.type === 'VP8 ' ? 10 : 5;
  demand(chunk.length >= headBytes);
  const head = await reader.at(chunk.start + 8, headBytes);
  if (chunk.type === 'VP8 ') {
    demand(head.readUIntBE(3, 3) === 0x9d012a);
    demandPixels(head.readUInt16LE(6) & 0x3fff, head.readUInt16LE(8) & 0x3fff);
  } else {
    const sizes = head.readUInt32LE(1);
    demand(head[0] === 0x2f);
    demandPixels((sizes & 0x3fff) + 1, ((sizes >>> 14) & 0x3fff) + 1);
  }
  keepChunk(chunk, plan);
}

/** What makes the length even is zero. */
function keepChunk({ start, length, end }: Chunk, plan: Plan): void {
  plan.keep(start, 8 + length);
  plan.zero(end - start - 8 - length);
}

function headOf(type: string, length: number, more = ''): Buffer {
  const head = Buffer.from(`${type}\0\0\0\0${more}`, 'latin1');
  head.writeUInt32LE(length, 4);
  return head;
}
