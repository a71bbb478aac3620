import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { MediaObjects } from '../../lambda/platform/media/media-objects.ts';
import { mediaName } from '../../lambda/platform/media/media-objects.ts';
import { openMedia, sealMedia } from '../../lambda/platform/media/sealed-media.ts';
import { expiresAt } from '../../lambda/retention/model/retention.ts';
import type { StoredMedia } from '../../lambda/record/model/record.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import type { RecordId, SubjectId } from '../../lambda/value/ids.ts';
import type { EpochMilliseconds, EpochSeconds } from '../../lambda/value/time.ts';
import type { RecordFixture } from './record-fixture.ts';

export interface WrittenMedia {
  readonly recordId: RecordId;
  readonly media: StoredMedia;
}

/** What the intake says of a file that it has encrypted under a key of its own. */
export const mediaOf = (file: Uint8Array): StoredMedia => ({
  ...{ contentType: 'image/jpeg', bytes: file.byteLength, sha256: sha256Hex(file) },
  key: randomBytes(32).toString('base64'),
});

/** Writes the record of a file, as the intake does. */
export async function writeMedia(
  { records, policy, clock }: Pick<RecordFixture, 'records' | 'policy' | 'clock'>,
  subjectId: SubjectId,
  {
    category = 'prompt-text',
    purposes = ['service-provision'],
    media = mediaOf(Buffer.from('a picture')),
    suspended = false,
    expiresAt: end,
    collectedAt = clock(),
  }: {
    readonly category?: string;
    readonly purposes?: readonly string[];
    readonly media?: StoredMedia;
    readonly suspended?: boolean;
    readonly expiresAt?: EpochSeconds;
    readonly collectedAt?: EpochMilliseconds;
  } = {},
): Promise<WrittenMedia> {
  const ending = expiresAt({ policy, purposes, collectedAt, now: collectedAt });
  if (ending.kind !== 'expires') throw new Error('choose purposes that keep the record');
  const draft = records.draft(
    subjectId,
    { category, purposes, content: null, source: 'chat', media },
    { collectedAt, expiresAt: end ?? ending.at, suspended },
  );
  await records.write([draft], []);
  return { recordId: draft.recordId, media };
}

type Storing = Parameters<typeof writeMedia>[0] & { readonly media: MediaObjects };

/** The same with the encrypted file: everything that the intake leaves of an upload. */
export async function storeMedia(
  fixture: Storing,
  subjectId: SubjectId,
  file: Uint8Array,
  options: Omit<Parameters<typeof writeMedia>[2] & object, 'media'> = {},
): Promise<WrittenMedia> {
  const written = await writeMedia(fixture, subjectId, { ...options, media: mediaOf(file) });
  const name = mediaName(subjectId, written.recordId);
  await sealMedia(fixture.media, name, written.media.key, Readable.from([file]));
  return written;
}

/** As it opens with the key of its record; undefined where it is gone. */
export async function fileOf(
  { media }: Pick<Storing, 'media'>,
  subjectId: SubjectId,
  { recordId, media: { key, bytes } }: WrittenMedia,
): Promise<Buffer | undefined> {
  const body = await openMedia(media, mediaName(subjectId, recordId), key, bytes);
  return body && buffer(body);
}

/** Flips a bit in the middle of the stored file. */
export async function alter(
  { media }: Pick<Storing, 'media'>,
  subjectId: SubjectId,
  { recordId }: Pick<WrittenMedia, 'recordId'>,
): Promise<void> {
  const name = mediaName(subjectId, recordId);
  const stored = await buffer((await media.open(name))!.body);
  stored[Math.floor(stored.length / 2)]! ^= 1;
  await media.put(name, Readable.from([stored]));
}
