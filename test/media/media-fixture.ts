import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { mediaHandlers } from '../../lambda/media/api.ts';
import { takeUpload } from '../../lambda/media/intake/intake.ts';
import { mediaApi, mediaIntake } from '../../lambda/media/needs.ts';
import { mediaRoutes } from '../../lambda/media/routes.ts';
import { mediaUploads } from '../../lambda/media/table.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { MediaObjects } from '../../lambda/platform/media/media-objects.ts';
import { mediaName, uploadName } from '../../lambda/platform/media/media-objects.ts';
import { openMedia } from '../../lambda/platform/media/sealed-media.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import type { StoredMedia } from '../../lambda/record/model/record.ts';
import { records } from '../../lambda/record/table.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import type { RecordId, SubjectId } from '../../lambda/value/ids.ts';
import type { MediaType } from '../../lambda/value/media-types.ts';
import { chunksOf } from '../cleaning/cleaning.ts';
import { boundTo } from '../record/record-fixture.ts';
import { assistant } from '../record/calls.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { openRequestFixture } from '../request/request-fixture.ts';
import type { Call, CallResult } from '../support/call.ts';
import { call } from '../support/call.ts';

/** How a run of the intake differs from the next one. */
export interface Run {
  readonly scan?: 'required' | 'none';
  readonly database?: Database;
  readonly media?: MediaObjects;
  readonly policy?: Policy;
  readonly deadline?: AbortSignal;
}

/** The functions of files beside those of requests, on one embedded server and one directory. */
export interface MediaFixture extends RequestFixture {
  readonly api: (request: Call, policy?: Policy) => Promise<CallResult>;
  /** Runs the intake for an event about an upload. */
  readonly intake: (recordId: RecordId, run?: Run) => Promise<void>;
}

export async function openMediaFixture(): Promise<MediaFixture> {
  const fixture = await openRequestFixture();
  const { server, database } = fixture;
  return {
    ...fixture,
    api: (request, policy = fixture.policy) => {
      const parts = { ...fixture, policy, database: boundTo(mediaApi, server, database) };
      return call(createApp(parts, mediaRoutes, mediaHandlers(parts)), request);
    },
    intake: (recordId, { scan = 'none', deadline, media, policy, ...run } = {}) => {
      const bound = boundTo(mediaIntake, server, run.database ?? database);
      const { subjectKeys, subjects, consents } = fixture.on(bound);
      const parts = { ...fixture, subjectKeys, subjects, consents, database: bound };
      return takeUpload(
        { ...parts, scan, media: media ?? fixture.media, policy: policy ?? fixture.policy },
        recordId,
        deadline ?? new AbortController().signal,
      );
    },
  };
}

export const subjectOf = ({ email }: Pick<Person, 'email'>) => ({ type: 'email', value: email });

export const announcementOf = (
  person: Pick<Person, 'email'>,
  file: Uint8Array,
  overrides: object = {},
) => ({
  subject: subjectOf(person),
  category: 'prompt-image',
  purposes: ['service-provision'],
  contentType: 'image/jpeg',
  bytes: file.byteLength,
  sha256: sha256Hex(file),
  ...overrides,
});

export const announce = (
  fixture: MediaFixture,
  body: object,
  { key = randomUUID(), policy }: { readonly key?: string; readonly policy?: Policy } = {},
): Promise<CallResult> =>
  fixture.api(
    {
      ...{ method: 'POST', path: '/v1/media', caller: assistant, body },
      headers: { 'idempotency-key': key },
    },
    policy,
  );

/** Announces a file and returns the id of its record. */
export async function announced(
  fixture: MediaFixture,
  person: Pick<Person, 'email'>,
  file: Uint8Array,
  overrides?: object,
): Promise<RecordId> {
  const { status, body } = await announce(fixture, announcementOf(person, file, overrides));
  if (status !== 201) throw new Error(`the announcement was answered ${status}`);
  return body.recordId;
}

/** Puts a file where the form puts it. */
export const send = (
  { media }: Pick<MediaFixture, 'media'>,
  recordId: RecordId,
  file: Uint8Array,
  contentType: MediaType = 'image/jpeg',
): Promise<void> => media.receive(uploadName(recordId), contentType, chunksOf(file, 1_000));

/** Announces a file and sends it. */
export async function sent(
  fixture: MediaFixture,
  person: Pick<Person, 'email'>,
  file: Uint8Array,
  overrides?: object,
): Promise<RecordId> {
  const recordId = await announced(fixture, person, file, overrides);
  await send(fixture, recordId, file);
  return recordId;
}

export const stateOf = async (
  { api }: Pick<MediaFixture, 'api'>,
  recordId: RecordId,
): Promise<{ readonly state?: string; readonly because?: string }> => {
  const { body } = await api({ method: 'GET', path: `/v1/media/${recordId}`, caller: assistant });
  return { state: body.state, because: body.because };
};

/** What there is of a file: of its upload, its object and its record. */
export async function leftOf(
  { media, rows }: MediaFixture,
  subjectId: SubjectId,
  recordId: RecordId,
): Promise<readonly string[]> {
  const name = mediaName(subjectId, recordId);
  const [upload, names, written, announcements] = await Promise.all([
    media.openUpload(uploadName(recordId)),
    Array.fromAsync(media.names(subjectId)),
    rows(records),
    rows(mediaUploads),
  ]);
  const has = (row: Record<string, unknown>): boolean => row['recordId'] === recordId;
  return [
    ...(upload === undefined ? [] : ['upload']),
    ...(names.includes(name) ? ['object'] : []),
    ...(written.some(has) ? ['record'] : []),
    ...(announcements.some((row) => has(row) && row['sealed'] !== undefined) ? ['key'] : []),
  ];
}

/** The file as it is stored, opened with what its record says. */
export async function storedFile(
  { media, records: store }: MediaFixture,
  subjectId: SubjectId,
  recordId: RecordId,
): Promise<{ readonly media: StoredMedia; readonly file: Buffer } | undefined> {
  const stored = (await store.get(subjectId, recordId))?.media;
  if (stored === undefined) return undefined;
  const name = mediaName(subjectId, recordId);
  const opened = await openMedia(media, name, stored.key, stored.bytes);
  if (opened === undefined) throw new Error('the record has no object');
  return { media: stored, file: await buffer(opened) };
}
