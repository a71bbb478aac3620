import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediaContentHandlers } from '../../../lambda/media/content/api.ts';
import { mediaContent } from '../../../lambda/media/content/needs.ts';
import { mediaContentRoutes } from '../../../lambda/media/content/routes.ts';
import { createStreamingApp } from '../../../lambda/platform/http/streaming-app.ts';
import type { StreamingApp } from '../../../lambda/platform/http/streaming-app.ts';
import { mediaName } from '../../../lambda/platform/media/media-objects.ts';
import type { MediaName } from '../../../lambda/platform/media/media-objects.ts';
import { sealMedia } from '../../../lambda/platform/media/sealed-media.ts';
import { makeLinks } from '../../../lambda/record/media-links.ts';
import type { RecordId } from '../../../lambda/value/ids.ts';
import type { MediaType } from '../../../lambda/value/media-types.ts';
import { DirectoryMedia } from '../../../local/adapters/media/directory-media.ts';
import { newPerson } from '../../record/calls.ts';
import type { Person } from '../../record/calls.ts';
import { boundTo, openRecordFixture } from '../../record/record-fixture.ts';
import type { RecordFixture } from '../../record/record-fixture.ts';
import { mediaOf, writeMedia } from '../../record/stored-media.ts';
import { say } from '../../retention/sweeping.ts';
import { callStream, streamingRuntime } from '../../support/call-stream.ts';
import type { StreamedResult } from '../../support/call-stream.ts';

export interface LinkedFile {
  readonly person: Person;
  readonly recordId: RecordId;
  readonly name: MediaName;
  readonly file: Buffer;
  /** Path of the API. */
  readonly link: string;
}

export interface ContentFixture extends RecordFixture {
  readonly media: DirectoryMedia;
  readonly app: StreamingApp;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<StreamedResult>;
  readonly head: (path: string, headers?: Record<string, string>) => Promise<StreamedResult>;
}

/** The function that opens files, on a real embedded server and a directory. */
export async function openContentFixture(): Promise<ContentFixture> {
  const fixture = await openRecordFixture();
  const directory = await mkdtemp(join(tmpdir(), 'custos-content-'));
  const place = {
    directory: join(directory, 'media'),
    bucket: 'media',
    formUrl: 'http://127.0.0.1:9/_media',
    keyFile: join(directory, 'keys.json'),
  };
  const media = new DirectoryMedia(place, fixture.clock);
  const database = boundTo(mediaContent, fixture, fixture.database);
  const parts = { ...fixture, database, media };
  const app = createStreamingApp(
    parts,
    mediaContentRoutes,
    mediaContentHandlers(parts),
    streamingRuntime,
  );
  return {
    ...fixture,
    media,
    app,
    get: (path, headers = {}) => callStream(app, { method: 'GET', path, headers }),
    head: (path, headers = {}) => callStream(app, { method: 'HEAD', path, headers }),
    stop: async () => {
      await fixture.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A file of a new person, stored at noon as the intake stores it, and a link to it. */
export async function linkedFile(
  fixture: ContentFixture,
  file: Buffer,
  { contentType = 'image/jpeg', purpose }: { contentType?: MediaType; purpose?: string } = {},
): Promise<LinkedFile> {
  const person = await newPerson(fixture);
  fixture.setClock('2026-11-25T11:59:00Z');
  await say(fixture, person.subjectId, 'given');
  fixture.setClock('2026-11-25T12:00:00Z');
  const media = { ...mediaOf(file), contentType };
  const purposes = ['service-provision', 'improvement'];
  const written = { media, category: 'prompt-image', purposes };
  const { recordId } = await writeMedia(fixture, person.subjectId, written);
  const name = mediaName(person.subjectId, recordId);
  await sealMedia(fixture.media, name, media.key, blocks(file));
  const [link] = await makeLinks(fixture, person.subjectId, [recordId], purpose);
  return { person, recordId, name, file, link: link?.path ?? '' };
}

async function* blocks(file: Buffer): AsyncGenerator<Uint8Array, void> {
  for (let start = 0; start < file.length; start += 65_536) {
    yield await Promise.resolve(file.subarray(start, start + 65_536));
  }
}
