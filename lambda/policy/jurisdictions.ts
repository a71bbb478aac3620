import type { EpochMilliseconds } from '../value/time.ts';
import { milliseconds } from '../value/time.ts';
import type { DelayCode, Elsewhere, JurisdictionLaw, LegalClock, Right } from './law.ts';
import { civilDate, endOfDay, lastDay, pausedDays } from './periods.ts';
import type { CivilDate } from './periods.ts';
import type { JurisdictionId, Policy } from './schema.ts';
import type { LegalSpan } from './spans.ts';
import { spanOf } from './targets.ts';

/** Time in which the person was asked for something; both days included. */
export interface Pause {
  readonly code: DelayCode;
  readonly asked: CivilDate;
  readonly answered: CivilDate;
}

export interface ClockOptions {
  /** How often the answer was extended; `true` is once. */
  readonly extended?: boolean | number;
  /** The last day that the person was informed, where the law extends without a number of its own. */
  readonly announcedUntil?: CivilDate;
  /** Those that the law does not let stop the clock are passed over. */
  readonly pauses?: readonly Pause[];
  /** When the proof of identity that was asked for came in, and when a fee was paid. */
  readonly identityAt?: EpochMilliseconds;
  readonly feePaidAt?: EpochMilliseconds;
}

export interface ClockReading {
  /** Whose law this is. */
  readonly jurisdiction: JurisdictionId;
  /** Last millisecond of the day on which receipt has to be confirmed. */
  readonly acknowledgeBy?: EpochMilliseconds;
  /** Last millisecond of the day on which the answer is due; the receipt itself for `immediately`. */
  readonly dueAt: EpochMilliseconds;
  /** A refusal has to be informed by then, though the answer be extended (GDPR Art. 12(4)). */
  readonly informOfRefusalBy?: EpochMilliseconds;
  /** No public holiday is configured for a year that counts: weekends only were regarded. */
  readonly holidaysUnknown?: true;
  /** The law names no last day: the due date is the operator's own. */
  readonly ownTarget?: true;
  /** The right, its clock or how it is counted was not read in the source. */
  readonly unverified?: true;
}

/**
 * When a request has to be acknowledged and answered.
 *
 * @throws RightAbsentError when the jurisdiction does not give the right: ask `hasRight` before
 */
export function clockFor(
  jurisdiction: JurisdictionId,
  kind: Right,
  receivedAt: EpochMilliseconds,
  policy: Policy,
  options: ClockOptions = {},
): ClockReading {
  const { law, name, clock, verified } = clockOf(jurisdiction, kind, policy);
  const { timeZone, holidays } = policy.controller;
  const startedAt = startOf(clock, receivedAt, options);
  const counting = { holidays: new Set(holidays), lastDayRoll: law.lastDayRoll };
  const paused = pausesOf(policy, jurisdiction, kind, options);
  const target = spanOf(policy.jurisdictions.targets, jurisdiction, name, clock);

  const from = civilDate(startedAt, timeZone);
  const count = (span: LegalSpan) => lastDay(from, span, counting, paused);
  // Receipt is confirmed from the day of receipt, whatever the answer waits for.
  const acknowledge = clock.acknowledge && {
    unit: clock.acknowledge.unit,
    day: lastDay(civilDate(receivedAt, timeZone), clock.acknowledge, counting),
  };
  const span = answerSpan(clock, options);
  const own = clock.respond === 'without-undue-delay' ? target : undefined;
  const counted = span ?? own;
  const due = counted && extendedTo(count(counted), clock, options);

  const known = new Set(holidays.map(yearOf));
  const regarded = [
    ...(acknowledge && isOnWorkdays(acknowledge.unit)
      ? [yearOf(civilDate(receivedAt, timeZone)), yearOf(acknowledge.day)]
      : []),
    ...(counted && due && isOnWorkdays(counted.unit) ? [yearOf(from), yearOf(due)] : []),
    ...(due && law.lastDayRoll !== 'none' ? [yearOf(due)] : []),
  ];
  const informOfRefusal = clock.informOfRefusal && count(clock.informOfRefusal);
  return {
    jurisdiction,
    ...(acknowledge && { acknowledgeBy: endOfDay(acknowledge.day, timeZone) }),
    dueAt: due === undefined ? receivedAt : endOfDay(due, timeZone),
    ...(informOfRefusal && { informOfRefusalBy: endOfDay(informOfRefusal, timeZone) }),
    ...(regarded.some((year) => !known.has(year)) && { holidaysUnknown: true }),
    ...(clock.respond === 'without-undue-delay' && { ownTarget: true }),
    ...(!verified && { unverified: true }),
  };
}

const yearOf = (day: CivilDate): string => day.slice(0, 4);

const isOnWorkdays = (unit: LegalSpan['unit']): boolean =>
  unit === 'business-days' || unit === 'working-days';

function clockOf(jurisdiction: JurisdictionId, kind: Right, policy: Policy) {
  const law = policy.law[jurisdiction];
  const right = law?.rights[kind];
  const name = right?.clock ?? '';
  const clock = law?.clocks[name];
  if (law === undefined || right === undefined || clock === undefined) {
    throw new RightAbsentError(jurisdiction, kind);
  }
  const verified = right.verified && clock.verified && law.arithmetic.verified;
  return { law, name, clock, verified };
}

