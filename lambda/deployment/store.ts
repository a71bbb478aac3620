import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow, queryPage } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { compilePolicy } from '../policy/bundled.ts';
import type { Policy } from '../policy/schema.ts';
import { policyVersion } from '../policy/version.ts';
import type { Rfc3339 } from '../value/time.ts';
import { reportedChange } from './policy/contract.ts';
import type { ReportedChange } from './policy/contract.ts';
import { diffPolicies } from './diff/diff.ts';
import { policies } from './table.ts';

/** DynamoDB stores at most 400 KB in one item. */
const maximumBytes = 390_000;

const versions = 'versions';
const changes = 'changes';

/**
 * Keeps a policy, so that the next deployment can say what it changes. One that is too large for a row
 * is not kept; repeat it freely.
 *
 * @throws StoreUnavailableError
 */
export async function keepPolicy(database: Database, policy: Policy): Promise<void> {
  const compiled = gzipSync(compilePolicy(policy));
  if (compiled.length > maximumBytes) return;
  const row = insert(policies, { part: versions, item: policy.version, compiled });
  const { kind } = await transact(database, [row]);
  if (kind !== 'committed' && kind !== 'duplicate') {
    throw new StoreUnavailableError('the policy could not be kept');
  }
}

/**
 * What becomes of people's data by a change of the policy, in words; undefined where the policy before
 * was not kept, or by a release that wrote other fields.
 *
 * @throws StoreUnavailableError
 */
export async function changesSince(
  database: Database,
  from: string | undefined,
  policy: Policy,
): Promise<readonly ReportedChange[] | undefined> {
  const before = from === undefined ? undefined : await keptPolicy(database, from);
  if (before === undefined) return undefined;
  try {
    return diffPolicies(before, policy).changes.map(({ section, words, widening }) => ({
      ...{ section, words },
      widening: widening === false ? undefined : widening,
    }));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function keptPolicy(database: Database, version: string): Promise<Policy | undefined> {
  const schema = z.object({ compiled: z.instanceof(Uint8Array) });
  const row = await getRow(database, policies, { part: versions, item: version }, schema);
  if (row === undefined) return undefined;
  // The hash vouches for the shape: only the loader, which checks it, writes one.
  const policy = JSON.parse(gunzipSync(row.compiled).toString('utf8')) as Policy;
  return policyVersion(policy) === version ? policy : undefined;
}

export interface PolicyChange {
  readonly at: Rfc3339;
  readonly from?: string | undefined;
  readonly to: string;
  readonly changes?: readonly ReportedChange[] | undefined;
}

/**
 * The row of one change; it belongs in the transaction of its ledger entry.
 *
 * @param entryId UUIDv7 of that entry
 */
export function changeRow(entryId: string, change: PolicyChange): Statement {
  const { at, from, to } = change;
  const words = change.changes && gzipSync(JSON.stringify(change.changes));
  const stored = words !== undefined && words.length <= maximumBytes ? words : undefined;
  return insert(policies, { part: changes, item: entryId, at, from, to, words: stored });
}

const changeSchema = z
  .object({
    at: z.string(),
    from: z.string().optional(),
    to: z.string(),
    words: z.instanceof(Uint8Array).optional(),
  })
  .transform(({ at, from, to, words }): PolicyChange => {
    const changed =
      words && z.array(reportedChange).parse(JSON.parse(gunzipSync(words).toString('utf8')));
    return { at: at as Rfc3339, from, to, changes: changed };
  });

/**
 * Changes of the policy, newest first.
 *
 * @throws StoreUnavailableError
 */
export async function listPolicyChanges(
  database: Database,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<{ readonly changes: readonly PolicyChange[]; readonly next?: string | undefined }> {
  const { rows, lastKey } = await queryPage(
    database,
    policies,
    {
      ...{ partition: { part: changes }, newestFirst: true, limit },
      ...(after !== undefined && { startAfter: { part: changes, item: after } }),
    },
    changeSchema,
  );
  return { changes: rows, next: lastKey?.['item'] };
}
