import { describe, expect, test } from 'vitest';
import type { MediaType } from '../../lambda/value/media-types.ts';
import { cleaned } from './cleaning.ts';
import { isInstalled, tagsOf, whenMissing } from './exiftool.ts';
import { baseline, jpegWith, progressive } from './files/jpeg.ts';
import { frames, pngWith } from './files/png.ts';

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
];

describe.skipIf(!isInstalled)(isInstalled ? 'exiftool, an outside judge,' : whenMissing, () => {
  test.each(files)('finds the metadata of $what, and none in its clean copy', async (judged) => {
    const output = await cleaned(judged.file, judged.type);

    expect([...tagsOf(judged.file).keys()]).toEqual(expect.arrayContaining([...judged.before]));
    const left = [...tagsOf(output).keys()];
    expect(left.filter((tag) => !judged.after.test(tag))).toEqual([]);
    expect(left.filter((tag) => judged.before.includes(tag))).toEqual([]);
  });
});
