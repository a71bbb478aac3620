import type { JurisdictionLaw, LegalClock } from '../../policy/law.ts';
import type { LegalSpan } from '../../policy/spans.ts';
import { pairs } from '../../policy/leaves.ts';
import { directionOf } from './change.ts';
import type { Direction } from './change.ts';
import { reportsIn, within } from './fields.ts';
import type { Entry, Field } from './fields.ts';

const { report, value } = reportsIn('Law');

const part = (law: Entry, kind: 'right' | 'clock', name: string): Entry => ({
  name,
  at: within(law, name),
  facts: { ...law.facts, [kind]: name },
});

/** Rights that a law gives, and the clock by which each is answered. */
export const rightChanges =
  (before: JurisdictionLaw, after: JurisdictionLaw): Field<JurisdictionLaw['rights']> =>
  (law, from, to) => {
    const { added, removed, common } = pairs(from, to);
    const under = `Under ${law.name}`;
    return [
      ...added.map(([right]) =>
        report(
          'right-added',
          part(law, 'right', right),
          `${under} people have the right ${right}.`,
        ),
      ),
      ...removed.map(([right]) =>
        report(
          'right-removed',
          part(law, 'right', right),
          `${under} people no longer have the right ${right}.`,
          'fewer-rights',
        ),
      ),
      ...common.flatMap(([right, old, now]) => {
        const entry = part(law, 'right', right);
        const direction = clockDirection(before.clocks[old.clock], after.clocks[now.clock]);
        const clock = value<string>(
          'right-clock-changed',
          (_, was, is) =>
            `${under} requests for ${right} run by the clock ${is} instead of ${was}.`,
          () => direction === 'longer' && 'fewer-rights',
        );
        const addressee = value<string>(
          'right-addressee-changed',
          (_, was, is) =>
            `${under} a person first goes to the ${is} with a ${right}, not the ${was}.`,
        );
        return [
          ...clock({ ...entry, at: within(entry, 'clock') }, old.clock, now.clock),
          ...addressee(
            { ...entry, at: within(entry, 'to') },
            old.to ?? 'authority',
            now.to ?? 'authority',
          ),
        ];
      }),
    ];
  };

/** How long people wait for an answer. */
export const clockChanges: Field<JurisdictionLaw['clocks']> = (law, from, to) => {
  const { added, removed, common } = pairs(from, to);
  const named = (clock: string): string => `Under ${law.name} the clock ${clock}`;
  return [
    ...added.map(([id, clock]) =>
      report('clock-added', part(law, 'clock', id), `${named(id)} is new: ${showClock(clock)}.`),
    ),
    ...removed.map(([id, clock]) =>
      report('clock-removed', part(law, 'clock', id), `${named(id)} is gone: ${showClock(clock)}.`),
    ),
    ...common.flatMap(([id, before, after]) => {
      const entry = part(law, 'clock', id);
      const direction = clockDirection(before, after);
      const clock = value<string>(
        'clock-changed',
        (_, was, is) => `${named(id)} is ${is} instead of ${was}; requests that run keep theirs.`,
        () => direction === 'longer' && 'fewer-rights',
      );
      const at = within(entry, ...terms);
      const facts = { ...entry.facts, direction };
      return clock({ ...entry, at, facts }, showClock(before), showClock(after));
    }),
  ];
};

const terms = ['respond', 'target', 'acknowledge', 'extension', 'start', 'informOfRefusal'];

/** By the first of its terms that differs: the answer, the confirmation, the extension and so on. */
function clockDirection(from?: LegalClock, to?: LegalClock): Direction {
  if (from === undefined || to === undefined) return 'same';
  const [before, after] = [daysOf(from), daysOf(to)];
  const moved = before.findIndex((days, term) => days !== after[term]);
  return moved === -1 ? 'same' : directionOf(before[moved] ?? 0, after[moved] ?? 0);
}

/** About; what has no last day is the longest. */
function daysOf(clock: LegalClock): readonly number[] {
  const { respond, target, acknowledge, extension, start, informOfRefusal } = clock;
  const span = (value: LegalSpan | undefined): number =>
    value === undefined ? Infinity : value.amount * unitDays[value.unit];
  const last = respond === 'without-undue-delay' ? target : respond;
  return [
    last === 'immediately' ? 0 : span(last),
    span(acknowledge),
    extension === undefined ? 0 : extension.kind === 'announced' ? Infinity : span(extension),
    extension?.kind === 'fixed' ? extension.max : 0,
    start === 'request-received' ? 0 : 1,
    span(informOfRefusal),
  ];
}

const unitDays = {
  'calendar-days': 1,
  'calendar-months': 30.4,
  'business-days': 1.4,
  'working-days': 1.4,
} as const satisfies Readonly<Record<LegalSpan['unit'], number>>;

/** `1 calendar-months, extended by 2 calendar-months to at most 3 for complexity`. */
function showClock(clock: LegalClock): string {
  const { respond, target, acknowledge, extension, start, informOfRefusal } = clock;
  const span = ({ amount, unit }: LegalSpan) => `${amount} ${unit}`;
  return [
    typeof respond === 'string' ? respondWords[respond] : span(respond),
    target && `usually ${span(target)}`,
    acknowledge && `confirmed within ${span(acknowledge)}`,
    extension && showExtension(extension),
    start !== 'request-received' && `counted from ${start}`,
    informOfRefusal && `refused within ${span(informOfRefusal)}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function showExtension(extension: NonNullable<LegalClock['extension']>): string {
  const reasons = extension.reasons.join(', ');
  if (extension.kind === 'announced') return `extended by informing the person, for ${reasons}`;
  const { amount, unit, max, times } = extension;
  const often = times === 1 ? '' : ` ${times} times`;
  return `extended${often} by ${amount} ${unit} to at most ${max} for ${reasons}`;
}

const respondWords = {
  immediately: 'at once',
  'without-undue-delay': 'without undue delay',
} as const;
