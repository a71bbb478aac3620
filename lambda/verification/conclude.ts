import { pendingFinality } from '../finality/table.ts';
import { executeEach, statementsPerCall } from '../platform/dynamo/batch.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { update } from '../platform/dynamo/statement.ts';
import type { Log } from '../platform/log/log.ts';
import type { Rfc3339 } from '../value/time.ts';
import { everyPending, waitsSince } from '../finality/pending.ts';
import type { Pending } from '../finality/pending.ts';
import { seenAs } from './found.ts';
import type { Found } from './found.ts';
import type { PassEnd, Passes } from './store.ts';
import { isWaiting } from './waiting.ts';

export interface ConcludingDependencies {
  readonly database: Database;
  readonly passes: Passes;
  readonly log: Log;
}

export interface Concluding {
  readonly passId: string;
  readonly startedAt: Rfc3339;
  readonly endedAt: Rfc3339;
  /** Erasures that wait since then or longer were looked for. */
  readonly until: Rfc3339;
  /** Rows of each table that was read, as DynamoDB said in the last six hours. */
  readonly itemCounts: Readonly<Record<string, number>>;
  readonly found: Found;
}

/**
 * Writes what the pass found to each erasure that it looked for, then how it ended. An erasure is verified
 * only where the pass saw what is exempt of the person, other people, rows of every table with many, and no
 * other row. Repeat it freely.
 *
 * @throws StoreUnavailableError
 */
export async function concludePass(
  deps: ConcludingDependencies,
  pass: Concluding,
): Promise<PassEnd> {
  const unread = unreadTables(pass);
  const verdicts = verdictsOf(pass, unread.length === 0);
  const tally = { verified: 0, residues: 0, unseen: 0 };
  let statements: Statement[] = [];
  const flush = async () => {
    await executeEach(deps.database, statements);
    statements = [];
  };
  for await (const pending of everyPending(deps.database)) {
    if (waitsSince(pending) > pass.until) continue;
    const verdict = verdicts(pending);
    if (verdict.kind === 'another-pass') continue;
    tally[verdict.kind] += 1;
    if (verdict.kind === 'unseen' || !isWaiting(pending)) continue;
    const { certificateId, version } = pending;
    statements.push(update(pendingFinality, { certificateId }, version, verdict.set));
    if (statements.length === statementsPerCall) await flush();
  }
  await flush();
  const { verified, residues, unseen } = tally;
  const state = unseen === 0 && !pass.found.isCut ? 'conclusive' : 'inconclusive';
  const { rows, files } = pass.found;
  const { endedAt } = pass;
  const end = { state, endedAt, rows, files, erasures: verified, residues } as const;
  await deps.passes.end(pass.passId, end);
  if (residues > 0)
    deps.log.warn('RESIDUE_FOUND', { outcome: 'verification-pass', count: residues });
  if (state === 'inconclusive') {
    const outcome = unread.length > 0 ? unread.join(' ') : undefined;
    deps.log.warn('VERIFICATION_INCONCLUSIVE', { count: unseen, outcome });
  }
  return end;
}

/** So many rows are not all deleted in the six hours by which the number that DynamoDB says may lag. */
const manyRows = 1_000;

/** Tables with many rows of which the pass saw none: it read another table, or cannot read. */
const unreadTables = ({ itemCounts, found }: Concluding): string[] =>
  Object.entries(itemCounts).flatMap(([name, rows]) =>
    rows >= manyRows && (found.tables[name] ?? 0) === 0 ? [name] : [],
  );

type Verdict =
  | { readonly kind: 'verified' | 'residues'; readonly set: Parameters<typeof update>[3] }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'another-pass' };

function verdictsOf(
  { passId, startedAt, endedAt, itemCounts, found }: Concluding,
  hasReadAll: boolean,
): (pending: Pending) => Verdict {
  const residues = new Map(found.residue.map((each) => [each.subjectSha256, each.rows]));
  const seen = new Set(found.seen);
  const { rows, files } = found;
  const tables = Object.keys(itemCounts).length;
  const verified = { passId, startedAt, endedAt, tables, rows, files };
  const isBelieved = hasReadAll && found.others > 0 && !found.isCut;
  return (pending) => {
    const before = pending.verified?.passId ?? pending.residue?.passId;
    const { subjectSha256 } = pending;
    if (subjectSha256 === undefined || (before ?? passId) !== passId) {
      return { kind: 'another-pass' };
    }
    const left = residues.get(subjectSha256);
    if (left !== undefined) return { kind: 'residues', set: { residue: { passId, rows: left } } };
    return isBelieved && seen.has(seenAs(subjectSha256))
      ? { kind: 'verified', set: { verified } }
      : { kind: 'unseen' };
  };
}
