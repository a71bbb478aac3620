import type { Policy } from '../../policy/schema.ts';
import { pairs, pointer } from '../../policy/leaves.ts';
import { sentences } from './change.ts';
import type { Rule } from './change.ts';
import { by, detail, fieldChanges, reportsIn, within } from './fields.ts';
import type { Field, Fields } from './fields.ts';

type Category = Policy['categories'][string];

const { report, value, list } = reportsIn('Use');

const entry = (category: string) => ({
  name: category,
  at: [pointer('categories', category)],
  facts: { category },
});

/** Kinds of data, how they are protected and which key they are under. */
export const categoryChanges: Rule = (from, to) => {
  const { added, removed, common } = pairs(from.categories, to.categories);
  return [
    ...added.map(([id]) =>
      report(
        'category-added',
        entry(id),
        `Category ${id} is new: data of this kind can be stored.`,
      ),
    ),
    ...removed.map(([id]) =>
      report(
        'category-removed',
        entry(id),
        `Category ${id} is gone: nothing of it can be stored or used. Stored records of it are deleted.`,
      ),
    ),
    ...common.flatMap(([id, before, after]) => {
      // A category without a class has one of its own.
      const classed = (category: Category) => ({
        ...category,
        erasureClass: category.erasureClass ?? id,
      });
      return fieldChanges(fields, entry(id), classed(before), classed(after));
    }),
    ...unclassified(
      { name: '', at: [pointer('unclassified')], facts: {} },
      from.unclassified?.treatAs,
      to.unclassified?.treatAs,
    ),
  ];
};

/** Of files: which types, and how large. The size of a category that has no files yet is new with its types. */
const media: Field<Category['media']> = (entry, from, to) => [
  ...mediaTypes(entry, from?.types, to?.types),
  ...(from && to ? mediaSize({ ...entry, at: within(entry, 'maximumMegabytes') }, from, to) : []),
];
const mediaTypes = list(
  'media-types-changed',
  {
    added: (category, items) => `Files of the types ${items} can be stored in ${category}.`,
    removed: (category, items) =>
      `Files of the types ${items} are not stored in ${category} any more.`,
    after: 'Files that are stored stay as they are.',
  },
  { added: 'wider-use' },
);
const mediaSize = by(
  ({ maximumMegabytes }: NonNullable<Category['media']>) => maximumMegabytes,
  value(
    'media-size-changed',
    (category, was, is) => `A file in ${category} has at most ${is} MB instead of ${was}.`,
    (was, is) => is > was && 'wider-use',
  ),
);

const fields: Fields<Category> = {
  title: detail,
  description: detail,
  sensitivity: value(
    'sensitivity-changed',
    (category, _, is) =>
      is === 'special'
        ? `Category ${category} is special now: each use needs a condition of GDPR Art. 9(2).`
        : `Category ${category} is ordinary now: no use of it needs a condition of GDPR Art. 9(2).`,
    (_, is) => is === 'ordinary' && 'wider-use',
  ),
  source: value(
    'source-changed',
    (category, was, is) => `Category ${category} is ${is} instead of ${was}.`,
  ),
  minimise: by(
    (minimise) =>
      minimise.map(
        ({ field, by: means, types }) => `${field} (${[means, ...(types ?? [])].join(' ')})`,
      ),
    list(
      'minimisation-changed',
      {
        added: (category, items) => `Before ${category} is stored, ${items} is minimised.`,
        removed: (category, items) => `In ${category}, ${items} is stored as it comes.`,
        after: 'Records that are stored stay as they are.',
      },
      { removed: 'fewer-safeguards' },
    ),
  ),
  media,
  // Takes nothing for certain: what is erased on one ground takes less or more with it.
  erasureClass: reportsIn('Retention').value(
    'erasure-class-changed',
    (category, was = '', is = '') =>
      sentences(
        `New records of ${category} are encrypted under the key class ${is} instead of`,
        `${was}, and erased with it. Records that are stored stay under ${was}.`,
      ),
  ),
};

const unclassified = value<string | undefined>(
  'unclassified-changed',
  (_, was = 'denied', is) =>
    is === undefined
      ? 'Unclassified content is denied.'
      : `Unclassified content is handled as ${is} instead of ${was}.`,
  (_, is) => is !== undefined && 'wider-use',
);
