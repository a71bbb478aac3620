import { randomInt } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { ReadRows } from '../platform/dynamo/together.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import type { Freeze } from './model/freeze.ts';
import { containmentControls } from './table.ts';

/**
 * The freeze is in so many equal rows, and each call reads one of them: DynamoDB serves 3,000
 * strongly consistent reads a second of one row, and every decision is such a read. One transaction
 * changes all.
 */
export const freezeCopies = 16;

const freezeRow = z.object({
  version: z.int(),
  orders: z
    .array(
      z.object({
        containmentId: z.string(),
        categories: z.union([z.literal('all'), z.array(z.string()).readonly()]),
      }),
    )
    .readonly(),
});

const keyOf = (copy: number) => ({ control: `freeze#${String(copy).padStart(2, '0')}` });

/**
 * What is frozen at this moment: read at each use, strongly consistent and never cached, so that a
 * freeze holds from its transaction on.
 *
 * @throws StoreUnavailableError: what may be frozen is not permitted
 */
export async function readFreeze(database: Database): Promise<Freeze> {
  const row = await getRow(database, containmentControls, anyCopy(), freezeRow);
  return row?.orders ?? [];
}

/** As `readFreeze`, in one call with other rows. */
export async function askFreeze(read: ReadRows): Promise<Freeze> {
  const [row] = await read(containmentControls, [anyCopy()], freezeRow);
  return row?.orders ?? [];
}

const anyCopy = () => keyOf(randomInt(freezeCopies));

/**
 * The statements that change the freeze, for the transaction of its containment. Another change
 * meanwhile makes that transaction `stale` or `duplicate`: read and build it again.
 *
 * @throws StoreUnavailableError
 */
export async function freezeStatements(
  database: Database,
  change: (freeze: Freeze) => Freeze,
): Promise<readonly Statement[]> {
  const row = await getRow(database, containmentControls, keyOf(0), freezeRow);
  const orders = change(row?.orders ?? []).map(({ containmentId, categories }) => ({
    containmentId,
    categories,
  }));
  return Array.from({ length: freezeCopies }, (_, copy) =>
    row === undefined
      ? insert(containmentControls, { ...keyOf(copy), version: 1, orders })
      : update(containmentControls, keyOf(copy), row.version, { orders }),
  );
}
