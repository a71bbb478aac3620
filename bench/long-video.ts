import { atom, brands, full, long } from '../test/cleaning/files/atoms.ts';
import { movieHeader, trackAtom, tracks } from '../test/cleaning/files/movie.ts';
import type { ByteSource } from '../lambda/cleaning/inspection.ts';

const seconds = 1_800;
const framesPerSecond = 30;
const frameBytes = 39_700;
const placeBytes = 512;
const secondBytes = framesPerSecond * frameBytes + placeBytes;

const filler = Buffer.alloc(1024 * 1024, 'a picture of a long video, compressed ');

/** Half an hour from an action camera, of 2 GiB: pictures, and a place after those of each second. */
export function longVideo(): ByteSource & { stream(): AsyncGenerator<Uint8Array> } {
  const headBytes = headAt(0).length;
  const head = headAt(headBytes);
  const bytes = headBytes + seconds * secondBytes;
  const read = (start: number, length: number): Uint8Array => {
    if (start < headBytes) return head.subarray(start, start + length);
    const offset = (start - headBytes) % filler.length;
    return filler.subarray(offset, offset + Math.min(length, bytes - start));
  };
  return {
    bytes,
    read: (start, length) => {
      const parts: Uint8Array[] = [];
      for (let at = start; at < start + length && at < bytes;) {
        const part = read(at, start + length - at);
        parts.push(part);
        at += part.length;
      }
      return Promise.resolve(Buffer.concat(parts));
    },
    async *stream() {
      for (let at = 0; at < bytes;) {
        const part = await Promise.resolve(read(at, 64 * 1024));
        yield part;
        at += part.length;
      }
    },
  };
}

function headAt(start: number): Buffer {
  const pictures: number[] = [];
  const places: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const at = start + second * secondBytes;
    for (let frame = 0; frame < framesPerSecond; frame += 1) pictures.push(at + frame * frameBytes);
    places.push(at + framesPerSecond * frameBytes);
  }
  const index = (id: number, track: 'video' | 'place', offsets: readonly number[], each: number) =>
    trackAtom(
      id,
      tracks[track],
      full('stco', 0, long(offsets.length, ...offsets)),
      full('stsz', 0, long(0, offsets.length, ...offsets.map(() => each))),
    );
  return Buffer.concat([
    brands('isom', 'mp42'),
    atom(
      'moov',
      movieHeader,
      index(1, 'video', pictures, frameBytes),
      index(2, 'place', places, placeBytes),
    ),
    atom('mdat', Buffer.alloc(0)).fill(long(8 + seconds * secondBytes), 0, 4),
  ]);
}
