import * as z from 'zod';
import type { Database } from '../platform/dynamo/database.ts';
import { recordIdColumn } from '../platform/dynamo/columns.ts';
import { queryAll } from '../platform/dynamo/read.ts';
import type { MediaName, MediaObjects } from '../platform/media/media-objects.ts';
import { isUploadName } from '../platform/media/checks.ts';
import { mediaName, uploadName } from '../platform/media/media-objects.ts';
import { mediaUploads } from '../media/table.ts';
import { recordFields } from '../retention/stored-record.ts';
import { records } from '../record/table.ts';
import type { SubjectId } from '../value/ids.ts';

interface PurgeMediaDependencies {
  readonly database: Database;
  readonly media: Pick<MediaObjects, 'delete' | 'names'>;
}

/** A person can have many thousands, and each costs the store two calls. */
const filesAtOnce = 25;

/**
 * Deletes every file of a person whose record does not outlive the erasure, also those that no record
 * was ever written for. The rows are purged before: what is deleted here is ciphertext without a key.
 * Repeat it freely.
 *
 * @throws StoreUnavailableError, ObjectsUnavailableError
 */
export async function purgeMedia(
  deps: PurgeMediaDependencies,
  subjectId: SubjectId,
): Promise<void> {
  let wave: MediaName[] = [];
  const deleteWave = async () => {
    await Promise.all(wave.map((name) => deps.media.delete(name)));
    wave = [];
  };
  for await (const name of doomedMedia(deps, subjectId)) {
    wave.push(name);
    if (wave.length === filesAtOnce) await deleteWave();
  }
  await deleteWave();
}

const announcedUpload = z.object({ recordId: recordIdColumn });

/**
 * Deletes what was uploaded of a person and was not taken in yet: it waits for a scan, or the step that
 * takes it failed. The rows are deleted after, so a crash between the two is made good by repeating it.
 *
 * @throws StoreUnavailableError, ObjectsUnavailableError
 */
export async function discardUploads(
  {
    database,
    media,
  }: { readonly database: Database; readonly media: Pick<MediaObjects, 'discardUpload'> },
  subjectId: SubjectId,
): Promise<void> {
  const options = { partition: { subjectId }, index: mediaUploads.indexes[0].name };
  for await (const { recordId } of queryAll(database, mediaUploads, options, announcedUpload)) {
    const name = uploadName(recordId);
    // Nothing can be stored under another name: a row that a stranger wrote holds nothing up.
    if (isUploadName(name)) await media.discardUpload(name);
  }
}

/** @throws StoreUnavailableError, ObjectsUnavailableError */
export async function countMedia(
  deps: PurgeMediaDependencies,
  subjectId: SubjectId,
): Promise<number> {
  let count = 0;
  for await (const _ of doomedMedia(deps, subjectId)) count += 1;
  return count;
}

async function* doomedMedia(
  { database, media }: PurgeMediaDependencies,
  subjectId: SubjectId,
): AsyncGenerator<MediaName, void> {
  const staying = await withheldMedia(database, subjectId);
  for await (const name of media.names(subjectId)) if (!staying.has(name)) yield name;
}

const listedFields = recordFields.pick({ recordId: true, media: true, withheld: true });

async function withheldMedia(
  database: Database,
  subjectId: SubjectId,
): Promise<ReadonlySet<MediaName>> {
  const names = new Set<MediaName>();
  const options = { partition: { subjectId }, attributes: Object.keys(listedFields.shape) };
  for await (const row of queryAll(database, records, options, listedFields)) {
    if (row.media && row.withheld !== undefined) names.add(mediaName(subjectId, row.recordId));
  }
  return names;
}
