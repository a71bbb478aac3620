import * as z from 'zod';
import { subjectIdColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { PurgedTable } from '../platform/dynamo/facts.ts';
import { backoff } from '../platform/dynamo/retry.ts';
import type { MediaName, MediaObjects } from '../platform/media/media-objects.ts';
import { records } from '../record/table.ts';
import { recounted } from '../request/erasure-progress.ts';
import { sha256Hex } from '../value/canonical.ts';
import { newSubjectId } from '../value/ids.ts';
import type { SubjectId } from '../value/ids.ts';
import { identifiersOf } from './identifiers.ts';
import { activeAmong, chooseNeighbours } from './neighbours.ts';
import { recountedTables } from './purged-tables.ts';
import { fileOf, isExempt, rowsOfPerson } from './rows-of-person.ts';

/** Rows of a neighbour that are counted in one table: what others store does not make an erasure dearer. */
const rowsOfNeighbour = 100;
/** Looks at identifiers that seem to lead to someone else: the index may lag behind a change. */
const maximumLooks = 3;

const control = recounted.shape.controls.element;

export const countInput = z.object({
  subjectId: subjectIdColumn,
  /** Neighbours to count again; some are chosen when absent. */
  controls: z.array(control.extend({ subjectId: subjectIdColumn.optional() })).optional(),
});
export type CountInput = z.input<typeof countInput>;

/** What one count saw. Neighbours are named by their random ids, to be counted again. */
export const counted = recounted.extend({
  controls: z.array(control.extend({ subjectId: subjectIdColumn })),
});
export type Counted = z.output<typeof counted>;

export interface CountDependencies {
  readonly database: Database;
  readonly media: Pick<MediaObjects, 'names'>;
}

/**
 * Counts rows of a person by Query and files by the prefix of their names, under a role that shares nothing
 * with what erases. Sees the person, what is exempt of them, where their identifiers lead, and neighbours by
 * the same queries: a count that sees no one is inconclusive. So is one that finds rows under a random id
 * that is no one's. A file is exempt where the row is that it belongs to.
 *
 * @throws StoreUnavailableError, ObjectsUnavailableError
 */
export async function recountPerson(
  { database, media }: CountDependencies,
  input: CountInput,
  tables: readonly PurgedTable[] = recountedTables,
): Promise<Counted> {
  const { subjectId, controls } = countInput.parse(input);
  const person: Record<string, number> = {};
  const exempt: Record<string, number> = {};
  const categories: Record<string, number> = {};
  const purposes = new Set<string>();
  let unclear = 0;
  const exemptMedia = new Set<MediaName>();
  await Promise.all(
    tables.map(async (table) => {
      for await (const row of rowsOfPerson(database, table, subjectId)) {
        const isLeft = isExempt(table, row);
        add(isLeft ? exempt : person, table.name);
        if (row.category !== undefined) add(categories, row.category);
        if (table.name === records.name) {
          if (row.purposes === undefined) unclear += 1;
          for (const purpose of row.purposes ?? []) purposes.add(purpose);
        }
        const file = isLeft ? fileOf(row) : undefined;
        if (file !== undefined) exemptMedia.add(file);
      }
    }),
  );
  for await (const name of media.names(subjectId)) {
    add(exemptMedia.has(name) ? exempt : person, 'media');
  }
  return {
    ...{ person, exempt, categories },
    ...(unclear === 0 && { purposes: [...purposes].sort() }),
    ...{
      identifiers: await settledIdentifiers(database, subjectId),
      noOne: await rowsSeen(database, tables, newSubjectId()),
    },
    ...(await neighboursSeen(database, tables, subjectId, controls)),
  };
}

async function settledIdentifiers(database: Database, subjectId: SubjectId) {
  for (let look = 1; ; look += 1) {
    const found = await identifiersOf(database, subjectId);
    if (found.toOthers === 0 || look === maximumLooks) return found;
    await backoff(look);
  }
}

/**
 * Counts neighbours, those who were counted before where there are any. One who has left since is no control
 * any more; that their exempt rows are seen shows still that the queries see.
 */
async function neighboursSeen(
  database: Database,
  tables: readonly PurgedTable[],
  subjectId: SubjectId,
  before: z.output<typeof countInput>['controls'] = [],
): Promise<Pick<Counted, 'others' | 'controls'>> {
  const known = before.flatMap((each) => each.subjectId ?? []);
  const chosen = known.length > 0 ? known : await chooseNeighbours(database, subjectId);
  const active = await activeAmong(database, chosen);
  let others = 0;
  const controls: Counted['controls'] = [];
  for (const neighbour of chosen) {
    const rows = await rowsSeen(database, tables, neighbour);
    others += rows;
    if (!active.has(neighbour)) continue;
    controls.push({ subjectId: neighbour, sha256: sha256Hex(neighbour), rows });
  }
  return { others, controls };
}

async function rowsSeen(
  database: Database,
  tables: readonly PurgedTable[],
  subjectId: SubjectId,
): Promise<number> {
  const counts = await Promise.all(
    tables.map(async (table) => {
      const rows = await Array.fromAsync(rowsOfPerson(database, table, subjectId, rowsOfNeighbour));
      return rows.length;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
