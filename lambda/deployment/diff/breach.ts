import type { BreachClock, BreachLaw, BreachSpan } from '../../policy/breach-law.ts';
import { pairs } from '../../policy/leaves.ts';
import { directionOf } from './change.ts';
import { reportsIn, within } from './fields.ts';
import type { Entry, Field } from './fields.ts';

const { report, value, list } = reportsIn('Law');

const part = (law: Entry, duty: string): Entry => ({
  name: `Under ${law.name}, after a breach, the duty ${duty}`,
  at: within(law, duty),
  facts: { ...law.facts, duty },
});

/** What has to be done after a personal-data breach, by when, and on which grounds it need not be. */
export const breachChanges: Field<BreachLaw> = (law, from, to) => {
  const { added, removed, common } = pairs(from, to);
  return [
    ...added.map(([duty, clock]) => {
      const entry = part(law, duty);
      return report('breach-duty-added', entry, `${entry.name} is new: ${showClock(clock)}.`);
    }),
    ...removed.map(([duty, clock]) => {
      const entry = part(law, duty);
      const words = `${entry.name} is gone: ${showClock(clock)}.`;
      return report('breach-duty-removed', entry, words, 'fewer-safeguards');
    }),
    ...common.flatMap(([duty, before, after]) => {
      const entry = part(law, duty);
      return [
        ...term(before, after)(
          { ...entry, at: within(entry, ...terms) },
          showClock(before),
          showClock(after),
        ),
        ...exceptions(
          { ...entry, at: within(entry, 'exceptions') },
          codesOf(before),
          codesOf(after),
        ),
      ];
    }),
  ];
};

const terms = ['within', 'from', 'lateNeedsReasons', 'threshold'];

const term = (before: BreachClock, after: BreachClock) =>
  value<string>(
    'breach-clock-changed',
    (name, was, is) => `${name} is due ${is} instead of ${was}; open incidents take the new day.`,
    () => directionOf(hoursOf(before), hoursOf(after)) === 'longer' && 'fewer-safeguards',
  );

const exceptions = list(
  'breach-exceptions-changed',
  {
    added: (name, codes) => `${name} does not apply on the ground ${codes} (new).`,
    removed: (name, codes) => `${name} applies in spite of ${codes}.`,
  },
  { added: 'fewer-safeguards' },
);

const codesOf = ({ exceptions: grounds }: BreachClock): readonly string[] =>
  grounds.map(({ code }) => code);

/** About; what has no last hour is the longest. */
function hoursOf({ within: term }: BreachClock): number {
  if (term === 'immediately') return 0;
  if (term === 'without-undue-delay') return Infinity;
  return term.amount * unitHours[term.unit];
}

const unitHours = {
  hours: 1,
  'calendar-days': 24,
  'calendar-months': 730,
  'business-days': 34,
  'working-days': 34,
} as const satisfies Readonly<Record<BreachSpan['unit'], number>>;

/** `72 hours from awareness, a late report says why, unless unlikely to result in a risk`. */
function showClock({ within: term, from, threshold, lateNeedsReasons }: BreachClock): string {
  const due =
    typeof term === 'string'
      ? { immediately: 'at once', 'without-undue-delay': 'without undue delay' }[term]
      : `${term.amount} ${term.unit}`;
  return [
    `${due} from ${from}`,
    lateNeedsReasons && 'a late report says why',
    threshold && `for: ${threshold}`,
  ]
    .filter(Boolean)
    .join(', ');
}
