import type { MediaType } from '../value/media-types.ts';
import { planBmff } from './bmff/plan-bmff.ts';
import { demandType } from './detect.ts';
import { planGif } from './gif.ts';
import type { ByteSource, Inspection } from './inspection.ts';
import { planJpeg } from './jpeg.ts';
import type { Plan } from './plan.ts';
import { planPng } from './png.ts';
import { Reader } from './reader.ts';
import { FileRefused } from './refusal.ts';
import { planWebm } from './webm/plan-webm.ts';
import { planWebp } from './webp.ts';

/**
 * Decides whether a file is what it is declared to be, and plans its clean copy. The copy has what is
 * known to be needed to show the medium, and nothing else. Errors of the source are thrown unchanged.
 */
export async function inspect(source: ByteSource, declared: MediaType): Promise<Inspection> {
  try {
    const reader = new Reader(source);
    await demandType(reader, declared);
    return (await planOf(reader, declared)).end();
  } catch (error) {
    if (error instanceof FileRefused) return { kind: 'refused', because: error.because };
    // A length inside the file points behind the structure that it is in.
    if (isOutOfBounds(error)) return { kind: 'refused', because: 'malformed' };
    throw error;
  }
}

function planOf(reader: Reader, declared: MediaType): Promise<Plan> {
  switch (declared) {
    case 'image/jpeg':
      return planJpeg(reader);
    case 'image/png':
      return planPng(reader);
    case 'image/heic':
    case 'image/avif':
    case 'video/mp4':
    case 'video/quicktime':
    case 'audio/mp4':
      return planBmff(reader, declared);
    case 'image/gif':
      return planGif(reader);
    case 'image/webp':
      return planWebp(reader);
    case 'video/webm':
      return planWebm(reader);
  }
}

const isOutOfBounds = (error: unknown): boolean =>
  error instanceof RangeError &&
  'code' in error &&
  (error.code === 'ERR_OUT_OF_RANGE' || error.code === 'ERR_BUFFER_OUT_OF_BOUNDS');
