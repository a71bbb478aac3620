import { randomBytes } from 'node:crypto';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError } from '../platform/dynamo/errors.ts';
import { getRow } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { insert, update } from '../platform/dynamo/statement.ts';
import { transact } from '../platform/dynamo/transact.ts';
import { openJson, sealJson } from '../platform/keyring/sealed-json.ts';
import type { SubjectKeys } from '../platform/keyring/subject-keys.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import type { Clock, EpochMilliseconds } from '../value/time.ts';
import { plusSeconds, toEpochSeconds, toRfc3339 } from '../value/time.ts';
import type { UploadRefusal, UploadState } from './model/upload.ts';
import type { Announced, UploadRow } from './rows.ts';
import { addressOf, announced, uploadRow } from './rows.ts';
import { mediaUploads } from './table.ts';

const daySeconds = 24 * 60 * 60;
/** How long an announced file may come, and what became of it can be read. */
const announcedSeconds = daySeconds;
/**
 * The row outlives the file, so that an erasure finds it: S3 deletes an upload at the first midnight
 * after its day (UTC), and a form that is asked for last is valid for some minutes more.
 */
const rowSeconds = 4 * daySeconds;

export interface NewUpload extends Omit<Announced, 'key'> {
  readonly recordId: RecordId;
  readonly subjectId: SubjectId;
  readonly category: string;
  readonly erasureClass: string;
  readonly purposes: readonly string[];
  readonly collectedAt: EpochMilliseconds;
}

/**
 * Announces a file. Its key is made here and not when the file comes: two runs of the intake write
 * the same object, and what either of them wrote has to open with the key in the record.
 */
export async function announcement(
  subjectKeys: Pick<SubjectKeys, 'seal'>,
  { contentType, bytes, sha256, source, ...upload }: NewUpload,
): Promise<Statement> {
  const { recordId, subjectId, erasureClass, collectedAt } = upload;
  const key = randomBytes(32).toString('base64');
  const values: Announced = { contentType, bytes, sha256, source, key };
  return insert(mediaUploads, {
    ...upload,
    version: 1,
    state: 'waiting' satisfies UploadState,
    collectedAt: toRfc3339(collectedAt),
    expiresAt: toEpochSeconds(plusSeconds(collectedAt, rowSeconds)),
    sealed: await sealJson(subjectKeys, subjectId, erasureClass, addressOf(recordId), values),
  });
}

/** Undefined once its day is over. @throws StoreUnavailableError */
export async function readUpload(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  recordId: RecordId,
): Promise<UploadRow | undefined> {
  const row = await getRow(database, mediaUploads, { recordId }, uploadRow);
  return row && clock() < plusSeconds(row.collectedAt, announcedSeconds) ? row : undefined;
}

/**
 * What was announced; undefined where no key opens it any more.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError
 * @throws SealBrokenError where the row was altered or moved
 */
export async function openAnnounced(
  subjectKeys: SubjectKeys,
  { subjectId, recordId, erasureClass, sealed }: UploadRow,
): Promise<Announced | undefined> {
  if (sealed === undefined) return undefined;
  const address = addressOf(recordId);
  const opened = await openJson(subjectKeys, subjectId, erasureClass, address, sealed, announced);
  return opened.kind === 'opened' ? opened.value : undefined;
}

/** The end of the wait. Fails where the row is gone or has ended already; takes its key with it. */
export const ended = (
  { recordId, version }: UploadRow,
  end: { readonly state: 'kept' } | { readonly state: 'refused'; readonly because: UploadRefusal },
): Statement => update(mediaUploads, { recordId }, version, end, 'sealed');

/**
 * Returns false where it has ended already, or is gone.
 *
 * @throws StoreUnavailableError
 */
export async function endRefused(
  database: Database,
  row: UploadRow,
  because: UploadRefusal,
): Promise<boolean> {
  const { kind } = await transact(database, [ended(row, { state: 'refused', because })]);
  if (kind === 'contended') throw new StoreUnavailableError('an upload is being changed');
  return kind === 'committed';
}