/**
 * UK GDPR Art. 12A(2): the latest of the request, the proof of identity and the fee. The other starts
 * of the file lie after receipt as well, or are disputed; receipt is the earliest, so it is taken.
 */
function startOf(
  { start }: LegalClock,
  receivedAt: EpochMilliseconds,
  { identityAt, feePaidAt }: ClockOptions,
): EpochMilliseconds {
  if (start !== 'latest-of-request-identity-fee') return receivedAt;
  return milliseconds(Math.max(receivedAt, identityAt ?? receivedAt, feePaidAt ?? receivedAt));
}

/** The period of the law with its extensions; undefined where it has no number. */
function answerSpan(
  { respond, extension }: LegalClock,
  options: ClockOptions,
): LegalSpan | undefined {
  if (typeof respond === 'string') return undefined;
  const count = Number(options.extended ?? 0);
  if (count <= 0 || extension?.kind !== 'fixed') return respond;
  // One count from day 0, so that nothing is clamped or rolled in between (Reg. 1182/71 Art. 3).
  const total = respond.amount + Math.min(count, extension.times) * extension.amount;
  return { amount: Math.min(total, extension.max), unit: respond.unit };
}

/** DPO Art. 18(2): the person is informed by when; without a notice of a later day, the first period applies. */
function extendedTo(
  due: CivilDate,
  { extension }: LegalClock,
  { extended, announcedUntil }: ClockOptions,
): CivilDate {
  const announced =
    Boolean(extended) && extension?.kind === 'announced' ? announcedUntil : undefined;
  return announced !== undefined && announced > due ? announced : due;
}

/** Days by which pauses move the due date of a request. */
function pausesOf(
  policy: Policy,
  jurisdiction: JurisdictionId,
  kind: Right,
  { pauses = [] }: ClockOptions,
): number {
  return pauses
    .filter(({ code }) => stopsClock(policy, jurisdiction, kind, code))
    .reduce((days, { asked, answered }) => days + pausedDays(asked, answered), 0);
}

/** Whether the time in which we wait for the person does not count there. */
export function stopsClock(
  policy: Policy,
  jurisdiction: JurisdictionId,
  kind: Right,
  code: DelayCode,
): boolean {
  const { pauses = [] } = policy.law[jurisdiction] ?? {};
  return pauses.some((pause) => pause.code === code && pause.stops.includes(kind));
}

/** What a table of places says of one: ISO 3166, subdivision before country. */
const at = <Value>(places: Readonly<Record<string, Value>>, residence: string): Value | undefined =>
  [residence, residence.slice(0, 2)].flatMap((place) =>
    Object.hasOwn(places, place) ? (places[place] ?? []) : [],
  )[0];

type Residences = Policy['jurisdictions']['residences'];

/** Whether the policy says whose law applies to a place. */
export const isNamed = (residences: Residences, residence: string): boolean =>
  at(residences, residence) !== undefined;

/** Whose law applies to a place, else the default. */
export const jurisdictionAt = (
  { jurisdictions: { residences, default: fallback } }: Pick<Policy, 'jurisdictions'>,
  residence: string,
): JurisdictionId => at(residences, residence) ?? fallback;

/** The law of a place that the policy names nowhere, where `jurisdictions.yaml` knows one. */
export const lawElsewhere = (
  { jurisdictions, elsewhere }: Pick<Policy, 'jurisdictions' | 'elsewhere'>,
  residence: string,
): Elsewhere[string] | undefined =>
  isNamed(jurisdictions.residences, residence) ? undefined : at(elsewhere, residence);

export type Remedies = NonNullable<Policy['jurisdictions']['remedies'][JurisdictionId]>;

/**
 * What a person can do when we refuse. Of a law that the policy has given up since, the remedies of
 * the default jurisdiction, which now applies to the person.
 */
export function remediesIn({ jurisdictions }: Policy, jurisdiction: JurisdictionId): Remedies {
  const { remedies, default: fallback } = jurisdictions;
  const found = remedies[jurisdiction] ?? remedies[fallback];
  if (found === undefined) throw new TypeError(`the policy names no remedies under ${fallback}`);
  return found;
}

export const hasRight = (policy: Policy, jurisdiction: JurisdictionId, kind: Right): boolean =>
  policy.law[jurisdiction]?.rights[kind] !== undefined;

/** Grounds on which a request can be refused there, by code. */
export function refusalsIn(
  policy: Policy,
  jurisdiction: JurisdictionId,
): JurisdictionLaw['refusals'] {
  const accepted = policy.jurisdictions.reviews[jurisdiction]?.acceptUnverified !== undefined;
  const { refusals = [] } = policy.law[jurisdiction] ?? {};
  // No one is refused on a ground that no one has read, unless the operator answers for it.
  return refusals.filter(({ verified }) => verified || accepted);
}

/** The jurisdiction gives no such right, or is not in use. */
export class RightAbsentError extends Error {
  override readonly name = 'RightAbsentError';

  constructor(jurisdiction: JurisdictionId, kind: Right) {
    super(`${jurisdiction} has no clock for ${kind}: ask hasRight before`);
  }
}
