import type { Policy } from '../../policy/schema.ts';
import { pointer } from '../../policy/leaves.ts';
import { idsIn } from './change.ts';
import type { Rule } from './change.ts';
import { fieldChanges, reportsIn, within } from './fields.ts';
import type { Field, Fields } from './fields.ts';

type Settings = Policy['settings'];

const { value, period, list } = reportsIn('Settings and age');

/** What people may set for themselves, and how their age counts. */
export const peopleChanges: Rule = (from, to) => [
  ...fieldChanges(minors, { name: '', at: [pointer('minors')], facts: {} }, from.minors, to.minors),
  ...fieldChanges(
    settings,
    { name: '', at: [pointer('settings')], facts: {} },
    from.settings,
    to.settings,
  ),
];

const minors: Fields<Policy['minors']> = {
  unknownAge: value(
    'unknown-age-changed',
    (...[, , is]) =>
      is === 'adult'
        ? 'People of unknown age consent alone, as adults do.'
        : 'People of unknown age count as minors: a responsible person consents for them.',
    (_, is) => is === 'adult' && 'weaker-consent',
  ),
  consentAge: (minors, from, to) =>
    idsIn(from, to).flatMap((residence) => {
      const entry = { name: residence, at: within(minors, residence), facts: { residence } };
      return consentAge(entry, from[residence], to[residence]);
    }),
};

const consentAge = value<number | undefined>(
  'consent-age-changed',
  (residence, was, is) =>
    `In ${residence} people consent alone from ${showAge(is)} instead of ${showAge(was)} (GDPR Art. 8(1)).`,
  // Without an entry the law's own age holds, which is no lower.
  (was = 16, is = 16) => is < was && 'weaker-consent',
);

const showAge = (age: number | undefined): string =>
  age === undefined ? 'the age that the law names' : `${age} years`;

/** Purposes that a switch stops. */
const stopped = (setting: keyof Settings): Field<Settings['training']> => {
  const purposes = list(
    'setting-changed',
    {
      added: (_, items) => `The setting ${setting} stops ${items} as well.`,
      removed: (_, items) =>
        `The setting ${setting} no longer stops ${items}, for those who have set it too.`,
    },
    { removed: 'fewer-choices' },
  );
  return (entry, from, to) =>
    purposes(
      { ...entry, at: within(entry, 'purposes'), facts: { setting } },
      from?.purposes,
      to?.purposes,
    );
};

const settings: Fields<Settings> = {
  retention: (entry, from, to) => {
    const facts = { setting: 'retention' };
    const categories = { ...entry, at: within(entry, 'categories'), facts };
    const shortest = { ...entry, at: within(entry, 'shortest') };
    return [
      ...shortened(categories, from?.categories, to?.categories),
      ...(from && to ? shortestPeriod(shortest, from.shortest, to.shortest) : []),
    ];
  },
  training: stopped('training'),
  personalisation: stopped('personalisation'),
  storage: stopped('storage'),
};

/** Categories that people may have kept for a shorter time. */
const shortened = list(
  'setting-changed',
  {
    added: (_, items) => `People may have ${items} kept for a shorter time.`,
    removed: (_, items) => `People can no longer have ${items} kept for a shorter time.`,
  },
  { removed: 'fewer-choices' },
);

const shortestPeriod = period(
  'shortest-retention-changed',
  (_, was, is) => `The shortest period that people can choose is ${is} instead of ${was}.`,
  'fewer-choices',
);
