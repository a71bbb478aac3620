import { clientControl, ordersOn } from '../containment/orders.ts';
import { openDatabase } from '../platform/dynamo/database.ts';
import type { Database } from '../platform/dynamo/database.ts';

/** Whether a service client is revoked. */
export type IsRevoked = (issuer: string, clientId: string) => Promise<boolean>;

/**
 * Read for every token that is verified, strongly consistent and never cached here: API Gateway
 * caches the result for at most `authorizerCacheSeconds`.
 *
 * @returns a function that throws StoreUnavailableError: a client that may be revoked is not let in
 */
export const revocationsIn =
  (database: Database): IsRevoked =>
  async (issuer, clientId) =>
    (await ordersOn(database, clientControl(issuer, clientId))).length > 0;

export const openRevocations = (tables: Readonly<Record<string, string>>): IsRevoked =>
  revocationsIn(openDatabase(tables));
