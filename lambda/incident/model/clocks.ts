import { breachDueAt } from '../../policy/breach-clocks.ts';
import { dutiesOf } from '../../policy/breach-law.ts';
import type { BreachClock, BreachDuty } from '../../policy/breach-law.ts';
import { isProcessor } from '../../policy/roles.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import { advisoryOf } from '../../policy/standing.ts';
import type { EpochMilliseconds, Rfc3339 } from '../../value/time.ts';
import { parseRfc3339, toRfc3339 } from '../../value/time.ts';
import type { Decision, Incident, KnownIncident } from './incident.ts';

export const clockStates = ['waiting', 'running', 'met', 'decided-against', 'overdue'] as const;
export type ClockState = (typeof clockStates)[number];

export interface IncidentClock {
  readonly jurisdiction: JurisdictionId;
  readonly duty: BreachDuty;
  /** `waiting`: what it runs from has not happened yet. */
  readonly state: ClockState;
  readonly startedAt?: Rfc3339;
  readonly dueAt?: Rfc3339;
  readonly metAt?: Rfc3339;
  /** It was met after it was due. */
  readonly late?: true;
  readonly reference: string;
  readonly unverified?: true;
  readonly ownTarget?: true;
  readonly holidaysUnknown?: true;
  readonly advisory?: true;
}

/** What clocks are computed from. */
export type ClockFacts = Pick<
  KnownIncident,
  | 'noticedAt'
  | 'awareAt'
  | 'determinedAt'
  | 'categories'
  | 'jurisdictions'
  | 'affected'
  | 'assessment'
  | 'decisions'
  | 'informed'
>;

/**
 * The laws that apply: that of the establishment, wherever the people live (GDPR Art. 3(1)), those of
 * the people affected, and what staff name. While some of the people are not known, the default law.
 */
export function jurisdictionsOf(
  { affected, jurisdictions: named }: Pick<KnownIncident, 'affected' | 'jurisdictions'>,
  { jurisdictions: { default: fallback, establishment = fallback }, law }: Policy,
): readonly JurisdictionId[] {
  const ofPeople = Object.entries(affected?.byJurisdiction ?? {})
    .filter(([, people]) => people > 0)
    .map(([jurisdiction]) => jurisdiction);
  const all = new Set([
    establishment,
    ...(areKnown(affected) ? [] : [fallback]),
    ...ofPeople,
    ...named,
  ]);
  return [...all].filter((jurisdiction) => law[jurisdiction] !== undefined);
}

/** Of people who are erased meanwhile no one knows where they live. */
const areKnown = (affected: KnownIncident['affected']): boolean =>
  affected?.complete === true && affected.people > 0 && affected.unknown + affected.erased === 0;

/** Every clock of an incident, with where it stands at `now`. */
export const clocksOf = (
  incident: ClockFacts,
  policy: Policy,
  now: EpochMilliseconds,
): readonly IncidentClock[] =>
  jurisdictionsOf(incident, policy).flatMap((jurisdiction) =>
    Object.entries(dutiesOf(policy.law[jurisdiction]?.breach))
      .map(([duty, clock]) => [duty as BreachDuty, clock] as const)
      .filter(([duty]) => duty !== 'processor' || processes(incident, policy))
      .map(([duty, clock]) => clockOf(incident, policy, now, { jurisdiction, duty, clock })),
  );

/** Whether data is affected that we process for others. */
function processes({ categories }: ClockFacts, { purposes }: Policy): boolean {
  const affected = Object.entries(purposes).filter(
    ([, purpose]) =>
      categories.length === 0 || purpose.categories.some((each) => categories.includes(each)),
  );
  return isProcessor({ purposes: Object.fromEntries(affected) });
}

interface Named {
  readonly jurisdiction: JurisdictionId;
  readonly duty: BreachDuty;
  readonly clock: BreachClock;
}

function clockOf(
  incident: ClockFacts,
  policy: Policy,
  now: EpochMilliseconds,
  { jurisdiction, duty, clock }: Named,
): IncidentClock {
  const startedAt = startOf(incident, jurisdiction, clock);
  const from = startedAt && parseRfc3339(startedAt);
  const reading = from && breachDueAt(policy, jurisdiction, duty, clock, from);
  const metAt = metAtOf(incident, jurisdiction, duty);
  const dueAt = reading && toRfc3339(reading.dueAt);
  const state =
    metAt !== undefined
      ? 'met'
      : isDecidedAgainst(incident, jurisdiction, duty, clock)
        ? 'decided-against'
        : reading === undefined
          ? 'waiting'
          : reading.dueAt < now
            ? 'overdue'
            : 'running';
  return {
    jurisdiction,
    duty,
    state,
    ...(startedAt && { startedAt }),
    ...(dueAt && { dueAt }),
    ...(metAt && { metAt }),
    ...(metAt && dueAt && metAt > dueAt && { late: true }),
    reference: clock.reference,
    ...(!clock.verified && { unverified: true }),
    ...(reading?.ownTarget && { ownTarget: true }),
    ...(reading?.holidaysUnknown && { holidaysUnknown: true }),
    ...advisoryOf(policy, [jurisdiction]),
  };
}

function startOf(
  incident: ClockFacts,
  jurisdiction: JurisdictionId,
  { from }: BreachClock,
): Rfc3339 | undefined {
  switch (from) {
    case 'discovery':
      return incident.noticedAt;
    case 'awareness':
      return incident.awareAt;
    // Until staff say when it was determined: awareness, which is not later.
    case 'determination':
      return incident.determinedAt ?? incident.awareAt;
    case 'assessment':
      return incident.assessment?.at as Rfc3339 | undefined;
    case 'people-informed':
      return metAtOf(incident, jurisdiction, 'subjects');
  }
}

/** When a duty was met first. */
function metAtOf(
  { informed, assessment }: ClockFacts,
  jurisdiction: JurisdictionId,
  duty: BreachDuty,
): Rfc3339 | undefined {
  if (duty === 'assessment') return assessment?.at as Rfc3339 | undefined;
  const [first] = informed
    .filter((each) => each.jurisdiction === jurisdiction && meets(each, duty))
    .map(({ at }) => at)
    .sort();
  return first as Rfc3339 | undefined;
}

/** A concluding report to the authority is its final report and its supplement, too. */
const meets = ({ duty, phase }: Incident['informed'][number], asked: BreachDuty): boolean =>
  duty === asked || (duty === 'authority' && phase === 'concluding' && isLater(asked));

const isLater = (duty: BreachDuty): boolean =>
  duty === 'authority-final' || duty === 'authority-supplement';

/** Who does not inform an authority owes it no later report; nor a copy of messages that no one gets. */
function isDecidedAgainst(
  { decisions }: ClockFacts,
  jurisdiction: JurisdictionId,
  duty: BreachDuty,
  { from }: BreachClock,
): boolean {
  const against = (asked: BreachDuty) =>
    decisionOn(decisions, jurisdiction, asked)?.outcome === 'do-not-notify';
  return (
    against(duty) ||
    (isLater(duty) && against('authority')) ||
    (from === 'people-informed' && against('subjects'))
  );
}

export const decisionOn = (
  decisions: readonly Decision[],
  jurisdiction: JurisdictionId,
  duty: BreachDuty,
): Decision | undefined =>
  decisions.find((each) => each.jurisdiction === jurisdiction && each.duty === duty);
