import { circumstancesOf } from '../consent/circumstances.ts';
import type { StoredState } from '../consent/model/event.ts';
import { readStates } from '../consent/store.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Clock, EpochSeconds } from '../value/time.ts';
import { seconds } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import { subjectRow } from '../subject/store.ts';
import type { Earlier, Subject } from '../subject/model/subject.ts';
import { subjects } from '../subject/table.ts';
import type { RetentionRules, RetentionFactsOfPerson, StoredRow } from './model/retention-end.ts';
import { openRetentionRules } from './model/retention-end.ts';
import type { Suspender } from './model/retention.ts';
import { isGone } from './model/retention.ts';

export interface KeepingDependencies {
  readonly database: Database;
  readonly policy: Policy;
  readonly clock: Clock;
}

/** What is stored of a person that decides how long their rows are retained. */
export interface PersonFacts {
  readonly person: RetentionFactsOfPerson;
  readonly status: Subject['status'];
  /** Of the row of the person. */
  readonly version: number;
  /** Grows with everything that the person says. */
  readonly said: number;
}

/**
 * Reads consistently, and no key.
 *
 * @throws StoreUnavailableError
 */
export async function readPerson(
  { database, policy, clock }: KeepingDependencies,
  subjectId: SubjectId,
): Promise<PersonFacts | undefined> {
  const [subject, states] = await Promise.all([
    getRow(database, subjects, { subjectId }, subjectRow),
    readStates(database, subjectId),
  ]);
  return subject && factsOf({ policy, clock }, subject, states);
}

export function factsOf(
  deps: Pick<KeepingDependencies, 'policy' | 'clock'>,
  subject: Subject,
  states: ReadonlyMap<string, StoredState>,
): PersonFacts {
  const { settings, restrictedPurposes, restrictedCategories, heldCategories } = subject;
  const { status, version } = subject;
  const person = {
    ...circumstancesOf(deps, subject),
    settings,
    restrictedPurposes,
    restrictedCategories,
    heldCategories,
  };
  const earlier = (subject.earlier ?? []).map(({ until, ...before }) => ({
    ...person,
    ...circumstancesOf(
      { policy: deps.policy, clock: () => until },
      { ...subject, ...placeOf(before) },
    ),
    settings: { ...settings, ...before },
    states,
  }));
  const said = [...states.values()].reduce((sum, state) => sum + state.version, 0);
  return { person: { ...person, states, earlier }, status, version, said };
}

/** Without what was not declared then. */
const placeOf = ({ residence, declaredResidence, ageBand }: Omit<Earlier, 'until'>) => ({
  residence,
  declaredResidence,
  ageBand,
});

/** What readers see of a row: until when, and which purposes it still serves. */
export interface Seen {
  readonly until: EpochSeconds;
  readonly purposes: readonly string[];
  /** When each of the purposes ends, where the person is known. */
  readonly ends?: ReadonlyMap<string, EpochSeconds>;
  /** It is not deleted then: readers lose sight of it, and no one knows when it goes. */
  readonly keptBy?: Suspender;
}

export type Reader = (row: StoredRow & { readonly expiresAt: EpochSeconds }) => Seen | undefined;

/**
 * As `openReader`; of rows past their end that a hold or a restriction keeps, that end. They serve no
 * purpose any more. A copy of what is stored holds them (GDPR Art. 4(2), 15(3)), and nothing else reads
 * them.
 */
export async function openCopier(deps: KeepingDependencies, subjectId: SubjectId): Promise<Reader> {
  const facts = await readPerson(deps, subjectId);
  if (facts === undefined) return openReader(deps, subjectId);
  const retentionRules = openRetentionRules(facts.person);
  return (row) => {
    const seen = seenBy(retentionRules, row);
    if (seen !== undefined) return seen;
    const ending = retentionRules.endOf(row);
    return ending.kind === 'suspended'
      ? { until: ending.at, purposes: [], ...keptBy(retentionRules, row) }
      : undefined;
  };
}

export function seenBy(retentionRules: RetentionRules, row: StoredRow): Seen | undefined {
  const until = retentionRules.readableUntil(row);
  if (until === undefined) return undefined;
  // No purpose outlasts what the row was made from, or an end that was written before.
  const ends = new Map(
    [...retentionRules.endsOf(row)].map(([purpose, end]) => [
      purpose,
      seconds(Math.min(end, until)),
    ]),
  );
  return { until, purposes: [...ends.keys()], ends, ...keptBy(retentionRules, row) };
}

function keptBy(retentionRules: RetentionRules, row: StoredRow): Pick<Seen, 'keptBy'> {
  const suspender = retentionRules.suspendedBy(row);
  return suspender === undefined ? {} : { keptBy: suspender };
}

/**
 * What may be read of the rows of a person, undefined for those that are gone. What was said and set
 * counts at once, long before a sweep has written it. Of no one known any more, the stored end.
 */
export async function openReader(deps: KeepingDependencies, subjectId: SubjectId): Promise<Reader> {
  const facts = await readPerson(deps, subjectId);
  if (facts !== undefined) {
    const retentionRules = openRetentionRules(facts.person);
    return (row) => seenBy(retentionRules, row);
  }
  const now = deps.clock();
  return ({ expiresAt, purposes }) =>
    isGone({ expiresAt }, now) ? undefined : { until: expiresAt, purposes };
}
