import type { Database } from '../platform/dynamo/database.ts';
import { update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { Clock } from '../value/time.ts';
import type { Details } from './details.ts';
import { openDetails, sealDetails } from './details.ts';
import { earlierOf } from './model/earlier.ts';
import type { AgeBand, Identifier, SealedDetails, Subject } from './model/subject.ts';
import { normalise, sameIdentifier } from './model/subject.ts';
import { subjects } from './table.ts';

/** What is declared of a person when they are registered. */
export interface Declared {
  readonly residence?: string;
  readonly ageBand?: AgeBand;
  /** Who answers for a child; they need not be known, and are not looked up (GDPR Art. 5(1)(c)). */
  readonly responsiblePerson?: Identifier;
}

/**
 * What is declared again replaces what was declared before; no one answers for an adult.
 *
 * @returns undefined when the row changed since it was read
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function declare(
  deps: {
    readonly database: Database;
    readonly subjectKeys: SubjectKeys;
    readonly clock: Clock;
  },
  subject: Subject,
  declared: Declared,
): Promise<Subject | undefined> {
  if (subject.status !== 'active') return subject;
  const { residence, ageBand } = declared;
  const sealed = await resealed(deps, subject, declared);
  const changes = {
    ...(residence !== undefined && residence !== subject.residence && { residence }),
    ...(ageBand !== undefined && ageBand !== subject.ageBand && { ageBand }),
  };
  if (Object.keys(changes).length === 0 && sealed === undefined) return subject;
  const { subjectId, version } = subject;
  const earlier = earlierOf(subject, deps.clock());
  const item = {
    ...changes,
    ...(Object.keys(changes).length > 0 && {
      earlier: earlier.map((one) => ({ ...one, retention: { ...one.retention } })),
    }),
    sealed: sealed && { ...sealed },
  };
  const outcome = await transact(deps.database, [update(subjects, { subjectId }, version, item)]);
  return outcome.kind === 'committed'
    ? { ...subject, ...changes, earlier, sealed: sealed ?? subject.sealed, version: version + 1 }
    : undefined;
}

async function resealed(
  { subjectKeys }: Pick<Parameters<typeof declare>[0], 'subjectKeys'>,
  subject: Subject,
  { ageBand, responsiblePerson }: Declared,
): Promise<SealedDetails | undefined> {
  const { sealed } = subject;
  const grownUp = ageBand === 'adult' && sealed !== undefined;
  if (responsiblePerson === undefined && !grownUp) return undefined;
  const { responsiblePerson: before, ...others } = await openDetails(subjectKeys, subject);
  const next = responsiblePerson && normalise(responsiblePerson);
  if (next === undefined ? before === undefined : before && sameIdentifier(before, next)) {
    return undefined;
  }
  const details: Details = { ...others, responsiblePerson: next };
  return sealDetails(subjectKeys, subject, details);
}
