import { completion } from '../platform/http/idempotency.ts';
import { executeEach, statementsPerCall } from '../platform/dynamo/batch.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { backoff } from '../platform/dynamo/retry.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import type { TransactOutcome } from '../platform/dynamo/transact.ts';
import { transact } from '../platform/dynamo/transact.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import { isGone } from '../retention/model/retention.ts';
import { wasDeleted } from '../retention/store.ts';
import type { ObtainedOf } from '../source/note.ts';
import { noteObtained } from '../source/note.ts';
import { toRfc3339 } from '../value/time.ts';
import { enterDerived } from './derive.ts';
import { recipientOf } from './model/record.ts';
import type { NewRecord, RecordsDependencies } from './rows.ts';
import { insertion, readRow } from './rows.ts';

/** `twin`: an `extra` statement met an existing row, so nothing was written. */
export type WriteOutcome = { readonly kind: 'written' } | { readonly kind: 'twin' };

/** Of one transaction, below the limit of `transact`; the margin is for facts and `extra`. */
const bytesPerTransaction = 3_400_000;
const factsBytes = 2_048;

/** A row of one draft. */
interface Insertion {
  readonly draft: NewRecord;
  readonly statement: Statement;
}

/** A source of many may change at the same moment. */
const attempts = 7;

/**
 * Writes new records so that a repeated call completes them.
 *
 * One record is in the transaction of `extra`. Of several, `extra` comes first, with those that another
 * row has to change with; every other record then is a write of its own, at half the price of one
 * in a transaction (AWS: two write units for each KiB begun). Without `extra` nothing would say what is
 * missing after an interruption, so all are in transactions.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 */
export async function writeNew(
  { database, keys }: { readonly database: Database; readonly keys: Pick<SubjectKeys, 'seal'> },
  drafts: readonly NewRecord[],
  extra: readonly Statement[],
): Promise<WriteOutcome> {
  const insertions = await Promise.all(
    drafts.map(async (draft) => ({ draft, statement: await insertion(keys, draft) })),
  );
  const isKnown = extra.length > 0 && drafts.length > 1;
  const { bound = [], free = [] } = Object.groupBy(insertions, ({ draft }) =>
    isKnown && !changesOthers(draft) ? 'free' : 'bound',
  );
  const [first = [], ...others] = pack(bound);
  const outcome =
    first.length + extra.length > 0 ? await commit(database, first, extra) : undefined;
  if (outcome?.kind === 'duplicate' && outcome.statement < extra.length) return { kind: 'twin' };
  if (outcome !== undefined && outcome.kind !== 'committed') throw unwritten();
  for (const next of others) {
    const { kind } = await commit(database, next);
    // A replay of the call may be completing it at the same time: it writes the same rows.
    if (kind === 'duplicate') for (const one of next) await insertOnce(database, one);
    else if (kind !== 'committed') throw unwritten();
  }
  await insertFree(database, free);
  return { kind: 'written' };
}

/** A record that is made from another one, or that its person has to be informed of. */
const changesOthers = (draft: NewRecord): boolean =>
  draft.derivation !== undefined || obtainedOf(draft).length > 0;

/** Rows that are there already were written by a replay of the call. */
async function insertFree(database: Database, insertions: readonly Insertion[]): Promise<void> {
  for (let start = 0; start < insertions.length; start += statementsPerCall) {
    const some = insertions.slice(start, start + statementsPerCall);
    await executeEach(
      database,
      some.map(({ statement }) => statement),
    );
  }
}

/** Writes the rows together with what links their sources to them, and with the notices of recipients. */
async function commit(
  database: Database,
  insertions: readonly Insertion[],
  extra: readonly Statement[] = [],
): Promise<TransactOutcome> {
  const drafts = insertions.map(({ draft }) => draft);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const entered = await enterDerived(database, drafts);
    if (entered === undefined) break;
    const statements = insertions.map(({ statement }) => statement);
    const noted = await noteObtained(database, drafts.flatMap(obtainedOf));
    const outcome = await transact(database, [...extra, ...statements, ...entered, ...noted]);
    if (outcome.kind !== 'stale' && !isOvertaken(outcome, extra.length + statements.length)) {
      return outcome;
    }
    await backoff(attempt);
  }
  throw unwritten();
}

/** Another call has just noted the same source of the same person. */
const isOvertaken = (outcome: TransactOutcome, records: number): boolean =>
  outcome.kind === 'duplicate' && outcome.statement >= records;

/** What a record says of a recipient that it was obtained from; nothing where it names none. */
export function obtainedOf({
  subjectId,
  category,
  source,
  collectedAt,
  informBy,
}: NewRecord): ObtainedOf[] {
  const recipient = recipientOf(source);
  return recipient === undefined
    ? []
    : [{ subjectId, recipient, category, at: toRfc3339(collectedAt), informBy }];
}

/** Those drafts that are neither there nor were deleted since. */
export async function missingOf(
  { database, clock }: Pick<RecordsDependencies, 'database' | 'clock'>,
  drafts: readonly NewRecord[],
): Promise<readonly NewRecord[]> {
  const missing: NewRecord[] = [];
  for (const draft of drafts) {
    if (isGone(draft, clock())) continue;
    if ((await readRow(database, draft.subjectId, draft.recordId)) !== undefined) continue;
    // Read after the row: a deletion commits both at once, so a row that was deleted is seen here.
    if (await wasDeleted(database, draft.recordId)) continue;
    missing.push(draft);
  }
  return missing;
}

export async function writeMissing(
  deps: Pick<RecordsDependencies, 'database' | 'subjectKeys' | 'clock'>,
  drafts: readonly NewRecord[],
): Promise<void> {
  const { database, subjectKeys, clock } = deps;
  for (const draft of drafts) {
    // Another replay may have written it meanwhile, and its person have deleted it.
    if ((await missingOf(deps, [draft])).length === 0) continue;
    const one = { draft, statement: await insertion(subjectKeys, draft) };
    // Also after this look: of all replays one writes it, once.
    await insertOnce(database, one, [completion(draft.recordId, clock())]);
  }
}

async function insertOnce(
  database: Database,
  one: Insertion,
  extra: readonly Statement[] = [],
): Promise<void> {
  const { kind } = await commit(database, [one], extra);
  if (kind !== 'committed' && kind !== 'duplicate') throw unwritten();
}

const unwritten = (): StoreUnavailableError =>
  new StoreUnavailableError('records could not be written');

function pack(insertions: readonly Insertion[]): Insertion[][] {
  const packs: Insertion[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const one of insertions) {
    const size = sealedBytes(one.statement) + factsBytes;
    if (bytes + size > bytesPerTransaction) {
      packs.push([]);
      bytes = 0;
    }
    packs.at(-1)?.push(one);
    bytes += size;
  }
  return packs;
}

const sealedBytes = ({ parameters }: Statement): number =>
  parameters.reduce((sum, { B }) => sum + (B?.byteLength ?? 0), 0);
