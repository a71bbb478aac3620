import * as z from 'zod';
import { bytesColumn } from '../dynamo/columns.ts';
import { canonicalJson } from '../../value/canonical.ts';
import type { Database } from '../dynamo/database.ts';
import { getRows } from '../dynamo/read.ts';
import { insert } from '../dynamo/statement.ts';
import type { Statement } from '../dynamo/statement.ts';
import { transact } from '../dynamo/transact.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { plusSeconds, toEpochSeconds, utcDay } from '../../value/time.ts';
import type { EpochMilliseconds } from '../../value/time.ts';
import { identityOf } from './callers.ts';
import { idempotencyHours } from './contract.ts';
import type { Caller, Idempotency } from './handlers.ts';
import { idempotencySecretOf } from './idempotency-secret.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';
import { idempotency } from './table.ts';

const lifetimeSeconds = idempotencyHours * 60 * 60;
/** Longer than any call can last (API Gateway: 29 s) and than any clock difference. */
const twinSeconds = 60;

export interface KeyedCall {
  readonly routeId: string;
  readonly caller: Caller;
  /** Value of the Idempotency-Key header. */
  readonly key: string;
  /** What must be equal for two calls to be the same. */
  readonly input: { readonly path: unknown; readonly query: unknown; readonly body: unknown };
  readonly now: EpochMilliseconds;
}

const row = z.object({
  key: z.string(),
  body: z.string(),
  status: z.int(),
  /** Encrypted: the ids lead to a person, even after an erasure, and to their follow-up token. */
  ids: bytesColumn,
  expiresAt: z.int(),
});
const openedIds = z.record(z.string(), z.string());

/**
 * Looks up a key. Rows are only inserted, and DynamoDB deletes expired ones late, so the name of
 * the row includes the UTC day of the call: a key used again after its lifetime never meets the old
 * row.
 *
 * @throws StoreUnavailableError and KeyringUnavailableError
 */
export async function lookUpKey(
  deps: { readonly database: Database; readonly keyring: Keyring },
  call: KeyedCall,
): Promise<Idempotency | Problem> {
  const secret = await idempotencySecretOf(deps.keyring, [
    ...identityOf(call.caller),
    call.routeId,
    call.key,
  ]);
  const { name } = secret;
  const body = secret.macOf(canonicalJson(call.input));
  const rowKey = `${name}.${utcDay(call.now)}`;

  const known = (await findRow(deps.database, name, call.now)) ?? (await claim(name, body));
  if (known === 'twin') return problem('request-in-progress', { headers: { 'retry-after': '2' } });
  if (known !== undefined && known.body !== body) return problem('idempotency-key-reused');
  return {
    replay: known && {
      status: known.status,
      ids: openedIds.parse(secret.open(known.key, known.ids)),
    },
    record: (status, ids) =>
      insert(idempotency, {
        key: rowKey,
        body,
        status,
        ids: secret.seal(rowKey, ids),
        expiresAt: toEpochSeconds(plusSeconds(call.now, lifetimeSeconds)),
      }),
  };

  // Around midnight, two concurrent calls would insert rows of two days and both succeed. Only then
  // a call first inserts a row that both days share.
  async function claim(name: string, body: string) {
    const before = utcDay(plusSeconds(call.now, -twinSeconds));
    const after = utcDay(plusSeconds(call.now, twinSeconds));
    if (before === after) return undefined;
    const expiresAt = toEpochSeconds(plusSeconds(call.now, 2 * twinSeconds));
    const outcome = await transact(deps.database, [
      insert(idempotency, { key: `${name}.${before}.${after}`, body, expiresAt }),
    ]);
    if (outcome.kind === 'committed') return undefined;
    return (await findRow(deps.database, name, call.now)) ?? 'twin';
  }
}

/**
 * Belongs into the transaction in which a repeated call writes what an interrupted one left out. Of all
 * that are repeated one writes it: the others find this row, also where what it wrote was deleted since.
 *
 * @param id random, of what is written
 */
export const completion = (id: string, now: EpochMilliseconds): Statement =>
  insert(idempotency, {
    key: `completed.${id}`,
    // Longer than the key that they are repeated with, and a call that has read it.
    expiresAt: toEpochSeconds(plusSeconds(now, 2 * lifetimeSeconds)),
  });

/** The rows of all days on which the key may have been used, in one call. */
async function findRow(database: Database, name: string, now: EpochMilliseconds) {
  const earlier = Array.from({ length: Math.ceil(idempotencyHours / 24) + 1 }, (_, days) =>
    plusSeconds(now, -days * 86_400),
  );
  const times = [plusSeconds(now, twinSeconds), ...earlier];
  const keys = [...new Set(times.map(utcDay))].map((day) => ({ key: `${name}.${day}` }));
  const rows = await getRows(database, idempotency, keys, row);
  // Of two days the newer one, should both be there.
  const newestFirst = rows.toSorted((one, other) => other.expiresAt - one.expiresAt);
  return newestFirst.find(({ expiresAt }) => expiresAt > toEpochSeconds(now));
}
