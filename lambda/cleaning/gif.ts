import { dropTrailer } from './detect.ts';
import { Plan } from './plan.ts';
import type { Reader } from './reader.ts';
import { demand, demandPixels, maximumFrames, refuse } from './refusal.ts';

// Blocks of GIF89a, appendix A.
const image = 0x2c;
const extension = 0x21;
const trailer = 0x3b;
const graphicControl = 0xf9;
const application = 0xff;

const maximumBlocks = 100_000;

/** How often an animation is repeated; both names are in use. */
const loops = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0']);

/** Keeps the frames with their times, and how often they are repeated. */
export async function planGif(reader: Reader): Promise<Plan> {
  const head = await reader.at(0, 13);
  demand(/^GIF8[79]a$/.test(head.toString('latin1', 0, 6)), 'type-mismatch');
  demandPixels(head.readUInt16LE(6), head.readUInt16LE(8));
  const plan = new Plan();
  let at = 13 + tableBytes(head.readUInt8(10));
  plan.keep(0, at);
  let frames = 0;
  for (let index = 0; index < maximumBlocks; index += 1) {
    const start = at;
    const introducer = (await reader.at(start, 1)).readUInt8(0);
    if (introducer === trailer) {
      demand(frames > 0);
      plan.keep(start, 1);
      await dropTrailer(reader, start + 1);
      return plan;
    }
    if (introducer === image) {
      const descriptor = await reader.at(start, 10);
      demandPixels(descriptor.readUInt16LE(5), descriptor.readUInt16LE(7));
      demand((frames += 1) <= maximumFrames, 'too-complex');
      // After the table of colours is the size of the first code.
      at = await endOfBlocks(reader, start + 10 + tableBytes(descriptor.readUInt8(9)) + 1);
      plan.keep(start, at - start);
    } else {
      demand(introducer === extension);
      at = await endOfBlocks(reader, start + 2);
      if (await isNeeded(reader, start, at - start)) plan.keep(start, at - start);
    }
  }
  return refuse('too-complex');
}

/** Three bytes for each of 2 to 256 colours. */
const tableBytes = (flags: number): number =>
  (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);

/** Blocks of up to 255 bytes, each after its length, until one of length zero. */
async function endOfBlocks(reader: Reader, start: number): Promise<number> {
  for (let at = start; ;) {
    const bytes = await reader.some(at, 1);
    let index = 0;
    while (index < bytes.length) {
      const length = bytes.readUInt8(index);
      index += 1 + length;
      if (length === 0) return at + index;
    }
    at += index;
  }
}

/** Comments, texts over the picture and data of applications, such as XMP, are not. */
async function isNeeded(reader: Reader, start: number, length: number): Promise<boolean> {
  const head = await reader.at(start, 3);
  if (head[1] === graphicControl) {
    demand(length === 8);
    return true;
  }
  if (head[1] !== application || length !== 19) return false;
  const block = await reader.at(start, length);
  return loops.has(block.toString('latin1', 3, 14)) && block[14] === 3 && block[15] === 1;
}
