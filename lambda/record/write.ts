import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { isGone } from '../retention/retention.ts';
import { wasDeleted } from '../retention/store.ts';
import type { NewRecord, RecordsDependencies } from './rows.ts';
import { insertion, readRow } from './rows.ts';

/** `twin`: an `extra` statement met an existing row, so nothing was written. */
export type WriteOutcome = { readonly kind: 'written' } | { readonly kind: 'twin' };

/** Of one transaction, below the limit of `transact`; the margin is for facts and `extra`. */
const bytesPerTransaction = 3_400_000;
const factsBytes = 2_048;

export async function writeNew(
  { database, subjectKeys }: RecordsDependencies,
  drafts: readonly NewRecord[],
  extra: readonly Statement[],
): Promise<WriteOutcome> {
  const inserts = await Promise.all(drafts.map((draft) => insertion(subjectKeys, draft)));
  const [first = [], ...others] = pack(inserts);
  const outcome = await transact(database, [...extra, ...first]);
  if (outcome.kind === 'duplicate' && outcome.statement < extra.length) return { kind: 'twin' };
  if (outcome.kind !== 'committed') throw unwritten();
  for (const statements of others) {
    const next = await transact(database, statements);
    // A replay of the call may be completing it at the same time: it writes the same rows.
    if (next.kind === 'duplicate') await insertEach(database, statements);
    else if (next.kind !== 'committed') throw unwritten();
  }
  return { kind: 'written' };
}

export async function writeMissing(
  { database, subjectKeys, clock }: RecordsDependencies,
  drafts: readonly NewRecord[],
): Promise<void> {
  for (const draft of drafts) {
    if (isGone(draft, clock())) continue;
    if ((await readRow(database, draft.subjectId, draft.recordId)) !== undefined) continue;
    // Read after the row: a deletion commits both at once, so a row that was deleted is seen here.
    if (await wasDeleted(database, draft.recordId)) continue;
    await insertEach(database, [await insertion(subjectKeys, draft)]);
  }
}

async function insertEach(
  database: RecordsDependencies['database'],
  statements: readonly Statement[],
): Promise<void> {
  for (const statement of statements) {
    const outcome = await transact(database, [statement]);
    if (outcome.kind !== 'committed' && outcome.kind !== 'duplicate') throw unwritten();
  }
}

const unwritten = (): StoreUnavailableError =>
  new StoreUnavailableError('records could not be written');

function pack(statements: readonly Statement[]): Statement[][] {
  const packs: Statement[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const statement of statements) {
    const size = sealedBytes(statement) + factsBytes;
    if (bytes + size > bytesPerTransaction) {
      packs.push([]);
      bytes = 0;
    }
    packs.at(-1)?.push(statement);
    bytes += size;
  }
  return packs;
}

const sealedBytes = ({ parameters }: Statement): number =>
  parameters.reduce((sum, { B }) => sum + (B?.byteLength ?? 0), 0);
