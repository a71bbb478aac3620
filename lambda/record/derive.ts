import type { Database } from '../platform/dynamo/database.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { update } from '../platform/dynamo/statement.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import type { EpochSeconds } from '../value/time.ts';
import type { RetentionRules } from '../retention/model/retention-end.ts';
import type { Refusal } from './model/record.ts';
import { maximumDerived } from './model/record.ts';
import type { Derivation, NewRecord, RecordRow } from './rows.ts';
import { readRow } from './rows.ts';
import { recordKey } from '../retention/stored-record.ts';
import { records } from './table.ts';

type FoundSource =
  | { readonly kind: 'found'; readonly derivation: Derivation; readonly expiresAt: EpochSeconds }
  | Extract<Refusal, { kind: 'unknown-source' | 'derived-source' | 'exhausted-source' }>;

/** The record that another one is to be made from; one that its person cannot read is none. */
export async function findSource(
  database: Database,
  retentionRules: Pick<RetentionRules, 'readableUntil'>,
  subjectId: SubjectId,
  derivedFrom: string,
): Promise<FoundSource> {
  const from = parseId<RecordId>(derivedFrom);
  const row = from && (await readRow(database, subjectId, from));
  const expiresAt = row && retentionRules.readableUntil(row);
  if (row === undefined || expiresAt === undefined || row.withheld !== undefined) {
    return { kind: 'unknown-source' };
  }
  const { recordId, category, purposes, collectedAt, derived = [] } = row;
  if (row.derivedFrom !== undefined) return { kind: 'derived-source' };
  if (derived.length >= maximumDerived) return { kind: 'exhausted-source' };
  const sources = [{ category, purposes, collectedAt }];
  return { kind: 'found', derivation: { from: recordId, sources }, expiresAt };
}

/**
 * Enters in every source what is made from it. It belongs into the transaction that writes the
 * drafts: the version keeps them from outliving a source that is deleted meanwhile. Answers
 * undefined when a source is gone.
 */
export async function enterDerived(
  database: Database,
  drafts: readonly NewRecord[],
): Promise<readonly Statement[] | undefined> {
  const made = drafts.flatMap((draft) =>
    draft.derivation ? [{ ...draft, from: draft.derivation.from }] : [],
  );
  const bySource = Map.groupBy(made, ({ subjectId, from }) => `${subjectId} ${from}`);
  const statements: Statement[] = [];
  for (const [first, ...others] of bySource.values()) {
    if (first === undefined) continue;
    const { subjectId, from } = first;
    const row = await readRow(database, subjectId, from);
    if (row === undefined || row.withheld !== undefined) return undefined;
    const ids = [first, ...others].map(({ recordId }) => recordId);
    const derived = [...new Set([...(row.derived ?? []), ...ids])];
    statements.push(update(records, recordKey(subjectId, from), row.version, { derived }));
  }
  return statements;
}

/** A row and everything that is left of what was made from it. */
export async function withDerived(
  database: Database,
  row: RecordRow,
): Promise<readonly RecordRow[]> {
  const { subjectId, derived = [] } = row;
  const read = await Promise.all(derived.map((id) => readRow(database, subjectId, id)));
  const made = read.filter((one) => one !== undefined);
  return [row, ...made.filter(({ withheld }) => withheld === undefined)];
}
