import { pairs, pointer } from '../../lib/policy/leaves.ts';
import { directionOf } from './moved.ts';
import type { Direction, LocatedChange, Moved } from './moved.ts';
import type { JurisdictionLaw, LegalClock, LegalSpan } from '../../lambda/policy/law.ts';

export type ClockChange = {
  readonly kind: 'clock-changed';
  readonly jurisdiction: string;
  readonly clock: string;
  readonly direction: Direction;
} & Moved<string>;

/** How long people wait for an answer under a law that stays in use. */
export function clockChanges(
  jurisdiction: string,
  before: JurisdictionLaw,
  after: JurisdictionLaw,
): LocatedChange<ClockChange>[] {
  return pairs(before.clocks, after.clocks).common.flatMap(
    ([clock, old, now]): LocatedChange<ClockChange>[] => {
      const [from, to] = [showClock(old), showClock(now)];
      const at = (['respond', 'acknowledge', 'extension'] as const).map((field) =>
        pointer('law', jurisdiction, 'clocks', clock, field),
      );
      if (from === to) return [];
      const direction = clockDirection(old, now);
      return [{ change: { kind: 'clock-changed', jurisdiction, clock, direction, from, to }, at }];
    },
  );
}

/** By the first of its terms that differs: the answer, the confirmation, the extension. */
function clockDirection(from: LegalClock, to: LegalClock): Direction {
  const [before, after] = [daysOf(from), daysOf(to)];
  const moved = before.findIndex((days, term) => days !== after[term]);
  return moved === -1 ? 'same' : directionOf(before[moved] ?? 0, after[moved] ?? 0);
}

/** About; what has no last day is the longest. */
function daysOf({ respond, target, acknowledge, extension }: LegalClock): readonly number[] {
  const span = ({ amount, unit }: LegalSpan): number => amount * unitDays[unit];
  const last = respond === 'without-undue-delay' ? target : respond;
  return [
    last === undefined ? Infinity : last === 'immediately' ? 0 : span(last),
    acknowledge === undefined ? Infinity : span(acknowledge),
    extension === undefined ? 0 : extension.kind === 'announced' ? Infinity : span(extension),
    extension?.kind === 'fixed' ? extension.max : 0,
  ];
}

const unitDays = {
  'calendar-days': 1,
  'calendar-months': 30.4,
  'business-days': 1.4,
  'working-days': 1.4,
} as const satisfies Readonly<Record<LegalSpan['unit'], number>>;

/** `1 calendar-months, extended by 2 calendar-months (lawful reasons: ...)`. */
function showClock({ respond, acknowledge, extension }: LegalClock): string {
  const span = ({ amount, unit }: { amount: number; unit: string }) => `${amount} ${unit}`;
  return [
    typeof respond === 'string' ? respondWords[respond] : span(respond),
    ...(acknowledge ? [`confirmed within ${span(acknowledge)}`] : []),
    ...(extension?.kind === 'fixed'
      ? [
          `extended by ${span(extension)} to at most ${extension.max} for ${extension.reasons.join(', ')}`,
        ]
      : []),
    ...(extension?.kind === 'announced'
      ? [`extended by informing the person, for ${extension.reasons.join(', ')}`]
      : []),
  ].join(', ');
}

const respondWords = {
  immediately: 'at once',
  'without-undue-delay': 'without undue delay',
} as const;
