import { getRows } from '../platform/dynamo/read.ts';
import { aliasRow, namedBy } from './alias-row.ts';
import { aliasNameOf } from './aliases.ts';
import type { SubjectsDependencies } from './store.ts';
import type { Identifier, Resolution } from './model/subject.ts';
import { normalise } from './model/subject.ts';
import { subjectRow } from './subject-row.ts';
import { aliases, subjects } from './table.ts';

/**
 * The person that a service means by each of up to 100 identifiers: `resolve` for many, with one read of each
 * table.
 *
 * @returns one answer per identifier, in their order
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function resolveSeveral(
  { database, keyring, clock }: SubjectsDependencies,
  identifiers: readonly Identifier[],
): Promise<readonly Resolution[]> {
  const names = await Promise.all(identifiers.map((one) => aliasNameOf(keyring, normalise(one))));
  const keys = [...new Set(names)].map((alias) => ({ alias }));
  const rows = await getRows(database, aliases, keys, aliasRow);
  const now = clock();
  const named = new Map(rows.map((row) => [row.alias, namedBy(row, now)]));

  const ids = [...named.values()].flatMap((one) => (one.kind === 'linked' ? [one.subjectId] : []));
  const people = await getRows(
    database,
    subjects,
    [...new Set(ids)].map((subjectId) => ({ subjectId })),
    subjectRow,
  );
  const known = new Map(people.map((subject) => [subject.subjectId, subject]));
  return names.map((alias) => {
    const one = named.get(alias) ?? ({ kind: 'unknown' } as const);
    if (one.kind !== 'linked') return one;
    const subject = known.get(one.subjectId);
    // The row of the person is written first and removed last.
    return subject === undefined ? { kind: 'erased' } : { kind: 'known', subject };
  });
}
