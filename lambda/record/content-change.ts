import { activityEntry } from '../ledger/activity.ts';
import type { EntryCodes } from '../ledger/model/ledger.ts';
import { entry } from '../ledger/store.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { remove, update } from '../platform/dynamo/statement.ts';
import { deletion } from '../retention/store.ts';
import { recordKey } from '../retention/stored-record.ts';
import type { Payload, RecordRow, RecordsDependencies } from './rows.ts';
import { sealPayload } from './rows.ts';
import { records } from './table.ts';

/** Who decided: the person at once, or the privacy team on a request. */
export type Decider = EntryCodes['record.corrected']['by'];

interface NewContent {
  readonly content: unknown;
  readonly by: Decider;
  /** What is left of what was made from the row, where that changes. */
  readonly derived?: RecordRow['derived'];
}

/**
 * Puts other content in the place of that of a row, in the ledger and where the person sees it.
 *
 * @param stored of which everything else that is encrypted stays: its source, its file
 */
export async function contentChange(
  deps: RecordsDependencies,
  row: RecordRow,
  { source, media }: Payload,
  { content, by, derived }: NewContent,
): Promise<readonly Statement[]> {
  const { subjectId, recordId, category } = row;
  const contentVersion = row.contentVersion + 1;
  const sealed = await sealPayload(
    deps.subjectKeys,
    { ...row, contentVersion },
    { content, source, media },
  );
  const ledgerEntry = await entry(deps, 'record.corrected', { category, by }, subjectId);
  const changes = { sealed, contentVersion, derived };
  return [
    update(records, recordKey(subjectId, recordId), row.version, changes),
    ledgerEntry,
    await activityEntry(deps, subjectId, 'record-corrected', { category }, ledgerEntry),
  ];
}

/** Statements of `removal`: a deletion counts so many against the limit of a transaction. */
export const statementsPerRemoval = 4;

/** Deletes a row, explained to the stream, in the ledger and where the person sees it. */
export async function removal(
  deps: RecordsDependencies,
  { subjectId, recordId, category, version }: RecordRow,
  by: Decider,
): Promise<readonly Statement[]> {
  const ledgerEntry = await entry(deps, 'record.deleted', { category, by }, subjectId);
  return [
    remove(records, recordKey(subjectId, recordId), version),
    deletion(recordId, deps.clock()),
    ledgerEntry,
    await activityEntry(deps, subjectId, 'record-deleted', { category }, ledgerEntry),
  ];
}
