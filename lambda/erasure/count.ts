import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { recordIdColumn, subjectIdColumn } from '../platform/dynamo/columns.ts';
import { sha256Hex } from '../value/canonical.ts';
import type { SubjectId } from '../value/ids.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { MediaName, MediaObjects } from '../platform/media/media-objects.ts';
import { mediaName } from '../platform/media/media-objects.ts';
import type { PurgedTable, Purger, TableFacts } from '../platform/dynamo/facts.ts';
import { parseRow, sent } from '../platform/dynamo/read.ts';
import { subjects } from '../subject/table.ts';
import { exemptKeyClasses } from './exempt-classes.ts';
import { recountedTables } from './purged-tables.ts';
import { recounted } from '../request/erasure-progress.ts';
import type { Recounted } from '../request/erasure-progress.ts';

/** Neighbours that a first count remembers, to be counted again afterwards. */
const maximumControls = 5;

export const countInput = z.object({
  subjectId: z.string(),
  /** Neighbours to count again, as far as they are still active; some are chosen when absent. */
  controls: recounted.shape.controls.optional(),
});
export type CountInput = z.output<typeof countInput>;

export interface CountDependencies {
  readonly database: Database;
  readonly media: Pick<MediaObjects, 'names'>;
}

/**
 * Counts rows by scan and files by the prefix of their names, on a path and under a role that share
 * nothing with what erases. Sees the person, what is exempt of them, and others: a count that sees no
 * one is inconclusive. A file is exempt where the row is that it belongs to.
 *
 * @throws StoreUnavailableError, ObjectsUnavailableError
 */
export async function recountPerson(
  { database, media }: CountDependencies,
  { subjectId, controls }: CountInput,
  tables: readonly PurgedTable[] = recountedTables,
): Promise<Recounted> {
  const person: Record<string, number> = {};
  const exempt: Record<string, number> = {};
  const categories: Record<string, number> = {};
  const exemptMedia = new Set<MediaName>();
  const neighbours = await neighboursOf(database, subjectId, controls);
  let others = 0;
  for await (const row of everyRow(database, tables)) {
    if (row.subjectId !== subjectId) {
      others += 1;
      const neighbour = neighbours.get(row.subjectId);
      if (neighbour !== undefined) neighbour.rows += 1;
      continue;
    }
    if (row.category !== undefined) add(categories, row.category);
    add(row.exempt ? exempt : person, row.table);
    if (row.exempt && row.media !== undefined) exemptMedia.add(row.media);
  }
  for await (const name of media.names(subjectId as SubjectId)) {
    add(exemptMedia.has(name) ? exempt : person, 'media');
  }
  return { person, exempt, categories, others, controls: [...neighbours.values()] };
}

interface SeenRow {
  readonly table: string;
  readonly subjectId: string;
  readonly exempt: boolean;
  readonly category?: string;
  /** Name of its file. */
  readonly media?: MediaName;
}

const ownedRow = z.object({
  subjectId: subjectIdColumn,
  recordId: recordIdColumn.optional(),
  media: z.unknown().optional(),
  category: z.string().optional(),
  withheld: z.string().optional(),
  erasureClass: z.string().optional(),
});
type OwnedRow = z.output<typeof ownedRow>;

/** Which rows the step that purges a table leaves, by one of their attributes. */
const keeps: Readonly<Record<Purger, (row: OwnedRow) => boolean>> = {
  deletion: () => false,
  'deletion-unless-withheld': ({ withheld }) => withheld !== undefined,
  'key-destruction': ({ erasureClass = '' }) => exemptKeyClasses.includes(erasureClass),
  forgetting: () => false,
};

async function* everyRow(
  database: Database,
  tables: readonly PurgedTable[],
): AsyncGenerator<SeenRow, void> {
  for (const table of tables) {
    for await (const row of scan(database, table, Object.keys(ownedRow.shape), ownedRow)) {
      const { subjectId, recordId, category } = row;
      const exempt = keeps[table.erasure.by](row);
      const isMedia = row.media === true && recordId !== undefined;
      const media = isMedia ? mediaName(subjectId, recordId) : undefined;
      yield { table: table.name, subjectId, exempt, category, media };
    }
  }
}

async function* scan<Row>(
  database: Database,
  table: TableFacts,
  attributes: readonly string[],
  schema: z.ZodType<Row>,
): AsyncGenerator<Row, void> {
  let startKey: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page: ScanCommandOutput = await sent(() =>
      database.client.send(
        new ScanCommand({
          TableName: database.physicalName(table),
          ConsistentRead: true,
          ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
          ExpressionAttributeNames: Object.fromEntries(
            attributes.map((name) => [`#${name}`, name]),
          ),
          ExclusiveStartKey: startKey,
        }),
      ),
    );
    for (const item of page.Items ?? []) yield parseRow(table, item, schema);
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
}

/**
 * Chooses active neighbours, or finds the given ones again. They are reported under the hash of their
 * random id: the count names no one.
 */
async function neighboursOf(
  database: Database,
  subjectId: string,
  given: Recounted['controls'] | undefined,
): Promise<Map<string, Recounted['controls'][number]>> {
  const wanted = given && new Set(given.map(({ sha256 }) => sha256));
  const chosen = new Map<string, Recounted['controls'][number]>();
  const size = wanted?.size ?? maximumControls;
  for await (const row of scan(database, subjects, ['subjectId', 'status'], subjectRow)) {
    if (chosen.size === size) break;
    if (row.subjectId === subjectId || row.status !== 'active') continue;
    const sha256 = sha256Hex(row.subjectId);
    if (wanted?.has(sha256) === false) continue;
    chosen.set(row.subjectId, { sha256, rows: 0 });
  }
  return chosen;
}

const subjectRow = z.object({ subjectId: z.string(), status: z.string() });

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
