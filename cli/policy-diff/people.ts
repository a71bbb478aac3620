import { moved } from './moved.ts';
import type { LocatedChange, Moved, MovedPeriod } from './moved.ts';
import { listChange, pairs, pointer } from '../../lib/policy/leaves.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { listed, sentences } from './lists.ts';

interface Lists {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What people may set, how their age counts, and what is done before data is stored. */
export type PeopleChange =
  | ({ readonly kind: 'unknown-age-changed' } & Moved<Policy['minors']['unknownAge']>)
  | ({ readonly kind: 'consent-age-changed'; readonly residence: string } & Moved<
      number | undefined
    >)
  | ({
      /** Purposes that a switch stops, or categories that people may have kept for a shorter time. */
      readonly kind: 'setting-changed';
      readonly setting: keyof Policy['settings'];
    } & Lists)
  | ({ readonly kind: 'shortest-retention-changed' } & MovedPeriod)
  | ({ readonly kind: 'unclassified-changed' } & Moved<string | undefined>)
  | ({ readonly kind: 'minimisation-changed'; readonly category: string } & Lists);

export const peopleChanges = (from: Policy, to: Policy): LocatedChange<PeopleChange>[] => [
  ...ageChanges(from, to),
  ...settingChanges(from, to),
  ...unclassifiedChanges(from, to),
  ...minimisationChanges(from, to),
];

function ageChanges(
  { minors: before }: Policy,
  { minors: after }: Policy,
): LocatedChange<PeopleChange>[] {
  const codes = new Set([...Object.keys(before.consentAge), ...Object.keys(after.consentAge)]);
  return [
    ...(before.unknownAge === after.unknownAge
      ? []
      : [
          {
            change: {
              kind: 'unknown-age-changed' as const,
              from: before.unknownAge,
              to: after.unknownAge,
            },
            at: [pointer('minors', 'unknownAge')],
          },
        ]),
    ...[...codes]
      .filter((code) => before.consentAge[code] !== after.consentAge[code])
      .map((residence): LocatedChange<PeopleChange> => ({
        change: {
          kind: 'consent-age-changed',
          residence,
          from: before.consentAge[residence],
          to: after.consentAge[residence],
        },
        at: [pointer('minors', 'consentAge', residence)],
      })),
  ];
}

function settingChanges(
  { settings: before }: Policy,
  { settings: after }: Policy,
): LocatedChange<PeopleChange>[] {
  const lists = (settings: Policy['settings']) => ({
    retention: settings.retention?.categories ?? [],
    training: settings.training?.purposes ?? [],
    personalisation: settings.personalisation?.purposes ?? [],
    storage: settings.storage?.purposes ?? [],
  });
  const [old, now] = [lists(before), lists(after)];
  const changes = (['retention', 'training', 'personalisation', 'storage'] as const).flatMap(
    (setting): LocatedChange<PeopleChange>[] => {
      const list = listChange(old[setting], now[setting]);
      if (list.added.length + list.removed.length === 0) return [];
      const field = setting === 'retention' ? 'categories' : 'purposes';
      return [
        {
          change: { kind: 'setting-changed', setting, ...list },
          at: [pointer('settings', setting, field)],
        },
      ];
    },
  );
  const [shortest, next] = [before.retention?.shortest, after.retention?.shortest];
  if (shortest === undefined || next === undefined || shortest === next) return changes;
  return [
    ...changes,
    {
      change: { kind: 'shortest-retention-changed', ...moved(shortest, next) },
      at: [pointer('settings', 'retention', 'shortest')],
    },
  ];
}

function unclassifiedChanges(from: Policy, to: Policy): LocatedChange<PeopleChange>[] {
  const [before, after] = [from.unclassified?.treatAs, to.unclassified?.treatAs];
  return before === after
    ? []
    : [
        {
          change: { kind: 'unclassified-changed', from: before, to: after },
          at: [pointer('unclassified')],
        },
      ];
}

const minimisationChanges = (from: Policy, to: Policy): LocatedChange<PeopleChange>[] =>
  pairs(from.categories, to.categories).common.flatMap(([category, before, after]) => {
    const shown = ({ minimise }: typeof before) =>
      minimise.map(({ field, by }) => `${field} (${by})`);
    const list = listChange(shown(before), shown(after));
    return list.added.length + list.removed.length === 0
      ? []
      : [
          {
            change: { kind: 'minimisation-changed' as const, category, ...list },
            at: [pointer('categories', category, 'minimise')],
          },
        ];
  });

export function peopleWords(change: PeopleChange): string {
  switch (change.kind) {
    case 'unknown-age-changed':
      return change.to === 'adult'
        ? 'People of unknown age consent alone, as adults do.'
        : 'People of unknown age count as minors: a responsible person consents for them.';
    case 'consent-age-changed':
      return sentences(
        `In ${change.residence} people consent alone from ${showAge(change.to)} instead of`,
        `${showAge(change.from)} (GDPR Art. 8(1)).`,
      );
    case 'setting-changed':
      return change.setting === 'retention'
        ? sentences(
            change.added.length > 0 &&
              `People may have ${listed(change.added)} kept for a shorter time.`,
            change.removed.length > 0 &&
              `People can no longer have ${listed(change.removed)} kept for a shorter time.`,
          )
        : sentences(
            change.added.length > 0 &&
              `The setting ${change.setting} stops ${listed(change.added)} as well.`,
            change.removed.length > 0 &&
              `The setting ${change.setting} no longer stops ${listed(change.removed)}, for those who have set it too.`,
          );
    case 'shortest-retention-changed':
      return `The shortest period that people can choose is ${change.to} instead of ${change.from}.`;
    case 'unclassified-changed':
      return change.to === undefined
        ? 'Unclassified content is denied.'
        : sentences(
            `Unclassified content is handled as ${change.to}`,
            change.from === undefined ? 'instead of denied.' : `instead of ${change.from}.`,
          );
    case 'minimisation-changed':
      return sentences(
        change.added.length > 0 &&
          `Before ${change.category} is stored, ${listed(change.added)} is minimised.`,
        change.removed.length > 0 &&
          `In ${change.category}, ${listed(change.removed)} is stored as it comes.`,
        'Records that are stored stay as they are.',
      );
  }
}

const showAge = (age: number | undefined): string =>
  age === undefined ? 'the age that the law names' : `${age} years`;
