import { ObjectBrokenError } from '../platform/envelope/sealed-file.ts';
import { mediaName } from '../platform/media/media-objects.ts';
import type { MediaName, MediaObjects } from '../platform/media/media-objects.ts';
import { openMedia } from '../platform/media/sealed-media.ts';
import type { MediaFacts, OpenedRecord, StoredMedia } from '../record/model/record.ts';
import { mediaFacts } from '../record/views.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { extensionOf } from '../value/media-types.ts';
import type { AddBytes, WrittenFile } from './export-zip.ts';

/** `missing`: it is not stored any more. `broken`: it was altered, and at most its beginning is here. */
export const mediaStates = ['whole', 'missing', 'broken'] as const;

/** The file of a record as an export has it. */
export interface ExportedMedia extends MediaFacts {
  readonly state: (typeof mediaStates)[number];
  /** Path in the archive. */
  readonly file?: string;
}

/** Without the key of its file. */
export interface ExportedRecord extends Omit<OpenedRecord, 'media'> {
  readonly media?: ExportedMedia;
}

/** A record whose file could not be copied. */
export interface LostMedia {
  readonly recordId: RecordId;
  readonly category: string;
  readonly state: Exclude<ExportedMedia['state'], 'whole'>;
}

export interface MediaFiles {
  /** Copies the file of a record, where there is one, into the archive. */
  copy(subjectId: SubjectId, record: OpenedRecord): Promise<ExportedRecord>;
  readonly copies: readonly WrittenFile[];
  readonly lost: readonly LostMedia[];
}

/** The records as they come, each with its file copied before. */
export async function* copied(
  media: MediaFiles,
  subjectId: SubjectId,
  records: AsyncIterable<OpenedRecord>,
): AsyncGenerator<ExportedRecord, void> {
  for await (const record of records) yield await media.copy(subjectId, record);
}

/**
 * Opens files and adds them to an archive as they are, with constant memory. One that is missing or was
 * altered is named and keeps nothing else back: a person is not refused everything for the sake of one
 * picture (GDPR Art. 12(3), 15(3)).
 *
 * @throws ObjectsUnavailableError from `copy`: the export is tried again
 */
export function openMediaFiles(media: MediaObjects, addBytes: AddBytes): MediaFiles {
  const copies: WrittenFile[] = [];
  const lost: LostMedia[] = [];

  async function copyOf(
    name: MediaName,
    path: string,
    { key, bytes, sha256 }: StoredMedia,
  ): Promise<Pick<ExportedMedia, 'state' | 'file'>> {
    const body = await unlessBroken(openMedia(media, name, key, bytes));
    if (body === undefined) return { state: 'missing' };
    if (body === 'broken') return { state: 'broken' };
    const written = await addBytes(path, untilBroken(body));
    copies.push(written);
    return { state: written.sha256 === sha256 ? 'whole' : 'broken', file: path };
  }

  return {
    ...{ copies, lost },
    async copy(subjectId, { media: stored, ...record }) {
      if (stored === undefined) return record;
      const { recordId, category } = record;
      const path = `media/${recordId}.${extensionOf[stored.contentType]}`;
      const copy = await copyOf(mediaName(subjectId, recordId), path, stored);
      if (copy.state !== 'whole') lost.push({ recordId, category, state: copy.state });
      return { ...record, media: { ...mediaFacts(stored), ...copy } };
    },
  };
}

const unlessBroken = <Opened>(opening: Promise<Opened>): Promise<Opened | 'broken'> =>
  opening.catch((error: unknown) => {
    if (error instanceof ObjectBrokenError) return 'broken';
    throw error;
  });

/** What was read before is authenticated, chunk by chunk. */
async function* untilBroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (error) {
    if (!(error instanceof ObjectBrokenError)) throw error;
  }
}
