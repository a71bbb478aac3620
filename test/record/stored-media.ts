import { randomBytes } from 'node:crypto';
import { expiresAt } from '../../lambda/retention/model/retention.ts';
import type { StoredMedia } from '../../lambda/record/model/record.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import type { RecordId, SubjectId } from '../../lambda/value/ids.ts';
import type { RecordFixture } from './record-fixture.ts';

export interface WrittenMedia {
  readonly recordId: RecordId;
  readonly media: StoredMedia;
}

/** What the intake says of a file that it has sealed under a key of its own. */
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
  }: {
    readonly category?: string;
    readonly purposes?: readonly string[];
    readonly media?: StoredMedia;
    readonly suspended?: boolean;
  } = {},
): Promise<WrittenMedia> {
  const collectedAt = clock();
  const ending = expiresAt({ policy, purposes, collectedAt, now: collectedAt });
  if (ending.kind !== 'expires') throw new Error('choose purposes that keep the record');
  const draft = records.draft(
    subjectId,
    { category, purposes, content: null, source: 'chat', media },
    { collectedAt, expiresAt: ending.at, suspended },
  );
  await records.write([draft], []);
  return { recordId: draft.recordId, media };
}
