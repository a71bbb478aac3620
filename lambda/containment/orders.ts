import * as z from 'zod';
import { sha256Hex } from '../value/canonical.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import { containmentControls } from './table.ts';

/** What single containments are about, beside the freeze: a client, a function or a rotation. */
export type Control = `client#${string}` | `function#${string}` | `rotation#${string}`;

/** The separator is in neither part: no two clients have the same row. */
export const clientControl = (issuer: string, clientId: string): Control =>
  `client#${sha256Hex(`${issuer}\0${clientId}`)}`;
export const functionControl = (name: string): Control => `function#${name}`;
/** Names the latest rotation of an incident: of two at the same moment, one reads the other. */
export const rotationControl = (incidentId: string): Control => `rotation#${incidentId}`;

const row = z.object({ version: z.int(), orders: z.array(z.string()).readonly() });

/**
 * The containments that are in force on it; a client is revoked while there is one. Strongly
 * consistent.
 *
 * @throws StoreUnavailableError
 */
export async function ordersOn(database: Database, control: Control): Promise<readonly string[]> {
  return (await getRow(database, containmentControls, { control }, row))?.orders ?? [];
}

/**
 * The statement that changes them, for the transaction of the containment. Another change meanwhile
 * makes that transaction `stale` or `duplicate`: read and build it again.
 *
 * @throws StoreUnavailableError
 */
export async function orderStatement(
  database: Database,
  control: Control,
  change: (orders: readonly string[]) => readonly string[],
): Promise<Statement> {
  const known = await getRow(database, containmentControls, { control }, row);
  const orders = [...new Set(change(known?.orders ?? []))];
  return known === undefined
    ? insert(containmentControls, { control, version: 1, orders })
    : update(containmentControls, { control }, known.version, { orders });
}
