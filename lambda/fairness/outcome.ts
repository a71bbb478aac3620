import { queryAll } from '../platform/dynamo/read.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert } from '../platform/dynamo/statement.ts';
import { openJson, sealJson } from '../platform/keyring/sealed-json.ts';
import type { RowAddress, SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import type { EpochMilliseconds, EpochSeconds } from '../value/time.ts';
import { toRfc3339 } from '../value/time.ts';
import type { PeriodOfSystem } from './model/part.ts';
import { partOf, periodIn } from './model/part.ts';
import type { OutcomeContent, OutcomeRow } from './rows.ts';
import { outcomeContent, outcomeRow } from './rows.ts';
import { outcomes } from './table.ts';

export interface NewOutcome extends PeriodOfSystem {
  readonly subjectId: SubjectId;
  readonly automatedDecisionId: RecordId;
  readonly erasureClass: string;
  readonly recordedAt: EpochMilliseconds;
  readonly expiresAt: EpochSeconds;
  readonly content: OutcomeContent;
}

type Named = Pick<OutcomeRow, 'subjectId' | 'automatedDecisionId'>;

const addressOf = (
  { subjectId, automatedDecisionId }: Named,
  contentVersion: number,
): RowAddress => ({ table: outcomes, key: { subjectId, automatedDecisionId }, contentVersion });

/** Encrypts the content of a row in its `contentVersion`. */
export const sealOutcome = (
  keys: Pick<SubjectKeys, 'seal'>,
  row: Named & Pick<OutcomeRow, 'erasureClass' | 'contentVersion'>,
  content: OutcomeContent,
): Promise<Uint8Array> =>
  sealJson(
    keys,
    row.subjectId,
    row.erasureClass,
    addressOf(row, row.contentVersion),
    content satisfies OutcomeContent,
  );

/**
 * Returns undefined once the key is destroyed.
 *
 * @throws SealBrokenError where the row was altered or moved
 */
export async function openOutcome(
  keys: SubjectKeys,
  row: OutcomeRow,
): Promise<OutcomeContent | undefined> {
  const { subjectId, erasureClass, contentVersion, content } = row;
  const address = addressOf(row, contentVersion);
  const opened = await openJson(keys, subjectId, erasureClass, address, content, outcomeContent);
  return opened.kind === 'opened' ? opened.value : undefined;
}

/** The statement that inserts an outcome: it belongs in the transaction of the decision. */
export async function outcomeStatement(
  keys: Pick<SubjectKeys, 'seal'>,
  { system, period, recordedAt, content, ...row }: NewOutcome,
): Promise<Statement> {
  const versions = { version: 1, contentVersion: 1 };
  return insert(outcomes, {
    ...row,
    ...versions,
    part: partOf({ system, period }, row.subjectId),
    recordedAt: toRfc3339(recordedAt),
    content: await sealOutcome(keys, { ...row, ...versions }, content),
  });
}

export interface StoredOutcome extends PeriodOfSystem, OutcomeContent {
  readonly automatedDecisionId: RecordId;
}

/** What monitored systems decided about one person and is still stored for a report, oldest first. */
export async function* everyOutcome(
  { database, subjectKeys }: { readonly database: Database; readonly subjectKeys: SubjectKeys },
  subjectId: SubjectId,
): AsyncGenerator<StoredOutcome, void> {
  for await (const row of queryAll(database, outcomes, { partition: { subjectId } }, outcomeRow)) {
    const content = await openOutcome(subjectKeys, row);
    if (content === undefined) continue;
    yield { automatedDecisionId: row.automatedDecisionId, ...periodIn(row.part), ...content };
  }
}
