import type { Log } from '../../platform/log/log.ts';
import { mediaName, uploadName } from '../../platform/media/media-objects.ts';
import { readRow } from '../../record/rows.ts';
import type { RecordId } from '../../value/ids.ts';
import type { UploadRefusal } from '../model/upload.ts';
import { nextStep } from '../model/upload.ts';
import type { UploadRow } from '../rows.ts';
import { endRefused, openAnnounced, readUpload } from '../store.ts';
import type { KeepDependencies } from './keep.ts';
import { keep } from './keep.ts';

export interface IntakeDependencies extends KeepDependencies {
  readonly scan: 'required' | 'none';
  readonly log: Log;
}

/**
 * Does what is next about one upload. Safe to repeat at every point, and beside another run:
 *
 * - the file becomes readable by the transaction that writes its record and ends the wait, once;
 * - a refusal is recorded first, so that no run can write a record any more, and then what there is
 *   of the file is deleted;
 * - the upload is deleted last: while it is there, the step is not over.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError, ObjectsUnavailableError,
 * KeepingTimedOutError: repeat it
 */
export async function takeUpload(
  deps: IntakeDependencies,
  recordId: RecordId,
  deadline: AbortSignal,
): Promise<void> {
  const { media, scan, log, subjectKeys } = deps;
  const name = uploadName(recordId);
  const [row, file] = await Promise.all([readUpload(deps, recordId), media.openUpload(name)]);
  const announced = row && (await openAnnounced(subjectKeys, row));
  const step = nextStep({ row: row && { state: row.state, bytes: announced?.bytes }, file, scan });

  if (row === undefined || file === undefined || step.kind !== 'inspect') {
    if (step.kind === 'nothing' || step.kind === 'wait') return;
    if (step.kind === 'refuse' && row) return refuse(deps, row, step.because);
    if (step.kind === 'clear' && row) return clear(deps, row);
    await media.discardUpload(name);
    return;
  }
  if (announced === undefined) throw new TypeError('what is inspected was announced');
  const outcome = await keep(deps, { row, announced, file }, deadline);
  if (outcome.kind === 'refused') return refuse(deps, row, outcome.because);
  if (outcome.kind === 'overtaken') return leave(deps, row);
  log.info('MEDIA_KEPT', { category: row.category });
  await media.discardUpload(name);
}

async function refuse(
  deps: IntakeDependencies,
  row: UploadRow,
  because: UploadRefusal,
): Promise<void> {
  if (!(await endRefused(deps.database, row, because))) return leave(deps, row);
  deps.log.warn('MEDIA_REFUSED', { category: row.category, reason: because });
  return clear(deps, row);
}

/**
 * Another run has ended the wait, or an erasure: no record can be written any more that is not there.
 * Where one is there, what this run wrote is its file, because it has the same key.
 */
async function leave(deps: IntakeDependencies, row: UploadRow): Promise<void> {
  const recorded = await readRow(deps.database, row.subjectId, row.recordId);
  if (recorded === undefined) return clear(deps, row);
  await deps.media.discardUpload(uploadName(row.recordId));
}

/** Nothing refers to the file any more, and nothing will. */
async function clear(
  { media }: Pick<IntakeDependencies, 'media'>,
  { subjectId, recordId }: UploadRow,
): Promise<void> {
  await media.delete(mediaName(subjectId, recordId));
  await media.discardUpload(uploadName(recordId));
}
