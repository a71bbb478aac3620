import { accountFor } from '../../decision/store.ts';
import { inspect } from '../../cleaning/inspect.ts';
import type { ByteSource } from '../../cleaning/inspection.ts';
import { StoreUnavailableError } from '../../platform/dynamo/errors.ts';
import { conflict, retryOnConflict } from '../../platform/dynamo/retry.ts';
import { transact } from '../../platform/dynamo/transact.ts';
import type { MediaObjects, Upload } from '../../platform/media/media-objects.ts';
import { mediaName } from '../../platform/media/media-objects.ts';
import { mediaIn } from '../../policy/categories.ts';
import { authorizeAgain } from '../../record/authorize-write.ts';
import type { DecidingDependencies } from '../../record/authorize-write.ts';
import type { DraftTimes, Records } from '../../record/store.ts';
import { insertion } from '../../record/rows.ts';
import type { NewRecord } from '../../record/rows.ts';
import { obtainedOf } from '../../record/write.ts';
import { noteObtained } from '../../source/note.ts';
import type { Subjects } from '../../subject/store.ts';
import type { UploadRefusal } from '../model/upload.ts';
import { refusalOfUpload } from '../model/upload.ts';
import type { Announced, UploadRow } from '../rows.ts';
import { ended, readUpload } from '../store.ts';
import { KeepingTimedOutError, seal } from './seal.ts';

export interface KeepDependencies extends DecidingDependencies {
  readonly subjects: Pick<Subjects, 'get'>;
  readonly records: Pick<Records, 'draft'>;
  readonly media: MediaObjects;
}

export interface WaitingUpload {
  readonly row: UploadRow;
  readonly announced: Announced;
  readonly file: Upload;
}

export type Kept =
  | { readonly kind: 'kept' }
  /** Another run was faster, or the person was erased meanwhile. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'refused'; readonly because: UploadRefusal };

/**
 * Checks, cleans and encrypts a file, then writes its record. Decided twice: before, so that nothing
 * is read that may not be stored, and after, because a large file takes minutes.
 *
 * @throws StoreUnavailableError, KeyringUnavailableError, ObjectsUnavailableError,
 * KeepingTimedOutError: repeat it
 */
export async function keep(
  deps: KeepDependencies,
  { row, announced, file }: WaitingUpload,
  deadline: AbortSignal,
): Promise<Kept> {
  const before = await decideAgain(deps, row, announced);
  if (before.kind === 'refused') return before;
  const inspection = await inspect(untilDeadline(file, deadline), announced.contentType);
  if (inspection.kind === 'refused') return inspection;

  const { recordId, subjectId } = row;
  const sealed = await seal({
    ...{ media: deps.media, upload: file, announced, deadline },
    name: mediaName(subjectId, recordId),
    pieces: inspection.pieces,
    isWaiting: async () => (await readUpload(deps, recordId))?.state === 'waiting',
  });
  if (sealed.kind === 'wrong-hash') return { kind: 'refused', because: 'wrong-hash' };
  if (sealed.kind === 'overtaken') return sealed;

  const after = await decideAgain(deps, row, announced);
  if (after.kind === 'refused') return after;
  const { category, purposes } = row;
  const stored = { ...sealed.media, key: announced.key };
  const { source } = announced;
  const input = { category, purposes, content: null, media: stored, source };
  const draft = deps.records.draft(subjectId, input, after.times, recordId);
  return record(deps, row, draft);
}

/** Ends the wait with the record, and notes from which recipient the file was obtained. */
async function record(deps: KeepDependencies, row: UploadRow, draft: NewRecord): Promise<Kept> {
  const statements = [ended(row, { state: 'kept' }), await insertion(deps.subjectKeys, draft)];
  return retryOnConflict(
    { attempts, exhausted: 'a notice of a source kept changing while a file was recorded' },
    async () => {
      const noted = await noteObtained(deps.database, obtainedOf(draft));
      const outcome = await transact(deps.database, [...statements, ...noted]);
      if (outcome.kind === 'committed') return { kind: 'kept' };
      if (outcome.kind === 'contended') {
        throw new StoreUnavailableError('the record of a file could not be written');
      }
      return outcome.statement < statements.length ? { kind: 'overtaken' } : conflict;
    },
  );
}

const attempts = 10;

/** A file may be made so that it takes thousands of reads. */
const untilDeadline = ({ bytes, read }: Upload, deadline: AbortSignal): ByteSource => ({
  bytes,
  read: (start, length) => {
    if (deadline.aborted) throw new KeepingTimedOutError();
    return read(start, length);
  },
});

/** A consent may have been withdrawn since, the person restricted, frozen or erased. */
async function decideAgain(
  deps: KeepDependencies,
  { subjectId, category, purposes, collectedAt }: UploadRow,
  { contentType, bytes, source }: Announced,
): Promise<
  | { readonly kind: 'permitted'; readonly times: DraftTimes }
  | { readonly kind: 'refused'; readonly because: UploadRefusal }
> {
  const takes = mediaIn(deps.policy, category);
  if (takes?.types.includes(contentType) !== true || bytes > takes.maximumBytes) {
    return { kind: 'refused', because: 'not-permitted' };
  }
  const write = { category, purposes, content: null, collectedAt, source };
  const { authorization, denials } = await authorizeAgain(deps, subjectId, write);
  await accountFor(deps, denials);
  return authorization.kind === 'authorized'
    ? { kind: 'permitted', times: authorization.times }
    : { kind: 'refused', because: refusalOfUpload(authorization.refusal) };
}
