import type { IncidentId, JobId, SubjectId } from '../../value/ids.ts';
import type { Rfc3339 } from '../../value/time.ts';

/** By what affected people are found. */
export const searches = ['subjects', 'category', 'window', 'key', 'principal'] as const;
export type Search = (typeof searches)[number];

/** People that one search by `subjects` takes. */
export const maximumSubjects = 100;

export type Scope =
  | { readonly by: 'subjects'; readonly subjectIds: readonly SubjectId[] }
  | { readonly by: 'category'; readonly category: string }
  | { readonly by: 'window'; readonly from: Rfc3339; readonly to: Rfc3339 }
  | { readonly by: 'key'; readonly kid: string }
  | { readonly by: 'principal'; readonly principal: string };

/** Where people are looked for. */
export const sources = ['identifiers', 'records', 'activity', 'keys', 'trail'] as const;
export type Source = (typeof sources)[number];

/** The sources of each search, in the order in which they are searched. */
export const sourcesOf = {
  subjects: ['identifiers'],
  category: ['records'],
  window: ['records', 'activity'],
  key: ['keys'],
  principal: ['trail'],
} as const satisfies Readonly<Record<Search, readonly Source[]>>;

/**
 * `not-available`: the source may name more people, and was not read. What it does not know is never
 * shown as an empty set.
 */
export const sourceStates = ['searched', 'not-available'] as const;
export type SourceState = (typeof sourceStates)[number];

/** `stalled`: nothing was written for half an hour; the search has to be started again. */
export const jobStates = ['running', 'done', 'failed', 'stalled'] as const;
export type JobState = (typeof jobStates)[number];
export type StoredJobState = Exclude<JobState, 'stalled'>;

export interface AffectedCounts {
  readonly people: number;
  /** Of people by the law of their residence. */
  readonly byJurisdiction: Readonly<Record<string, number>>;
}

export interface AffectedJob {
  readonly incidentId: IncidentId;
  readonly jobId: JobId;
  readonly version: number;
  readonly state: StoredJobState;
  readonly scope: Scope;
  readonly startedAt: Rfc3339;
  readonly changedAt: Rfc3339;
  readonly endedAt?: Rfc3339;
  /** Rows that were read. */
  readonly seen: number;
  /** People that this search found, others may have found them too. */
  readonly people: number;
  /** Identifiers, keys and sources that should name a person and do not. */
  readonly unknown: number;
  /** Found, and erased or being erased: they are not listed. */
  readonly erased: number;
  readonly how: readonly { readonly source: Source; readonly state: SourceState }[];
  /** Everybody that the searches of the incident had found when this one ended. */
  readonly total?: AffectedCounts;
  /** When the count of `total` began: of two, the later one has everybody that the other has. */
  readonly countedFrom?: Rfc3339;
}

/** Partitions of the index over which the people of an incident are spread. */
export const partCount = 32;

export const partNamed = (incidentId: IncidentId, part: number): string =>
  `${incidentId}#${String(part).padStart(2, '0')}`;

/** Subject ids are random (UUIDv4), so their first digits are spread evenly. */
export const partOf = (incidentId: IncidentId, subjectId: SubjectId): string =>
  partNamed(incidentId, Number.parseInt(subjectId.slice(0, 2), 16) % partCount);

const stalledMilliseconds = 30 * 60_000;

export const stateOf = (
  { state, changedAt }: Pick<AffectedJob, 'state' | 'changedAt'>,
  now: number,
): JobState =>
  state === 'running' && now - Date.parse(changedAt) > stalledMilliseconds ? 'stalled' : state;

/** What is known of an incident from all its searches. */
export interface AffectedSummary extends AffectedCounts {
  readonly unknown: number;
  readonly erased: number;
  /** Whether every search has ended and every source was read. */
  readonly complete: boolean;
}

/** Undefined before the first search. */
export function summaryOfJobs(jobs: readonly AffectedJob[]): AffectedSummary | undefined {
  if (jobs.length === 0) return undefined;
  const counted = jobs
    .filter(({ total }) => total !== undefined)
    .toSorted((one, other) => ((one.countedFrom ?? '') < (other.countedFrom ?? '') ? 1 : -1));
  const { people = 0, byJurisdiction = {} } = counted[0]?.total ?? {};
  return {
    people,
    byJurisdiction,
    unknown: jobs.reduce((sum, { unknown }) => sum + unknown, 0),
    // One person can be in several searches: at least so many.
    erased: Math.max(...jobs.map(({ erased }) => erased)),
    complete: jobs.every(
      ({ state, how }) => state === 'done' && how.every((each) => each.state === 'searched'),
    ),
  };
}
