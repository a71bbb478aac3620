import { describe, expect, test } from 'vitest';
import type { MediaType } from '../../lambda/value/media-types.ts';
import { cleaned } from './cleaning.ts';
import { isInstalled, tagsOf, whenMissing } from './exiftool.ts';
import { baseline, jpegWith, progressive } from './files/jpeg.ts';
import { gifWith } from './files/gif.ts';
import { heifWith } from './files/heif.ts';
import { fragmentedMovie, movieWith } from './files/movie.ts';
import { frames, pngWith } from './files/png.ts';
import { planted, xmp } from './files/tiff.ts';
import { recordedWebm, webmWith } from './files/webm.ts';
import { webpWith } from './files/webp.ts';

interface Judged {
  readonly what: string;
  readonly type: MediaType;
  readonly file: Buffer;
  /** Tags that show that exiftool reads the metadata of the original. */
  readonly before: readonly string[];
  /** All that is left. */
  readonly after: RegExp;
}

const profileAlone = 'ICC-header|ICC_Profile';

const files: readonly Judged[] = [
  {
    what: 'a JPEG photo',
    type: 'image/jpeg',
    file: jpegWith(baseline, 6),
    before: ['GPS:GPSLatitude', 'IFD0:Make', 'IPTC:Headline', 'XMP-dc:Creator'],
    after: new RegExp(`^(?:${profileAlone}|JFIF|Adobe):|^IFD0:Orientation$`),
  },
  {
    what: 'a progressive JPEG photo',
    type: 'image/jpeg',
    file: jpegWith(progressive, 1),
    before: ['GPS:GPSLatitude', 'ExifIFD:UserComment'],
    after: new RegExp(`^(?:${profileAlone}|JFIF|Adobe):`),
  },
  {
    what: 'a PNG picture',
    type: 'image/png',
    file: pngWith(3),
    before: ['GPS:GPSLatitude', 'PNG:Author', 'PNG:ModifyDate', 'XMP-dc:Creator'],
    after: new RegExp(`^(?:${profileAlone}|PNG):|^IFD0:Orientation$`),
  },
  {
    what: 'an animated PNG picture',
    type: 'image/png',
    file: pngWith(1, ...frames),
    before: ['PNG:Comment', 'IFD0:Model'],
    after: new RegExp(`^(?:${profileAlone}|PNG):`),
  },
  {
    what: 'a HEIC photo',
    type: 'image/heic',
    file: heifWith('image/heic'),
    before: ['GPS:GPSLatitude', 'IFD0:Make', 'XMP-dc:Creator'],
    after: new RegExp(`^(?:${profileAlone}|QuickTime|Meta):`),
  },
  {
    what: 'an AVIF photo',
    type: 'image/avif',
    file: heifWith('image/avif'),
    before: ['GPS:GPSLatitude', 'IFD0:Make', 'XMP-dc:Creator'],
    after: new RegExp(`^(?:${profileAlone}|QuickTime|Meta):`),
  },
  {
    what: 'an MP4 video',
    type: 'video/mp4',
    file: movieWith(),
    before: [
      'UserData:GPSCoordinates',
      'Keys:GPSCoordinates',
      'XMP-dc:Creator',
      'Track3:GPSLatitude',
    ],
    after: /^(?:QuickTime|Track[12]):/,
  },
  {
    what: 'an MP4 video with its index behind its data',
    type: 'video/mp4',
    file: movieWith({ isFirst: false, isLarge: true }),
    before: [
      'UserData:GPSCoordinates',
      'Keys:GPSCoordinates',
      'XMP-dc:Creator',
      'Track3:GPSLatitude',
    ],
    after: /^(?:QuickTime|Track[12]):/,
  },
  {
    what: 'a QuickTime video',
    type: 'video/quicktime',
    file: movieWith({ brand: 'qt  ' }),
    before: [
      'UserData:GPSCoordinates',
      'Keys:GPSCoordinates',
      'XMP-dc:Creator',
      'Track3:GPSLatitude',
    ],
    after: /^(?:QuickTime|Track[12]):/,
  },
  {
    what: 'an MP4 video in fragments',
    type: 'video/mp4',
    file: fragmentedMovie(),
    before: ['UserData:GPSCoordinates'],
    after: /^(?:QuickTime|Track1):/,
  },
  {
    what: 'a GIF picture',
    type: 'image/gif',
    file: gifWith(xmp),
    before: ['File:Comment', 'GIF:Text', 'XMP-dc:Creator'],
    after: /^GIF:/,
  },
  {
    what: 'a WebP picture',
    type: 'image/webp',
    file: webpWith(6),
    before: ['GPS:GPSLatitude', 'IFD0:Make', 'XMP-dc:Creator'],
    after: new RegExp(`^(?:${profileAlone}|RIFF):|^IFD0:Orientation$`),
  },
  {
    what: 'a WebM video',
    type: 'video/webm',
    file: webmWith(),
    before: ['Matroska:Title', 'Matroska:DateTimeOriginal'],
    after: /^(?:Matroska|Track\d):/,
  },
  {
    what: 'a WebM video that a browser recorded',
    type: 'video/webm',
    file: recordedWebm,
    before: ['Matroska:Title', 'Matroska:DateTimeOriginal'],
    after: /^(?:Matroska|Track\d):/,
  },
];

describe.skipIf(!isInstalled)(isInstalled ? 'exiftool, an outside judge,' : whenMissing, () => {
  test.each(files)('finds the metadata of $what, and none in its clean copy', async (judged) => {
    const output = await cleaned(judged.file, judged.type);

    expect([...tagsOf(judged.file).keys()]).toEqual(expect.arrayContaining([...judged.before]));
    const left = [...tagsOf(output).keys()];
    expect(left.filter((tag) => !judged.after.test(tag))).toEqual([]);
    expect(left.filter((tag) => judged.before.includes(tag))).toEqual([]);
    expect(output.includes(planted)).toBe(false);
  });
});
