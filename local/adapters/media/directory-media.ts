import type * as production from '#media';
import type { FileHandle } from 'node:fs/promises';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { checkContentType, secondsUntil } from '../../../lambda/platform/objects/checks.ts';
import { answered, ObjectsUnavailableError } from '../../../lambda/platform/objects/errors.ts';
import {
  checkExactFile,
  checkMediaName,
  checkBeginning,
  checkRange,
  checkUploadName,
  isMediaName,
  isUploadName,
} from '../../../lambda/platform/media/checks.ts';
import { malwareVerdict, scanStatusTag } from '../../../lambda/platform/media/malware.ts';
import type {
  ByteRange,
  ExactFile,
  MediaName,
  MediaObjects,
  OpenedMedia,
  Upload,
  UploadForm,
  UploadName,
} from '../../../lambda/platform/media/media-objects.ts';
import type { SubjectId } from '../../../lambda/value/ids.ts';
import { milliseconds } from '../../../lambda/value/time.ts';
import type { Clock, EpochMilliseconds } from '../../../lambda/value/time.ts';
import { loadKeyFile } from '../keyring/key-file.ts';
import type { KeyFile } from '../keyring/key-file.ts';
import {
  openSealed,
  presentOrAbsent,
  removeSealed,
  writeSealed,
} from '../objects/sealed-directory.ts';
import type { SealedContent, SealedPlace } from '../objects/sealed-directory.ts';
import { used } from '../use-of-service.ts';
import { parseMediaPlace } from './media-place.ts';
import type { MediaPlace } from './media-place.ts';
import { formSigner, signForm } from './signed-form.ts';
import type { FormSigner } from './signed-form.ts';

/** An upload that lies in the directory. */
export interface StoredUpload {
  readonly name: UploadName;
  readonly writtenAt: EpochMilliseconds;
}

/** The media store of the embedded runtime: encrypted files in a directory, forms to its server. */
export class DirectoryMedia implements MediaObjects {
  readonly #place: MediaPlace;
  readonly #clock: Clock;
  #keyFile: KeyFile | undefined;

  constructor(place: MediaPlace, clock: Clock) {
    this.#place = place;
    this.#clock = clock;
  }

  get bucket(): string {
    return this.#place.bucket;
  }

