import type { LocatedChange, Moved } from './moved.ts';
import { pairs, pointer } from '../../lib/policy/leaves.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { sentences } from './lists.ts';

type Category = Policy['categories'][string];

export type CategoryChange =
  | { readonly kind: 'category-added' | 'category-removed'; readonly category: string }
  | ({ readonly kind: 'sensitivity-changed'; readonly category: string } & Moved<
      Category['sensitivity']
    >)
  | ({ readonly kind: 'source-changed'; readonly category: string } & Moved<Category['source']>)
  | ({ readonly kind: 'erasure-class-changed'; readonly category: string } & Moved<string>);

/** Kinds of data, how they are protected and which key they are under. */
export function categoryChanges(from: Policy, to: Policy): LocatedChange<CategoryChange>[] {
  const { added, removed, common } = pairs(from.categories, to.categories);
  const at = (category: string, ...field: string[]) => [pointer('categories', category, ...field)];
  return [
    ...added.map(([category]): LocatedChange<CategoryChange> => ({
      change: { kind: 'category-added', category },
      at: at(category),
    })),
    ...removed.map(([category]): LocatedChange<CategoryChange> => ({
      change: { kind: 'category-removed', category },
      at: at(category),
    })),
    ...common.flatMap(([category, before, after]): LocatedChange<CategoryChange>[] => {
      const classes = [before.erasureClass ?? category, after.erasureClass ?? category] as const;
      return [
        ...(before.sensitivity === after.sensitivity
          ? []
          : [
              {
                change: {
                  kind: 'sensitivity-changed' as const,
                  category,
                  from: before.sensitivity,
                  to: after.sensitivity,
                },
                at: at(category, 'sensitivity'),
              },
            ]),
        ...(before.source === after.source
          ? []
          : [
              {
                change: {
                  kind: 'source-changed' as const,
                  category,
                  from: before.source,
                  to: after.source,
                },
                at: at(category, 'source'),
              },
            ]),
        ...(classes[0] === classes[1]
          ? []
          : [
              {
                change: {
                  kind: 'erasure-class-changed' as const,
                  category,
                  from: classes[0],
                  to: classes[1],
                },
                at: at(category, 'erasureClass'),
              },
            ]),
      ];
    }),
  ];
}

export function categoryWords(change: CategoryChange): string {
  switch (change.kind) {
    case 'category-added':
      return `Category ${change.category} is new: data of this kind can be stored.`;
    case 'category-removed':
      return sentences(
        `Category ${change.category} is gone: nothing of it can be stored or used.`,
        'Stored records of it are deleted.',
      );
    case 'sensitivity-changed':
      return change.to === 'special'
        ? `Category ${change.category} is special now: each use needs a condition of GDPR Art. 9(2).`
        : `Category ${change.category} is ordinary now: no use of it needs a condition of GDPR Art. 9(2).`;
    case 'source-changed':
      return `Category ${change.category} is ${change.to} instead of ${change.from}.`;
    case 'erasure-class-changed':
      return sentences(
        `New records of ${change.category} are encrypted under the key class ${change.to} instead of`,
        `${change.from}, and erased with it. Records that are stored stay under ${change.from}.`,
      );
  }
}
