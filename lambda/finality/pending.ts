import { randomInt } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { requestIdColumn, timeColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { parseRow, sent } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { remove, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { RequestRow } from '../request/row.ts';
import { sha256Hex } from '../value/canonical.ts';
import type { Rfc3339 } from '../value/time.ts';
import { pendingFinality } from './table.ts';

const count = z.int().nonnegative();

/** What a verification pass says of one erasure: nothing is left. */
export const verified = z.object({
  passId: z.string(),
  startedAt: timeColumn,
  endedAt: timeColumn,
  tables: count,
  rows: count,
  files: count,
});
export type Verified = z.output<typeof verified>;

const pendingRow = z.object({
  certificateId: z.string(),
  requestId: requestIdColumn,
  /** When the identifiers of the person were gone. */
  concludedAt: timeColumn,
  /** Since when it waits for another verification pass, where the one before is too old. */
  waitsSince: timeColumn.optional(),
  version: z.int(),
  /** Of the random id of the person; absent in rows from before there were verification passes. */
  subjectSha256: z.string().optional(),
  verified: verified.optional(),
  /** Rows that a pass found of the person, by table. */
  residue: z.object({ passId: z.string(), rows: z.record(z.string(), count) }).optional(),
});
export type Pending = z.output<typeof pendingRow>;

/** A pass that begins later looks for the person. */
export const waitsSince = (pending: Pick<Pending, 'concludedAt' | 'waitsSince'>): Rfc3339 =>
  pending.waitsSince ?? pending.concludedAt;

/** Those that wait, in no order. @throws StoreUnavailableError */
export async function* everyPending(database: Database): AsyncGenerator<Pending, void> {
  let startKey: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page: ScanCommandOutput = await sent(() =>
      database.client.send(
        new ScanCommand({
          TableName: database.physicalName(pendingFinality),
          ConsistentRead: true,
          ExclusiveStartKey: startKey,
        }),
      ),
    );
    for (const item of page.Items ?? []) yield parseRow(pendingFinality, item, pendingRow);
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
}

/**
 * Those that wait: first those with residue, then the others, from a random place on. A run that has no time for
 * all of them would else look at the same ones each time.
 *
 * @throws StoreUnavailableError
 */
export async function pendingInTurn(database: Database): Promise<readonly Pending[]> {
  const all = await Array.fromAsync(everyPending(database));
  const left = all.filter(({ residue }) => residue !== undefined);
  const others = all.filter(({ residue }) => residue === undefined);
  const first = others.length === 0 ? 0 : randomInt(others.length);
  return [...left, ...others.slice(first), ...others.slice(0, first)];
}

/** Of an erasure from before there were verification passes: which hash they look for. */
export async function nameHash(
  database: Database,
  { certificateId, version }: Pending,
  { subjectId }: Pick<RequestRow, 'subjectId'>,
): Promise<void> {
  const subjectSha256 = sha256Hex(subjectId);
  await transact(database, [
    update(pendingFinality, { certificateId }, version, { subjectSha256 }),
  ]);
}

export const settled = ({ certificateId, version }: Pending): Statement =>
  remove(pendingFinality, { certificateId }, version);
