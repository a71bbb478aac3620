import { noticeFor } from '../../lambda/notice/model/notice.ts';
import type { Basis, CategoryChange, EarlierBasis, UseChange } from './change.ts';
import type { LocatedChange } from './moved.ts';
import { listChange, pairs, pointer, same } from '../../lib/policy/leaves.ts';
import { jurisdictionIds } from '../../lambda/policy/schema.ts';
import type { JurisdictionId, Policy } from '../../lambda/policy/schema.ts';

type Purpose = Policy['purposes'][string];

/** What may be done with which data, under which law and on which basis. */
export function useChanges(from: Policy, to: Policy): LocatedChange<UseChange>[] {
  const { added, removed, common } = pairs(from.purposes, to.purposes);
  return [
    ...added.flatMap(([id, purpose]) => addedPurpose(id, purpose)),
    ...removed.flatMap(([id, purpose]) => removedPurpose(id, purpose)),
    ...common.flatMap(([id, before, after]) => [
      ...jurisdictionIds.flatMap((jurisdiction) =>
        usesIn(jurisdiction, id, { from, to }, before, after),
      ),
      ...obligationChange(id, before, after),
      ...roleChange(id, before, after),
    ]),
  ];
}

function addedPurpose(purpose: string, value: Purpose): LocatedChange<UseChange>[] {
  const { retention, recipients, withhold, consentValidity, categories } = value;
  const at = [pointer('purposes', purpose)];
  const change: UseChange = {
    kind: 'purpose-added',
    purpose,
    retention,
    recipients,
    withheld: withhold?.ground,
    consentValidity,
  };
  const uses = basesOf(value).map(([jurisdiction, basis]): UseChange => ({
    kind: 'use-permitted',
    purpose,
    jurisdiction,
    categories,
    ...basis,
  }));
  return [change, ...uses].map((each) => ({ change: each, at }));
}

function removedPurpose(purpose: string, value: Purpose): LocatedChange<UseChange>[] {
  const at = [pointer('purposes', purpose)];
  const { categories } = value;
  const uses = basesOf(value).map(([jurisdiction, basis]): UseChange => ({
    kind: 'use-forbidden',
    purpose,
    jurisdiction,
    categories,
    ...basis,
  }));
  const change: UseChange = { kind: 'purpose-removed', purpose, categories };
  return [change, ...uses].map((each) => ({ change: each, at }));
}

function usesIn(
  jurisdiction: JurisdictionId,
  purpose: string,
  policies: { readonly from: Policy; readonly to: Policy },
  before: Purpose,
  after: Purpose,
): LocatedChange<UseChange>[] {
  const [old, now] = [basisIn(before, jurisdiction), basisIn(after, jurisdiction)];
  const { added, removed } = listChange(before.categories, after.categories);
  const basisAt = pointer('purposes', purpose, 'legalBasis', jurisdiction);
  const categoriesAt = pointer('purposes', purpose, 'categories');
  const use = (
    kind: 'use-permitted' | 'use-forbidden',
    basis: Basis,
    categories: readonly string[],
    at: string,
  ): LocatedChange<UseChange>[] =>
    categories.length === 0
      ? []
      : [{ change: { kind, purpose, jurisdiction, categories, ...basis }, at: [at] }];

  if (old === undefined && now === undefined) return [];
  if (old === undefined && now) return use('use-permitted', now, after.categories, basisAt);
  if (now === undefined && old) return use('use-forbidden', old, before.categories, basisAt);
  if (old === undefined || now === undefined) return [];
  const [earlierBefore, earlier] = [before, after].map((each) => earlierIn(each, jurisdiction));
  const changed: LocatedChange<UseChange>[] = same(old, now)
    ? []
    : [
        {
          change: {
            kind: 'basis-changed',
            purpose,
            jurisdiction,
            categories: before.categories.filter((id) => after.categories.includes(id)),
            from: old,
            to: now,
            noticeChanges: noticeChanges(policies, purpose),
            ...(earlier && same(withoutDay(earlier), old) && { keptUntil: earlier.until }),
          },
          at: ['basis', 'condition', 'optOut'].map((field) => `${basisAt}${pointer(field)}`),
        },
      ];
  return [
    ...use('use-permitted', now, added, categoriesAt),
    ...use('use-forbidden', old, removed, categoriesAt),
    ...changed,
    ...(same(earlierBefore, earlier)
      ? []
      : [
          {
            change: {
              kind: 'earlier-basis-changed' as const,
              purpose,
              jurisdiction,
              from: earlierBefore,
              to: earlier,
            },
            at: ['previous', 'effectiveFrom'].map((field) => `${basisAt}${pointer(field)}`),
          },
        ]),
  ];
}

const noticeChanges = (
  { from, to }: { readonly from: Policy; readonly to: Policy },
  purpose: string,
): boolean => noticeFor(from, purpose)?.version !== noticeFor(to, purpose)?.version;

const roleChange = (purpose: string, before: Purpose, after: Purpose): LocatedChange<UseChange>[] =>
  before.role === after.role
    ? []
    : [
        {
          change: { kind: 'role-changed', purpose, from: before.role, to: after.role },
          at: [pointer('purposes', purpose, 'role')],
        },
      ];

const basesOf = (purpose: Purpose): [JurisdictionId, Basis][] =>
  jurisdictionIds.flatMap((jurisdiction) => {
    const basis = basisIn(purpose, jurisdiction);
    return basis === undefined ? [] : [[jurisdiction, basis] satisfies [JurisdictionId, Basis]];
  });

function basisIn({ legalBasis }: Purpose, jurisdiction: JurisdictionId): Basis | undefined {
  const declared = legalBasis[jurisdiction];
  return declared === undefined ? undefined : stated(declared);
}

function earlierIn(
  { legalBasis }: Purpose,
  jurisdiction: JurisdictionId,
): EarlierBasis | undefined {
  const { previous, effectiveFrom } = legalBasis[jurisdiction] ?? {};
  if (previous === undefined || effectiveFrom === undefined) return undefined;
  return { until: effectiveFrom, ...stated(previous) };
}

const withoutDay = (earlier: EarlierBasis): object => ({ ...earlier, until: undefined });

type Declared = NonNullable<Purpose['legalBasis'][JurisdictionId]>;

const stated = ({ basis, condition, optOut }: Omit<Declared, 'previous'>): Basis => ({
  basis,
  condition,
  optOut,
});

function obligationChange(
  purpose: string,
  before: Purpose,
  after: Purpose,
): LocatedChange<UseChange>[] {
  const lacks = (list: Purpose['obligations']) => (each: Purpose['obligations'][number]) =>
    !list.includes(each);
  const added = after.obligations.filter(lacks(before.obligations));
  const removed = before.obligations.filter(lacks(after.obligations));
  return added.length + removed.length === 0
    ? []
    : [
        {
          change: { kind: 'obligations-changed', purpose, added, removed },
          at: [pointer('purposes', purpose, 'obligations')],
        },
      ];
}

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
