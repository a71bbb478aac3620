import { noticeFor } from '../../lambda/notice/model/notice.ts';
import type { LocatedChange, Moved } from './moved.ts';
import { listChange, pairs, pointer, same } from '../../lib/policy/leaves.ts';
import type {
  JurisdictionId,
  LegalBasis,
  Obligation,
  OptOutRight,
  Policy,
  WithholdingGround,
} from '../../lambda/policy/schema.ts';
import { isOpenToObjection, objectableBases } from '../../lambda/policy/grounds.ts';
import { listed, sentences } from './lists.ts';

type Purpose = Policy['purposes'][string];

/** A legal basis, with the condition of GDPR Art. 9(2) where it has one. */
export interface Basis {
  readonly basis: LegalBasis;
  readonly condition?: NonNullable<Purpose['legalBasis'][JurisdictionId]>['condition'];
  readonly optOut?: OptOutRight;
  /** The law lets a person object to a use that needs no basis. */
  readonly objection?: true;
}

/** What holds for data collected before a day. */
export interface EarlierBasis extends Basis {
  readonly until: string;
}

export interface OfPurpose {
  readonly purpose: string;
}
type OfUse = OfPurpose & {
  readonly jurisdiction: JurisdictionId;
  readonly categories: readonly string[];
};

export type UseChange =
  | ({
      readonly kind: 'purpose-added';
      readonly retention: string;
      readonly recipients: readonly string[];
      readonly withheld?: WithholdingGround;
      readonly consentValidity?: string;
    } & OfPurpose)
  | ({ readonly kind: 'purpose-removed'; readonly categories: readonly string[] } & OfPurpose)
  | ({ readonly kind: 'use-permitted' | 'use-forbidden' } & OfUse & Basis)
  | ({
      readonly kind: 'basis-changed';
      /** Whether a notice that covers the purpose changes with it. */
      readonly noticeChanges: boolean;
      /** Until when data was collected that stays on the basis before the change. */
      readonly keptUntil?: string;
    } & OfUse &
      Moved<Basis>)
  | ({
      readonly kind: 'earlier-basis-changed';
      readonly jurisdiction: JurisdictionId;
    } & OfPurpose &
      Moved<EarlierBasis | undefined>)
  | ({
      readonly kind: 'obligations-changed';
      readonly added: readonly Obligation[];
      readonly removed: readonly Obligation[];
    } & OfPurpose)
  | ({ readonly kind: 'role-changed' } & OfPurpose & Moved<Purpose['role']>);

/** What may be done with which data, under which law and on which basis. */
export function useChanges(from: Policy, to: Policy): LocatedChange<UseChange>[] {
  const { added, removed, common } = pairs(from.purposes, to.purposes);
  return [
    ...added.flatMap(([id, purpose]) => addedPurpose(to, id, purpose)),
    ...removed.flatMap(([id, purpose]) => removedPurpose(from, id, purpose)),
    ...common.flatMap(([id, before, after]) => [
      ...lawsOf({ from, to }, before, after).flatMap((jurisdiction) =>
        usesIn(jurisdiction, id, { from, to }, before, after),
      ),
      ...obligationChange(id, before, after),
      ...roleChange(id, before, after),
    ]),
  ];
}

/** The laws under which a purpose rests on something, in the order of jurisdictions.yaml. */
function lawsOf(
  { from, to }: { readonly from: Policy; readonly to: Policy },
  ...purposes: readonly Purpose[]
): readonly JurisdictionId[] {
  const named = new Set(purposes.flatMap(({ legalBasis }) => Object.keys(legalBasis)));
  const known = Object.keys({ ...from.law, ...to.law });
  return [...new Set([...known, ...named])].filter((id) => named.has(id));
}

function addedPurpose(policy: Policy, purpose: string, value: Purpose): LocatedChange<UseChange>[] {
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
  const uses = basesOf(policy, value).map(([jurisdiction, basis]): UseChange => ({
    kind: 'use-permitted',
    purpose,
    jurisdiction,
    categories,
    ...basis,
  }));
  return [change, ...uses].map((each) => ({ change: each, at }));
}

