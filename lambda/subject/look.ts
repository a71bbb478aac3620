import type { Database } from '../platform/dynamo/database.ts';
import type { ReadRows } from '../platform/dynamo/together.ts';
import { readTogether } from '../platform/dynamo/together.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Clock } from '../value/time.ts';
import type { AliasRow } from './alias-row.ts';
import { aliasRow, namedBy } from './alias-row.ts';
import type { Subject } from './model/subject.ts';
import { subjectRow } from './subject-row.ts';
import { aliases, subjects } from './table.ts';

/** What an alias names now. */
export type Sighting =
  | { readonly kind: 'known'; readonly subject: Subject; readonly row: AliasRow }
  | { readonly kind: 'unknown' | 'erased'; readonly row?: AliasRow };

/** What is read while aliases and people are. */
export interface Beside<Known, Own> {
  /** Known without the people: at once with the aliases. */
  readonly known: (read: ReadRows) => Promise<Known>;
  /**
   * In the call that reads the people.
   *
   * @param named the person that each alias names, in their order
   */
  readonly own: (read: ReadRows, named: readonly (SubjectId | undefined)[]) => Promise<Own>;
}

export interface SeenWith<Known, Own> {
  /** One for each alias, in their order. */
  readonly sightings: readonly Sighting[];
  readonly known: Known;
  readonly own: Own;
}

/**
 * What aliases name, with what else has to be read to decide about it: two calls at once and then a
 * third, however many tables and people there are (more than 100 rows take several calls at once).
 *
 * @throws StoreUnavailableError
 */
export async function lookWith<Known, Own>(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  names: readonly string[],
  beside: Beside<Known, Own>,
): Promise<SeenWith<Known, Own>> {
  const keys = names.map((alias) => ({ alias }));
  // Two calls: keys of aliases come from identifiers, and a trail that records another table of their
  // call would keep them (lib/audit/selectors.ts).
  const [found, known] = await Promise.all([
    readTogether(database, (read) => read(aliases, keys, aliasRow)),
    readTogether(database, beside.known),
  ]);
  const rows = new Map(found.map((row) => [row.alias, row]));
  const now = clock();
  const seen = names.map((alias) => {
    const row = rows.get(alias);
    return { row, ...namedBy(row, now) };
  });
  const ids = seen.map((one) => (one.kind === 'linked' ? one.subjectId : undefined));

  const subjectKeys = ids.flatMap((subjectId) => (subjectId === undefined ? [] : [{ subjectId }]));
  const [people, own] = await readTogether(database, (read) =>
    Promise.all([read(subjects, subjectKeys, subjectRow), beside.own(read, ids)]),
  );
  const byId = new Map(people.map((subject) => [subject.subjectId, subject]));
  const sightings = seen.map(({ row, ...one }): Sighting => {
    if (one.kind !== 'linked' || row === undefined) return { kind: kindOf(one.kind), row };
    const subject = byId.get(one.subjectId);
    // The row of the person is written first and removed last.
    return subject === undefined ? { kind: 'erased', row } : { kind: 'known', subject, row };
  });
  return { sightings, known, own };
}

const kindOf = (kind: ReturnType<typeof namedBy>['kind']): 'unknown' | 'erased' =>
  kind === 'erased' ? kind : 'unknown';
