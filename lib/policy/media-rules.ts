import { decidedCategory, pseudonymisedCategory } from '../../lambda/policy/categories.ts';
import type { Finding } from './problem.ts';
import { repeatedFindings } from './purpose-rules.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';

/** Categories that the program alone writes: never with a file. */
const withoutFiles: readonly string[] = [decidedCategory, pseudonymisedCategory];

/** Rules of the files that a category takes. */
export const mediaFindings = ({ categories }: PolicyDocument): Finding[] =>
  Object.entries(categories).flatMap(([id, { media }]): Finding[] => {
    if (media === undefined) return [];
    const path = ['categories', id, 'media'];
    return [
      ...repeatedFindings([...path, 'types'], media.types),
      ...(withoutFiles.includes(id)
        ? [
            {
              path,
              at: 'key' as const,
              message: `\`${id}\` is written by the program itself, which stores no file in it.`,
              remedy: 'Remove `media` here.',
            },
          ]
        : []),
    ];
  });
