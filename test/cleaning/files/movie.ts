import { atom, brands, full, largeAtom, long, numbers, short, text } from './atoms.ts';
import { planted, xmp } from './tiff.ts';

interface Options {
  readonly brand?: string;
  /** Whether the index is before the media data. */
  readonly isFirst?: boolean;
  /** Lengths and offsets of 64 bits. */
  readonly isLarge?: boolean;
  readonly tracks?: readonly TrackName[];
}
type TrackName = 'video' | 'sound' | 'place' | 'subtitle';

interface Track {
  readonly handler: string;
  readonly description: Buffer;
  readonly samples: readonly Buffer[];
}

const name32 = (name: string): Buffer => Buffer.concat([Buffer.of(name.length), text(name)]);
const padded = (bytes: Buffer, length: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);

export const videoDescription = (width: number, height: number): Buffer =>
  atom(
    'avc1',
    ...[Buffer.alloc(6), short(1), long(0), text('GoPr'), long(0, 0), short(width, height)],
    ...[long(0x48_0000, 0x48_0000, 0), short(1), padded(name32(`${planted} codec`), 32)],
    ...[short(24, 0xffff)],
    atom('avcC', Buffer.of(1, 66, 0, 10, 0xff, 0xe0, 0)),
    atom('pasp', long(1, 1)),
    atom('uuid', text(planted)),
  );

export const soundDescription = (version: number, codec = 'mp4a'): Buffer =>
  atom(
    codec,
    ...[Buffer.alloc(6), short(1), short(version), short(0), text('appl'), short(2, 16, 0, 0)],
    long(44_100 * 65_536),
    ...(version === 1 ? [long(1, 2, 4, 2)] : []),
    atom('esds', long(0)),
    atom('name', text(planted)),
  );

/** A place of the Camera Motion Metadata specification. */
const place = ((): Buffer => {
  const sample = Buffer.alloc(4 + 24);
  sample.writeUInt16LE(5, 2);
  [48.2, 16.37, 180].forEach((degrees, index) => sample.writeDoubleLE(degrees, 4 + index * 8));
  return Buffer.concat([sample]);
})();

export const tracks: Record<TrackName, Track> = {
  video: {
    handler: 'vide',
    description: videoDescription(64, 48),
    samples: [text('VIDEO-ONE'), text('VIDEO-TWO')],
  },
  sound: {
    handler: 'soun',
    description: soundDescription(0),
    samples: [text('SOUND-ONE'), text('SOUND-TWO')],
  },
  place: {
    handler: 'camm',
    description: atom('camm', Buffer.alloc(6), short(1)),
    samples: [place, place],
  },
  subtitle: {
    handler: 'text',
    description: atom('text', Buffer.alloc(6), short(1), Buffer.alloc(43)),
    samples: [text(`${planted} GPS 48.2, 16.37`), text(planted)],
  },
};

/** 2026-11-29, since 1904. */
const time = 3_878_800_000;
const unity = long(0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000);

export function trackAtom(
  id: number,
  { handler, description, samples }: Track,
  offsets: Buffer,
  sizes = full('stsz', 0, long(0, samples.length, ...samples.map(({ length }) => length))),
): Buffer {
  return atom(
    'trak',
    full('tkhd', 3, long(time, time, id, 0, 2_000, 0, 0, 0, 0), unity, long(64 << 16, 48 << 16)),
    atom('tref', atom('cdsc', long(1)), atom('tmcd', text(planted))),
    atom('udta', atom('name', text(`${planted} track`))),
    atom(
      'mdia',
      full('mdhd', 0, long(time, time, 1_000, 2_000), short(0x55c4, 0)),
      full('hdlr', 0, text('mhlr'), text(handler), text(planted.slice(0, 12)), name32(planted)),
      atom(
        'minf',
        handler === 'vide'
          ? full('vmhd', 1, short(0, 0, 0, 0), text(planted))
          : full('smhd', 0, short(0, 0)),
        atom('dinf', full('dref', 0, long(1), full('alis', 1, text(`${planted}:path`)))),
        atom(
          'stbl',
          full('stsd', 0, long(1), description),
          full('stts', 0, long(1, samples.length, 1_000), text(planted)),
          full('stsc', 0, long(1, 1, 1, 1)),
          sizes,
          offsets,
        ),
      ),
    ),
  );
}

