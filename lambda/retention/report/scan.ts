import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import type { Database } from '../../platform/dynamo/database.ts';
import { marshalKey, parseRow, sent } from '../../platform/dynamo/read.ts';
import {
  pagePauseMilliseconds,
  partitionBytes,
  sizeOf,
} from '../../platform/dynamo/whole-table.ts';
import { records } from '../../record/table.ts';
import type { Clock, EpochMilliseconds } from '../../value/time.ts';
import { recordFields, withEnd } from '../stored-record.ts';
import type { RowsByCategory } from './count.ts';
import { addRows } from './count.ts';

/** How far one segment of the table is read. */
export const segment = z.object({
  after: z.object({ subjectId: z.string(), recordId: z.string() }).optional(),
  isDone: z.boolean(),
});
export type Segment = z.output<typeof segment>;

/** Together some 3 TB a day, at 800 s an hour. */
export const maximumSegments = 32;

export const segmentsOf = (bytes: number): number =>
  Math.min(maximumSegments, Math.max(1, Math.ceil(bytes / partitionBytes)));

/** By the size of the table. @throws StoreUnavailableError */
export const planSegments = async (database: Database): Promise<number> =>
  segmentsOf((await sizeOf(database, records)).bytes);

/** What is recorded at once: an interruption costs so many pages of each segment. */
const pagesPerNote = 50;
const countedFields = recordFields.pick({
  ...{ category: true, expiresAt: true, endsAt: true, withheld: true },
});
const countedRow = countedFields.transform(withEnd);
const attributes = Object.keys(countedFields.shape);

export interface Counted {
  readonly held: RowsByCategory;
  readonly segments: Segment[];
}

/** Reads on in every segment that is not done, side by side. @throws StoreUnavailableError */
export async function countPages(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  count: Counted,
  until: EpochMilliseconds,
): Promise<Counted> {
  let { held } = count;
  const readOn = async (known: Segment, place: number): Promise<Segment> => {
    let { after } = known;
    if (known.isDone) return known;
    for (let pages = 1; ; pages += 1) {
      const startKey = after && marshalKey(after);
      const page = await sent(() =>
        database.client.send(
          new ScanCommand({
            TableName: database.physicalName(records),
            ...(count.segments.length > 1 && {
              ...{ Segment: place, TotalSegments: count.segments.length },
            }),
            ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
            ExpressionAttributeNames: Object.fromEntries(
              attributes.map((name) => [`#${name}`, name]),
            ),
            ExclusiveStartKey: startKey,
          }),
        ),
      );
      const rows = (page.Items ?? []).map((item) => parseRow(records, item, countedRow));
      held = addRows(held, rows, clock());
      const key = page.LastEvaluatedKey;
      if (key === undefined) return { isDone: true };
      after = { subjectId: key['subjectId']?.S ?? '', recordId: key['recordId']?.S ?? '' };
      if (pages === pagesPerNote || clock() >= until) return { after, isDone: false };
      await delay(pagePauseMilliseconds);
    }
  };
  const segments = await Promise.all(count.segments.map(readOn));
  return { held, segments };
}
