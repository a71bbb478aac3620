import { sha256Hex } from '../../value/canonical.ts';
import type { IncidentId } from '../../value/ids.ts';
import type { EpochMilliseconds, Rfc3339 } from '../../value/time.ts';
import { milliseconds, toRfc3339 } from '../../value/time.ts';
import type { Detected, IncidentKind, IncidentSourceKind } from './incident.ts';

/**
 * One event that points to an incident. What it says of systems is kept: which detection, whose
 * credentials, on what; no content.
 */
export interface Sighting {
  readonly source: Exclude<IncidentSourceKind, 'staff'>;
  /** Of EventBridge, of a service, or `complaint`. */
  readonly detection: string;
  /** Of the event: repeated deliveries have the same. */
  readonly eventId: string;
  readonly at: EpochMilliseconds;
  /** Of a report by a service: the hash of issuer and name, as `Actor` has it. */
  readonly client?: string | undefined;
  /** Role or user, without the name of a session; the name of a client. */
  readonly principal?: string | undefined;
  readonly resources: readonly string[];
  readonly kinds: readonly [IncidentKind, ...IncidentKind[]];
  readonly title: string;
  readonly description: string;
  readonly categories?: readonly string[] | undefined;
}

/**
 * Events belong to one burst while each occurs, or arrives, within a day of another: a person who is
 * working through an incident is not interrupted by a second one of the same cause, and an attack that
 * is repeated the next week is a new one. What a scan finds of many past days arrives together.
 */
export const burstWindowMilliseconds = 24 * 3_600_000;
/** Arrivals are noted this often, so that those of a storm do not meet in the row of their burst. */
const arrivalGrainMilliseconds = 3_600_000;
/**
 * How many incidents the reports of one client open. A program whose secret got out, or that has a
 * fault, must not bury what staff have to look at.
 */
export const incidentsPerHour = 5;
/** How long an event is remembered so that it is counted once; longer than any service retries. */
export const sightingDays = 90;

/**
 * What makes two events one incident: the detection, and the client or principal, else the resource.
 * Hashed, because a principal can be the name of a person.
 */
export const correlationOf = ({
  source,
  detection,
  client,
  principal,
  resources,
}: Sighting): string =>
  sha256Hex([source, detection, client ?? principal ?? resources[0] ?? ''].join('\0'));

/** From the first time of its events to the last arrival, which no event is later than. */
export interface Burst {
  readonly incidentId: IncidentId;
  readonly firstAt: Rfc3339;
  readonly lastAt: Rfc3339;
}

type Span = Pick<Burst, 'firstAt' | 'lastAt'>;

/** When an event occurred, and when it arrived. */
export interface Occasion {
  readonly at: Rfc3339;
  readonly arrivedAt: Rfc3339;
}

/** Order does not matter: events can arrive late, and before those that came first. */
export const isOfBurst = (burst: Span, { at, arrivedAt }: Occasion): boolean =>
  isWithin(burst, at) || isWithin(burst, arrivedAt);

function isWithin({ firstAt, lastAt }: Span, at: Rfc3339): boolean {
  const time = Date.parse(at);
  return (
    time >= Date.parse(firstAt) - burstWindowMilliseconds &&
    time <= Date.parse(lastAt) + burstWindowMilliseconds
  );
}

/** The span with one more event; undefined where it is the same. */
export function widened({ firstAt, lastAt }: Span, { at, arrivedAt }: Occasion): Span | undefined {
  const isLater = Date.parse(arrivedAt) - Date.parse(lastAt) >= arrivalGrainMilliseconds;
  if (at >= firstAt && !isLater) return undefined;
  return { firstAt: at < firstAt ? at : firstAt, lastAt: isLater ? arrivedAt : lastAt };
}

/** An event that is counted. */
export interface Counted {
  readonly eventId: string;
  readonly at: Rfc3339;
  readonly principal?: string | undefined;
  readonly resources: readonly string[];
}

/** Events in short: of each list the first few, so that two of these make the one of all their events. */
export interface Tally {
  readonly events: number;
  readonly firstAt: Rfc3339;
  readonly lastAt: Rfc3339;
  /** The earliest. */
  readonly first: readonly { readonly at: Rfc3339; readonly eventId: string }[];
  /** In the order of the alphabet, as resources are. */
  readonly principals: readonly string[];
  readonly resources: readonly string[];
}

/** How many of each are listed; the count of more events is read from their tally. */
export const listed = 20;

const some = (values: readonly string[]): readonly string[] =>
  [...new Set(values)].sort().slice(0, listed);

export const tallyOf = ({ eventId, at, principal, resources }: Counted): Tally => ({
  ...{ events: 1, firstAt: at, lastAt: at, first: [{ at, eventId }] },
  principals: principal === undefined ? [] : [principal],
  resources: some(resources),
});

/** The same in whatever order and groups events are counted. */
export const joined = (one: Tally, other: Tally): Tally => ({
  events: one.events + other.events,
  firstAt: one.firstAt < other.firstAt ? one.firstAt : other.firstAt,
  lastAt: one.lastAt > other.lastAt ? one.lastAt : other.lastAt,
  first: [...one.first, ...other.first]
    .sort((each, next) => (`${each.at} ${each.eventId}` < `${next.at} ${next.eventId}` ? -1 : 1))
    .slice(0, listed),
  principals: some([...one.principals, ...other.principals]),
  resources: some([...one.resources, ...other.resources]),
});

/** What an incident shows of its events. */
export const detectedBy = (detection: string, { first, ...tally }: Tally): Detected => ({
  detection,
  events: tally.events,
  firstAt: tally.firstAt,
  lastAt: tally.lastAt,
  eventIds: first.map(({ eventId }) => eventId),
  principals: [...tally.principals],
  resources: [...tally.resources],
});

/** The clock of another system may be ahead: nothing occurs after it was noticed. */
export const notAfter = (at: EpochMilliseconds, now: EpochMilliseconds): Rfc3339 =>
  toRfc3339(milliseconds(Math.min(at, now)));
