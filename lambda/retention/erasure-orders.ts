import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow, queryAll } from '../platform/dynamo/read.ts';
import { requests } from '../request/table.ts';

/**
 * An erasure destroys a handful. More than this under one request is no erasure of one person: it could
 * otherwise explain the keys of everybody.
 */
const mostKeys = 100;

const fencedErasure = z.object({
  subjectId: z.string(),
  kind: z.literal('erasure'),
  erasure: z.object({ fencedAt: z.string() }),
});
const erasureOrder = fencedErasure.extend({
  erasure: z.object({ fencedAt: z.string(), named: z.array(z.string()).max(mostKeys) }),
});
const requestKey = z.object({ requestId: z.string() });

/** Whose erasure ordered the destruction of a key, by a row of the table of requests as it was read. */
export function orderedBy(row: unknown, kid: string): { readonly subjectId: string } | undefined {
  const order = erasureOrder.safeParse(row);
  return order.success && order.data.erasure.named.includes(kid) ? order.data : undefined;
}

/**
 * Whether an erasure of this very person got as far as their fence, so that their keys go.
 *
 * @throws StoreUnavailableError
 */
export async function isErasureOrdered(database: Database, subjectId: string): Promise<boolean> {
  const ofPerson = { index: 'by-subject', partition: { subjectId }, newestFirst: true };
  for await (const { requestId } of queryAll(database, requests, ofPerson, requestKey)) {
    const row = await getRow(database, requests, { requestId }, z.unknown());
    const order = fencedErasure.safeParse(row);
    if (order.success && order.data.subjectId === subjectId) return true;
  }
  return false;
}
