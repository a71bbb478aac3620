import { circumstancesOf } from '../consent/circumstances.ts';
import type { StoredState } from '../consent/consent.ts';
import { readStates } from '../consent/states.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { SubjectId } from '../platform/ids.ts';
import type { Clock, EpochSeconds } from '../platform/time.ts';
import type { Policy } from '../policy/schema.ts';
import { subjectRow } from '../subject/store.ts';
import type { Subject } from '../subject/subject.ts';
import { subjects } from '../subject/table.ts';
import type { KeptPerson, KeptRow } from './keeping.ts';
import { openKeeping } from './keeping.ts';
import { isGone } from './retention.ts';

export interface KeepingDependencies {
  readonly database: Database;
  readonly policy: Policy;
  readonly clock: Clock;
}

/** What is stored of a person that decides how long their rows are kept. */
export interface PersonFacts {
  readonly person: KeptPerson;
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
  const { settings, restrictedPurposes, heldCategories, status, version } = subject;
  const person = {
    ...circumstancesOf(deps, subject),
    settings,
    restrictedPurposes,
    heldCategories,
  };
  const said = [...states.values()].reduce((sum, state) => sum + state.version, 0);
  return { person: { ...person, states }, status, version, said };
}

export type Reader = (
  row: KeptRow & { readonly expiresAt: EpochSeconds },
) => EpochSeconds | undefined;

/**
 * As `openReader`; of rows past their end that a hold or a restriction keeps, that end. A copy of what
 * is stored holds them (GDPR Art. 4(2), 15(3)), and nothing else reads them.
 */
export async function openCopier(deps: KeepingDependencies, subjectId: SubjectId): Promise<Reader> {
  const facts = await readPerson(deps, subjectId);
  if (facts === undefined) return openReader(deps, subjectId);
  const { readableUntil, endOf } = openKeeping(facts.person);
  return (row) => {
    const until = readableUntil(row);
    if (until !== undefined) return until;
    const ending = endOf(row);
    return ending.kind === 'suspended' ? ending.at : undefined;
  };
}

/**
 * Until when rows of a person may be read, undefined for those that are gone. What was said and set
 * counts at once, long before a sweep has written it. Of nobody known any more, the stored end.
 */
export async function openReader(deps: KeepingDependencies, subjectId: SubjectId): Promise<Reader> {
  const facts = await readPerson(deps, subjectId);
  if (facts !== undefined) return openKeeping(facts.person).readableUntil;
  const now = deps.clock();
  return ({ expiresAt }) => (isGone({ expiresAt }, now) ? undefined : expiresAt);
}