  /** Signs the forms that this directory takes. */
  get signer(): FormSigner {
    return formSigner(this.#keys().master);
  }

  form(name: UploadName, exact: ExactFile, expiresAt: EpochMilliseconds): Promise<UploadForm> {
    return Promise.resolve().then(() => {
      checkUploadName(name);
      checkExactFile(exact);
      const now = this.#clock();
      secondsUntil(expiresAt, now);
      const { formUrl: url, bucket } = this.#place;
      return signForm(this.signer, { url, bucket, name }, exact, now, expiresAt);
    });
  }

  /**
   * Stores what a form brought, whole or not at all.
   *
   * @throws ObjectsUnavailableError; errors of the body unchanged
   */
  async receive(
    name: UploadName,
    contentType: string,
    body: AsyncIterable<unknown>,
  ): Promise<void> {
    checkContentType(contentType);
    const place = this.#uploadPlace(name);
    used({ service: 's3', action: 'PutObject', object: name });
    await writeSealed(place, contentType, body);
    await rm(scanOf(place.path), { force: true });
  }

  /** Writes the tag that a scan for malware leaves. */
  async tagScanned(name: UploadName, status: string): Promise<void> {
    const { path } = this.#uploadPlace(name);
    await answered(() => writeFile(scanOf(path), status, { mode: 0o600 }));
  }

  async openUpload(name: UploadName): Promise<Upload | undefined> {
    const place = this.#uploadPlace(name);
    const found = await openSealed(place);
    if (found === undefined) return undefined;
    found.body.destroy();
    const version = await answered(() => presentOrAbsent(versionOf(place.path)));
    const status = await answered(() => presentOrAbsent(readFile(scanOf(place.path), 'utf8')));
    const open = async (range?: ByteRange): Promise<SealedContent> => {
      const content = await openSealed(place, range, async (handle) => {
        if ((await versionOf(handle)) !== version) throw replaced();
      });
      if (content === undefined) throw replaced();
      return content;
    };
    const { bytes } = found;
    return {
      bytes,
      malware: malwareVerdict(
        status === undefined ? [] : [{ Key: scanStatusTag, Value: status.trim() }],
      ),
      read: async (start, length) => {
        const end = Math.min(start + length, bytes) - 1;
        if (end < start) return new Uint8Array(0);
        return buffer((await open({ start, end })).body);
      },
      stream: async function* () {
        yield* (await open()).body as AsyncIterable<Uint8Array>;
      },
    };
  }

  async discardUpload(name: UploadName): Promise<void> {
    const { path } = this.#uploadPlace(name);
    used({ service: 's3', action: 'DeleteObject', object: name });
    await removeSealed(path);
    await answered(() => rm(scanOf(path), { force: true }));
  }

  async put(name: MediaName, body: Readable): Promise<{ readonly bytes: number }> {
    try {
      const place = this.#mediaPlace(name);
      used({ service: 's3', action: 'PutObject', object: name });
      return { bytes: await writeSealed(place, '', body) };
    } finally {
      body.destroy();
    }
  }

  async open(name: MediaName, range?: ByteRange): Promise<OpenedMedia | undefined> {
    const place = this.#mediaPlace(name);
    if (range !== undefined) checkRange(range);
    try {
      return await openSealed(place, range);
    } catch (error) {
      // S3 answers 416.
      if (error instanceof RangeError) throw ObjectsUnavailableError.from(error);
      throw error;
    }
  }

  async delete(name: MediaName): Promise<void> {
    const { path } = this.#mediaPlace(name);
    used({ service: 's3', action: 'DeleteObject', object: name });
    await removeSealed(path);
  }

  async *names(subjectId: SubjectId): AsyncGenerator<MediaName, void> {
    for (const file of await this.#filesIn('media', subjectId)) {
      const name = `media/${subjectId}/${file}`;
      if (isMediaName(name)) yield name;
    }
  }

  async *everyName(beginning: string): AsyncGenerator<`media/${string}`, void> {
    checkBeginning(beginning);
    for (const person of await this.#filesIn('media')) {
      if (!person.startsWith(beginning)) continue;
      for (const file of await this.#filesIn('media', person)) yield `media/${person}/${file}`;
    }
  }

  /** Every upload that lies there. */
  async *uploads(): AsyncGenerator<StoredUpload, void> {
    for (const file of await this.#filesIn('uploads')) {
      const name = `uploads/${file}`;
      if (!isUploadName(name)) continue;
      const path = this.#uploadPlace(name).path;
      const found = await answered(() => presentOrAbsent(stat(path)));
      if (found !== undefined) yield { name, writtenAt: milliseconds(found.mtimeMs) };
    }
  }

  async #filesIn(...folders: readonly string[]): Promise<readonly string[]> {
    const files = await answered(() =>
      presentOrAbsent(readdir(join(this.#place.directory, ...folders))),
    );
    return (files ?? []).sort();
  }

  #uploadPlace(name: UploadName): SealedPlace {
    checkUploadName(name);
    return this.#placeOf(name);
  }

  #mediaPlace(name: MediaName): SealedPlace {
    checkMediaName(name);
    return this.#placeOf(name);
  }

  // Like the objects of exports: what the store is given is encrypted once more at rest.
  #placeOf(name: UploadName | MediaName): SealedPlace {
    return {
      path: join(this.#place.directory, ...name.split('/')),
      master: this.#keys().master,
      context: { purpose: 'object/v1', name },
    };
  }

  #keys(): KeyFile {
    this.#keyFile ??= loadKeyFile(this.#place.keyFile);
    return this.#keyFile;
  }
}

/** What `#media` resolves to in the embedded runtime. */
export const openMediaObjects: typeof production.openMediaObjects = (place, clock) =>
  new DirectoryMedia(parseMediaPlace(place), clock);

const scanOf = (path: string): string => `${path}.scan`;

/** Another file has another version, also one of the same length that replaces it. */
async function versionOf(file: string | FileHandle): Promise<string> {
  const options = { bigint: true } as const;
  const { ino, mtimeNs, size } = await (typeof file === 'string'
    ? stat(file, options)
    : file.stat(options));
  return [ino, mtimeNs, size].join(' ');
}

const replaced = () => new ObjectsUnavailableError('an upload was replaced or removed');