function removedPurpose(
  policy: Policy,
  purpose: string,
  value: Purpose,
): LocatedChange<UseChange>[] {
  const at = [pointer('purposes', purpose)];
  const { categories } = value;
  const uses = basesOf(policy, value).map(([jurisdiction, basis]): UseChange => ({
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
  const [old, now] = [
    basisIn(policies.from, before, jurisdiction),
    basisIn(policies.to, after, jurisdiction),
  ];
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
  const [earlierBefore, earlier] = [
    earlierIn(policies.from, before, jurisdiction),
    earlierIn(policies.to, after, jurisdiction),
  ];
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

const basesOf = (policy: Policy, purpose: Purpose): [JurisdictionId, Basis][] =>
  lawsOf({ from: policy, to: policy }, purpose).flatMap((jurisdiction) => {
    const basis = basisIn(policy, purpose, jurisdiction);
    return basis === undefined ? [] : [[jurisdiction, basis] satisfies [JurisdictionId, Basis]];
  });

export function basisIn(
  policy: Policy,
  { legalBasis }: Pick<Purpose, 'legalBasis'>,
  jurisdiction: JurisdictionId,
): Basis | undefined {
  const declared = legalBasis[jurisdiction];
  return declared === undefined ? undefined : stated(policy, jurisdiction, declared);
}

function earlierIn(
  policy: Policy,
  { legalBasis }: Purpose,
  jurisdiction: JurisdictionId,
): EarlierBasis | undefined {
  const { previous, effectiveFrom } = legalBasis[jurisdiction] ?? {};
  if (previous === undefined || effectiveFrom === undefined) return undefined;
  return { until: effectiveFrom, ...stated(policy, jurisdiction, previous) };
}

const withoutDay = (earlier: EarlierBasis): object => ({ ...earlier, until: undefined });

type Declared = NonNullable<Purpose['legalBasis'][JurisdictionId]>;

const stated = (
  policy: Policy,
  jurisdiction: JurisdictionId,
  { basis, condition, optOut }: Omit<Declared, 'previous'>,
): Basis => ({
  basis,
  condition,
  optOut,
  objection:
    basis === 'notice' && isOpenToObjection(policy, basis, jurisdiction) ? true : undefined,
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

export function useWords(change: UseChange): string {
  switch (change.kind) {
    case 'purpose-added':
      return sentences(
        `Purpose ${change.purpose} is new. Its data is kept for ${change.retention};`,
        `recipients: ${listed(change.recipients)}.`,
        change.withheld !== undefined &&
          `It is kept through an erasure until that period ends (${change.withheld}).`,
        change.consentValidity !== undefined && `A consent is good for ${change.consentValidity}.`,
      );
    case 'purpose-removed':
      return sentences(
        `Purpose ${change.purpose} is gone: every decision about it is denied.`,
        `Records of ${listed(change.categories)} that served it alone are deleted.`,
      );
    case 'use-permitted':
      return sentences(
        `Becomes allowed under ${change.jurisdiction}: ${change.purpose} may use`,
        `${listed(change.categories)} (${showBasis(change)}), ${beforehand(change)}.`,
      );
    case 'use-forbidden':
      return sentences(
        `Becomes forbidden under ${change.jurisdiction}: ${change.purpose} may no longer use`,
        `${listed(change.categories)} (was ${showBasis(change)}).`,
        'Stored records that no other purpose keeps are deleted.',
      );
    case 'basis-changed':
      return sentences(
        `Under ${change.jurisdiction}, ${change.purpose} rests on ${showBasis(change.to)} instead of`,
        `${showBasis(change.from)}, for ${listed(change.categories)}: used ${beforehand(change.to)}.`,
        change.keptUntil !== undefined &&
          `Data collected before ${change.keptUntil} stays on ${showBasis(change.from)}.`,
        leavesConsent(change) && change.keptUntil === undefined && awayFromConsent,
        leavesConsent(change) &&
          !change.noticeChanges &&
          'No notice that covers the purpose changes with it: publish one first.',
        change.to.basis === 'consent' &&
          change.from.basis !== 'consent' &&
          change.keptUntil === undefined &&
          sentences(
            'A person who has not been asked counts as not having consented: use stops until they do, and',
            'stored records that no other purpose keeps are deleted.',
          ),
      );
    case 'earlier-basis-changed':
      return change.to === undefined
        ? sentences(
            `Under ${change.jurisdiction}, data of ${change.purpose} no longer has an earlier basis:`,
            `what rested on ${showEarlier(change.from)} follows the present one.`,
          )
        : sentences(
            `Under ${change.jurisdiction}, data of ${change.purpose} rests on`,
            `${showEarlier(change.to)}.`,
          );
    case 'obligations-changed':
      return sentences(
        change.added.length > 0 &&
          `A caller that uses data for ${change.purpose} has to ${listed(change.added)} as well.`,
        change.removed.length > 0 &&
          `A caller that uses data for ${change.purpose} no longer has to ${listed(change.removed)}.`,
        'Permits that were given keep their obligations until they end.',
      );
    case 'role-changed':
      return `Our role for ${change.purpose} is ${change.to} instead of ${change.from}.`;
  }
}

const leavesConsent = ({ from, to }: { readonly from: Basis; readonly to: Basis }): boolean =>
  from.basis === 'consent' && to.basis !== 'consent';

// EDPB Guidelines 05/2020 on consent, paragraphs 121 to 123.
const awayFromConsent = sentences(
  'A change away from consent applies only to data collected after people were shown a new notice:',
  'what was collected on consent stays on consent.',
  'Write the consent under `previous` and the day of the notice under `effectiveFrom`: without them',
  'the new basis would hold for all data, which `policy check --for-deploy --deployed` refuses.',
);

const showEarlier = (earlier: EarlierBasis | undefined): string =>
  earlier === undefined ? 'nothing' : `${showBasis(earlier)} if collected before ${earlier.until}`;

const showBasis = ({ basis, condition, optOut }: Basis): string =>
  [
    basis,
    ...(condition === undefined ? [] : [`with ${condition}`]),
    ...(optOut === undefined ? [] : [`by ${optOut}`]),
  ].join(' ');

/** What a person has to have said. */
function beforehand(rule: Basis): string {
  const { basis, condition } = rule;
  if (basis === 'consent' || condition === 'explicit-consent') return 'only of people who consent';
  if (basis === 'opt-out') return 'unless a person opts out';
  return isObjectable(rule) ? 'unless a person objects' : 'without asking';
}

/**
 * How much a basis asks of us before and while data is used: the more, the more a person decides.
 * Absent: the use is forbidden, which no basis outdoes.
 */
export function demandOf(basis: Basis | undefined): number {
  if (basis === undefined) return 4;
  if (basis.basis === 'consent' || basis.condition === 'explicit-consent') return 3;
  return basis.basis === 'opt-out' || isObjectable(basis) ? 2 : 1;
}

/** GDPR Art. 21(1), FADP Art. 30(2)(b). */
const isObjectable = ({ basis, objection }: Basis): boolean =>
  objection === true || objectableBases.some((objectable) => objectable === basis);
