import { describe, expect, test } from 'vitest';
import { because, cleaned } from './cleaning.ts';
import { atom, brands, full, long, text } from './files/atoms.ts';
import {
  fragmentedMovie,
  movieHeader,
  movieWith,
  soundDescription,
  trackAtom,
  tracks,
  videoDescription,
  xmpAtom,
} from './files/movie.ts';
import { planted } from './files/tiff.ts';

const samples = ['VIDEO-ONE', 'VIDEO-TWO', 'SOUND-ONE', 'SOUND-TWO'];

/** Every byte is where it was, or is zero, or begins free space. */
function expectInPlace(output: Buffer, file: Buffer): void {
  expect(output.length).toBe(file.length);
  for (const sample of samples) expect(output.indexOf(sample)).toBe(file.indexOf(sample));
  expect(output.includes(planted)).toBe(false);
  expect(output.includes('+48.2000')).toBe(false);
}

describe('a movie', () => {
  test.each([
    ['video/mp4', 'isom', true, false],
    ['video/mp4', 'isom', false, false],
    ['video/mp4', 'isom', false, true],
    ['video/quicktime', 'qt  ', true, false],
    ['video/quicktime', 'qt  ', false, true],
  ] as const)(
    'of %s (%s) has its pictures and sound in their places',
    async (type, brand, isFirst, isLarge) => {
      const file = movieWith({ brand, isFirst, isLarge });
      const output = await cleaned(file, type);

      expectInPlace(output, file);
      expect(output.toString('latin1').split('trak')).toHaveLength(3);
      expect(output.includes('camm')).toBe(false);
    },
  );

  test('in fragments has its pictures, and no places', async () => {
    const file = fragmentedMovie();
    const output = await cleaned(file, 'video/mp4');

    expectInPlace(output, file);
    expect(output.toString('latin1').split('traf')).toHaveLength(3);
  });

  test('has no times: creation and modification are zero', async () => {
    const output = await cleaned(movieWith(), 'video/mp4');

    for (const type of ['mvhd', 'tkhd', 'mdhd']) {
      const at = output.indexOf(type) + 8;
      expect(output.readBigUInt64BE(at), type).toBe(0n);
    }
  });

  test('has uncompressed sound, whose size is in its description only', async () => {
    const pcm = text('PCMFRAME'.repeat(4));
    const of = (offset: number) =>
      atom(
        'moov',
        movieHeader,
        trackAtom(1, tracks.video, full('stco', 0, long(2, offset, offset + 9))),
        trackAtom(
          2,
          { handler: 'soun', description: soundDescription(1, 'sowt'), samples: [] },
          full('stco', 0, long(1, offset + 18)),
          // Eight frames of four bytes.
          full('stsz', 0, long(1, 8)),
        ).subarray(0),
      );
    const first = brands('qt  ');
    const data = atom('mdat', ...tracks.video.samples, pcm, text(planted));
    const oneRun = (movie: Buffer) => {
      const at = movie.lastIndexOf('stsc') + 16;
      movie.writeUInt32BE(8, at);
      return movie;
    };
    const movie = oneRun(of(first.length + of(0).length + 8));
    const output = await cleaned(Buffer.concat([first, movie, data]), 'video/quicktime');

    expect(output.includes(pcm)).toBe(true);
    expect(output.includes(planted)).toBe(false);
  });

  test('is what its brands and its tracks say', async () => {
    const sound = movieWith({ tracks: ['sound', 'subtitle'] });

    expect(await because(movieWith({ brand: 'qt  ' }), 'video/mp4')).toBe('type-mismatch');
    expect(await because(movieWith(), 'video/quicktime')).toBe('type-mismatch');
    expect(await because(movieWith(), 'audio/mp4')).toBe('type-mismatch');
    expect(await because(movieWith(), 'image/heic')).toBe('type-mismatch');
    expect(await because(sound, 'video/mp4')).toBe('type-mismatch');
    expect(await because(movieWith({ tracks: ['place'] }), 'video/mp4')).toBe('type-mismatch');
    expect(await because(sound, 'audio/mp4')).toBe('cleanable');
    expect(await because(movieWith({ brand: 'M4A ', tracks: ['sound'] }), 'audio/mp4')).toBe(
      'cleanable',
    );
  });

  test('that ends early is truncated, wherever its index is', async () => {
    for (const isFirst of [true, false]) {
      const file = movieWith({ isFirst });
      const reasons = new Set<string>();
      for (let length = 40; length < file.length - xmpAtom.length; length += 7) {
        reasons.add(await because(file.subarray(0, length), 'video/mp4'));
      }

      expect([...reasons]).toEqual(['truncated']);
    }
  });

  test('whose samples are behind its end, or not in media data, is refused', async () => {
    const first = brands('isom');
    const withOffset = (offset: number) =>
      Buffer.concat([
        first,
        atom(
          'moov',
          movieHeader,
          trackAtom(1, tracks.video, full('stco', 0, long(2, offset, offset + 9))),
        ),
        atom('mdat', text('short')),
      ]);

    expect(await because(withOffset(1_000_000), 'video/mp4')).toBe('truncated');
    expect(await because(withOffset(first.length + 8), 'video/mp4')).toBe('malformed');
  });

  test('with data in another file, or with more pixels than a decoder should need, is refused', async () => {
    const file = movieWith();
    const elsewhere = Buffer.from(file);
    elsewhere.writeUInt32BE(0, elsewhere.indexOf('alis') + 4);
    const large = { ...tracks.video, description: videoDescription(20_000, 20_000) };
    const movie = atom('moov', movieHeader, trackAtom(1, large, full('stco', 0, long(0))));

    expect(await because(elsewhere, 'video/mp4')).toBe('malformed');
    expect(await because(Buffer.concat([brands('isom'), movie]), 'video/mp4')).toBe(
      'too-many-pixels',
    );
  });

  test('with an archive behind it is a polyglot', async () => {
    const archive = atom('free', text(`PK\x05\x06${'\0'.repeat(18)}`));

    expect(await because(Buffer.concat([movieWith(), archive]), 'video/mp4')).toBe('polyglot');
  });

  test('of more atoms than any movie has is too complex', async () => {
    const atoms = Buffer.concat(Array.from({ length: 50_001 }, () => atom('free')));

    expect(await because(Buffer.concat([movieWith(), atoms]), 'video/mp4')).toBe('too-complex');
  });
});