const location = Buffer.concat([text('\xa9xyz'), short(18, 0x15c7), text('+48.2000+016.3700/')]);
const userData = atom(
  'udta',
  Buffer.concat([long(location.length + 4), location]),
  atom('\xa9mod', short(planted.length, 0x15c7), text(planted)),
);
const key = 'com.apple.quicktime.location.ISO6709';
const keys = atom(
  'meta',
  full('hdlr', 0, long(0), text('mdta'), Buffer.alloc(13)),
  full('keys', 0, long(1), atom('mdta', text(key))),
  atom('ilst', atom('\0\0\0\x01', atom('data', long(1, 0), text('+48.2000+016.3700/')))),
);
export const xmpAtom = atom(
  'uuid',
  Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'),
  text(xmp),
);

export const movieHeader = full(
  'mvhd',
  0,
  ...[long(time, time, 1_000, 2_000, 0x1_0000), short(0x100, 0), long(0, 0), unity],
  ...[Buffer.alloc(24), long(9)],
);

/** A movie as a telephone or an action camera makes it, with the place in five places. */
export function movieWith({
  brand = 'isom',
  isFirst = true,
  isLarge = false,
  ...rest
}: Options = {}) {
  const chosen = (rest.tracks ?? ['video', 'sound', 'place', 'subtitle']).map(
    (name) => tracks[name],
  );
  const [first, between] = [brands(brand, 'mp42'), text(`${planted} between`)];
  const head = isLarge ? 16 : 8;
  const movieAt = (start: number): Buffer => {
    const starts: number[][] = chosen.map(() => []);
    let at = start;
    for (let sample = 0; sample < 2; sample += 1) {
      for (const [index, track] of chosen.entries()) {
        starts[index]!.push(at);
        at += track.samples[sample]!.length;
      }
      at += between.length;
    }
    const offsets = (of: readonly number[]) =>
      isLarge ? full('co64', 0, long(2), numbers(8, ...of)) : full('stco', 0, long(2, ...of));
    const atoms = chosen.map((track, index) =>
      trackAtom(index + 1, track, offsets(starts[index]!)),
    );
    return atom('moov', movieHeader, ...atoms, userData, keys, xmpAtom);
  };
  const samples = [0, 1].flatMap((sample) => [
    ...chosen.map((track) => track.samples[sample]!),
    between,
  ]);
  const data = (isLarge ? largeAtom : atom)('mdat', ...samples);
  const hidden = atom('free', text(planted));
  const before = isFirst ? [first, movieAt(0), hidden] : [first, hidden];
  const start = Buffer.concat(before).length + head;
  return Buffer.concat(
    isFirst
      ? [first, movieAt(start), hidden, data, xmpAtom]
      : [...before, data, movieAt(start), xmpAtom],
  );
}

/** Two fragments, of which each has samples of a video and of a place. */
export function fragmentedMovie(): Buffer {
  const none = full('stsz', 0, long(0, 0));
  const empty = full('stco', 0, long(0));
  const names = ['video', 'place'] as const;
  const atoms = names.map((name, index) =>
    trackAtom(index + 1, { ...tracks[name], samples: [] }, empty, none),
  );
  const defaults = names.map((_, index) => full('trex', 0, long(index + 1, 1, 1_000, 0, 0)));
  const head = Buffer.concat([
    brands('iso5', 'mp41'),
    atom('moov', movieHeader, ...atoms, atom('mvex', ...defaults), userData),
  ]);
  const fragments = [0, 1].map((index) => {
    const [video, position] = names.map((name) => tracks[name].samples[index]!);
    const fragmentWith = (start: number) =>
      atom(
        'moof',
        full('mfhd', 0, long(index + 1)),
        atom(
          'traf',
          full('tfhd', 0x2_0000, long(1)),
          full('tfdt', 0, long(index), long(0), text(planted)),
          full('trun', 0x201, long(1, start, video!.length), text(planted)),
          atom('uuid', text(planted)),
        ),
        atom(
          'traf',
          full('tfhd', 0x2_0010, long(2, position!.length)),
          full('trun', 0x1, long(1, start + video!.length)),
        ),
      );
    const start = fragmentWith(0).length + 8;
    return Buffer.concat([
      full('emsg', 0, text(planted)),
      fragmentWith(start),
      atom('mdat', video!, position!, text(planted)),
    ]);
  });
  return Buffer.concat([head, ...fragments]);
}
