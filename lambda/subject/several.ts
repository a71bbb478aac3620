import type { ReadRows } from '../platform/dynamo/together.ts';
import { readTogether } from '../platform/dynamo/together.ts';
import type { SubjectId } from '../value/ids.ts';
import { aliasRow, namedBy } from './alias-row.ts';
import { aliasNameOf } from './aliases.ts';
import type { SubjectsDependencies } from './identities.ts';
import type { Identifier, Resolution } from './model/subject.ts';
import { normalise } from './model/subject.ts';
import { subjectRow } from './subject-row.ts';
import { aliases, subjects } from './table.ts';

/** What is read in the same calls as identifiers and people. */
export interface Beside<Known, Own> {
  /** Known without the people: beside the identifiers. */
  readonly known: (read: ReadRows) => Promise<Known>;
  /**
   * Beside the rows of the people.
   *
   * @param named the person whom each identifier names, in their order
   */
  readonly own: (read: ReadRows, named: readonly (SubjectId | undefined)[]) => Promise<Own>;
}

export interface ResolvedWith<Known, Own> {
  /** One for each identifier, in their order. */
  readonly resolutions: readonly Resolution[];
  readonly known: Known;
  readonly own: Own;
}

/**
 * The person that a service means by each of several identifiers, with what else has to be read to decide
 * about them: two calls in sequence, however many tables and people there are (more than 100 rows
 * take several calls at once).
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function resolveWith<Known, Own>(
  { database, keyring, clock }: Pick<SubjectsDependencies, 'database' | 'keyring' | 'clock'>,
  identifiers: readonly Identifier[],
  beside: Beside<Known, Own>,
): Promise<ResolvedWith<Known, Own>> {
  const names = await Promise.all(identifiers.map((one) => aliasNameOf(keyring, normalise(one))));
  const keys = names.map((alias) => ({ alias }));
  const [rows, known] = await readTogether(database, (read) =>
    Promise.all([read(aliases, keys, aliasRow), beside.known(read)]),
  );
  const now = clock();
  const named = new Map(rows.map((row) => [row.alias, namedBy(row, now)]));

  const seen = names.map((alias) => named.get(alias) ?? ({ kind: 'unknown' } as const));
  const ids = seen.map((one) => (one.kind === 'linked' ? one.subjectId : undefined));
  const subjectKeys = ids.flatMap((subjectId) => (subjectId === undefined ? [] : [{ subjectId }]));
  const [people, own] = await readTogether(database, (read) =>
    Promise.all([read(subjects, subjectKeys, subjectRow), beside.own(read, ids)]),
  );
  const byId = new Map(people.map((subject) => [subject.subjectId, subject]));
  const resolutions = seen.map((one): Resolution => {
    if (one.kind !== 'linked') return one;
    const subject = byId.get(one.subjectId);
    // The row of the person is written first and removed last.
    return subject === undefined ? { kind: 'erased' } : { kind: 'known', subject };
  });
  return { resolutions, known, own };
}

/** `resolve` for many: two calls. */
export async function resolveSeveral(
  deps: Pick<SubjectsDependencies, 'database' | 'keyring' | 'clock'>,
  identifiers: readonly Identifier[],
): Promise<readonly Resolution[]> {
  const { resolutions } = await resolveWith(deps, identifiers, { known: nothing, own: nothing });
  return resolutions;
}

const nothing = (): Promise<undefined> => Promise.resolve(undefined);
