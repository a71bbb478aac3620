import * as z from 'zod';
import { containedPeople } from '../containment/table.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow, queryAll } from '../platform/dynamo/read.ts';

/** Inserted by the function that staff call, which can destroy no key. */
const order = z.object({
  action: z.literal('rotate-keys'),
  named: z.array(z.string()).default([]),
});
const place = z.object({ containmentId: z.string(), subjectId: z.string() });

/**
 * Whether staff ordered a rotation that names this key: it belongs to a person that they named.
 *
 * @throws StoreUnavailableError
 */
export async function isRotationNaming(
  database: Database,
  containmentId: string,
  kid: string,
): Promise<boolean> {
  const people = queryAll(database, containedPeople, { partition: { containmentId } }, z.unknown());
  for await (const row of people) {
    const parsed = order.safeParse(row);
    if (parsed.success && parsed.data.named.includes(kid)) return true;
  }
  return false;
}

/** Whether staff ordered a rotation of the keys of this person. @throws StoreUnavailableError */
export async function isRotationOrdered(database: Database, subjectId: string): Promise<boolean> {
  const options = { index: 'by-subject', partition: { subjectId } };
  for await (const { containmentId } of queryAll(database, containedPeople, options, place)) {
    const row = await getRow(database, containedPeople, { containmentId, subjectId }, z.unknown());
    if (order.safeParse(row).success) return true;
  }
  return false;
}
