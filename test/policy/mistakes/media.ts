import type { Mistake } from './mistake.ts';

const types =
  '      types: [image/jpeg, image/png, image/gif, image/webp, image/heic, image/avif]\n';

export const mediaMistakes: readonly Mistake[] = [
  {
    title: 'a type of file that nothing can clean',
    from: types,
    to: '      types: [image/jpeg, image/svg+xml]\n',
    line: 'svg+xml',
    path: 'categories.prompt-image.media.types[1]',
    message: /not known/,
    remedy: /Use one of: image\/jpeg, image\/png/,
  },
  {
    title: 'files of no type',
    from: types,
    to: '      types: []\n',
    line: 'types: []',
    path: 'categories.prompt-image.media.types',
    message: /empty/,
    remedy: /image\/jpeg/,
  },
  {
    title: 'a type of file listed twice',
    from: types,
    to: '      types:\n        - image/png\n        - image/png # again\n',
    line: '# again',
    path: 'categories.prompt-image.media.types[1]',
    message: /twice/,
    remedy: /Remove one/,
  },
  {
    title: 'files without a list of types',
    from: types,
    to: '',
    line: '    media:',
    path: 'categories.prompt-image.media.types',
    message: /`types` is missing/,
    remedy: /Which types of file/,
  },
  {
    title: 'files that are larger than one upload can be',
    from: 'maximumMegabytes: 25\n',
    to: 'maximumMegabytes: 2049\n',
    line: 'maximumMegabytes: 2049',
    path: 'categories.prompt-image.media.maximumMegabytes',
    message: /more than 2048/,
    remedy: /megabytes/,
  },
  {
    title: 'files in a category that the program writes',
    from: '    title: Decisions by machines\n',
    to: '    title: Decisions by machines\n    media: {types: [image/png]}\n',
    line: 'media: {types: [image/png]}',
    path: 'categories.automated-decisions.media',
    message: /written by the program itself/,
    remedy: /Remove `media`/,
  },
];
