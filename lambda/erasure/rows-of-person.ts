import * as z from 'zod';
import { recordIdColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { PurgedTable, Purger } from '../platform/dynamo/facts.ts';
import { getRows, queryPage } from '../platform/dynamo/read.ts';
import type { QueryOptions } from '../platform/dynamo/read.ts';
import { keyNames } from '../platform/dynamo/statement.ts';
import type { MediaName } from '../platform/media/media-objects.ts';
import { mediaName } from '../platform/media/media-objects.ts';
import type { SubjectId } from '../value/ids.ts';
import { exemptKeyClasses } from './exempt-classes.ts';

/** What says whose a row is, and whether an erasure leaves it. */
const ownedRow = z.object({
  subjectId: subjectIdColumn,
  recordId: recordIdColumn.optional(),
  media: z.unknown().optional(),
  category: z.string().optional(),
  /** Of a record; another shape is no reason not to count the row. */
  purposes: z.array(z.string()).optional().catch(undefined),
  withheld: z.string().optional(),
  erasureClass: z.string().optional(),
  status: z.string().optional().catch(undefined),
  expiresAt: z.int().optional().catch(undefined),
});
export type OwnedRow = z.output<typeof ownedRow>;

export const ownedAttributes: readonly string[] = Object.keys(ownedRow.shape);

/** What decides whether a row is left. */
export type Exempting = Pick<OwnedRow, 'withheld' | 'erasureClass' | 'status' | 'expiresAt'>;

/** Which rows the step that purges a table leaves, by their attributes. */
const keeps: Readonly<Record<Purger, (row: Exempting) => boolean>> = {
  deletion: () => false,
  'deletion-unless-withheld': ({ withheld }) => withheld !== undefined,
  'key-destruction': ({ erasureClass = '' }) => exemptKeyClasses.includes(erasureClass),
  // Under a hold the marker of an identifier leads the person to what is kept of them, without an end.
  forgetting: ({ status, expiresAt }) => status === 'erased' && expiresAt === undefined,
};

/** The same rule for the recount and for the verification pass. */
export const isExempt = ({ erasure }: PurgedTable, row: Exempting): boolean =>
  keeps[erasure.by](row);

/** Name of the file that belongs to a row. */
export const fileOf = ({ subjectId, recordId, media }: OwnedRow): MediaName | undefined =>
  media === true && recordId !== undefined ? mediaName(subjectId, recordId) : undefined;

/** DynamoDB takes that many keys in one BatchGetItem. */
const keysPerRead = 100;

/**
 * The rows of a person in one table, by Query. An index is a copy that lags: what it names is looked at in
 * the table itself, consistently, and counts where it is still the person's. It cannot name a row too early,
 * and the rows that it names late were written long before: the recount follows the fence and the wait for
 * cached keys. What an index never names, the verification pass finds, which reads the table itself.
 *
 * @param limit reads no more than one page of so many rows
 * @throws StoreUnavailableError, CorruptRowError
 */
export async function* rowsOfPerson(
  database: Database,
  table: PurgedTable,
  subjectId: SubjectId,
  limit?: number,
): AsyncGenerator<OwnedRow, void> {
  const { rows } = table.erasure;
  const names = keyNames(table);
  const key = z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  const options = { partition: { subjectId }, ...(limit !== undefined && { limit }) };
  if (rows === 'partition') {
    const all = { ...options, attributes: ownedAttributes };
    for await (const page of pages(database, table, all, ownedRow)) yield* page;
    return;
  }
  for await (const keys of pages(database, table, { ...options, index: rows.index }, key)) {
    for (let start = 0; start < keys.length; start += keysPerRead) {
      const wanted = keys.slice(start, start + keysPerRead);
      const found = await getRows(database, table, wanted, maybeOwned, ownedAttributes);
      for (const row of found) if (isOf(row, subjectId)) yield row;
    }
  }
}

/** The row may have lost its person, or be another person's by now. */
const maybeOwned = ownedRow.partial({ subjectId: true });

const isOf = (row: z.output<typeof maybeOwned>, subjectId: SubjectId): row is OwnedRow =>
  row.subjectId === subjectId;

async function* pages<Row>(
  database: Database,
  table: PurgedTable,
  options: QueryOptions,
  schema: z.ZodType<Row>,
): AsyncGenerator<readonly Row[], void> {
  let startAfter: QueryOptions['startAfter'];
  do {
    const from = startAfter === undefined ? options : { ...options, startAfter };
    const page = await queryPage(database, table, from, schema);
    yield page.rows;
    startAfter = options.limit === undefined ? page.lastKey : undefined;
  } while (startAfter !== undefined);
}
