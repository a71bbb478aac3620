import type * as production from '#objects';
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, glob, mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { loadKeyFile } from '../keyring/key-file.ts';
import { used } from '../use-of-service.ts';
import type { KeyFile } from '../keyring/key-file.ts';
import type { Clock, EpochMilliseconds } from '../../../lambda/value/time.ts';
import {
  attachmentCalled,
  checkContentType,
  checkName,
  secondsUntil,
} from '../../../lambda/platform/objects/checks.ts';
import { answered } from '../../../lambda/platform/objects/errors.ts';
import type { ObjectName, Objects } from '../../../lambda/platform/objects/objects.ts';
import {
  maximumHeaderLength,
  openFile,
  plaintextLength,
  readHeader,
  sealFile,
} from './sealed-file.ts';
import { parsePlace } from './directory-place.ts';
import type { DirectoryPlace } from './directory-place.ts';
import { linkKey, signLink, verifyLink } from './signed-link.ts';

/** The response to a link. `body` fails with ObjectBrokenError if the file was altered. */
export type ServedLink =
  | {
      readonly kind: 'served';
      readonly body: Readable;
      readonly bytes: number;
      readonly contentType: string;
      /** Value of the content-disposition header. */
      readonly disposition: string;
    }
  /** Not a signed link, altered, or expired. */
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'not-found' };

/**
 * The objects of the embedded runtime: encrypted files in a directory, with links to its server.
 */
export class DirectoryObjects implements Objects {
  readonly #place: DirectoryPlace;
  readonly #clock: Clock;
  #keyFile: KeyFile | undefined;

  constructor(place: DirectoryPlace, clock: Clock) {
    this.#place = place;
    this.#clock = clock;
  }

  async put(
    name: ObjectName,
    body: Readable,
    contentType: string,
  ): Promise<{ readonly bytes: number }> {
    try {
      checkContentType(contentType);
      used({ service: 's3', action: 'PutObject', object: name });
      return { bytes: await this.#write(name, body, contentType) };
    } finally {
      body.destroy();
    }
  }

  async #write(name: ObjectName, body: Readable, contentType: string): Promise<number> {
    const path = this.#pathOf(name);
    const partial = `${path}.${randomBytes(8).toString('hex')}.partial`;
    let bytes = 0;
    const file = sealFile(this.#keys().master, name, contentType, body, (count) => {
      bytes += count;
    });
    try {
      await writeDurably(partial, file);
      await answered(() => rename(partial, path));
    } catch (error) {
      await rm(partial, { force: true }).catch(() => undefined);
      throw error;
    }
    return bytes;
  }

  link(name: ObjectName, filename: string, expiresAt: EpochMilliseconds): Promise<string> {
    return Promise.resolve().then(() => {
      checkName(name);
      secondsUntil(expiresAt, this.#clock());
      return signLink(
        linkKey(this.#keys().master),
        this.#place.baseUrl,
        { name, filename },
        expiresAt,
      );
    });
  }

  async exists(name: ObjectName): Promise<boolean> {
    const path = this.#pathOf(name);
    used({ service: 's3', action: 'HeadObject', object: name });
    return answered(() => presentOrAbsent(access(path).then(() => true))).then(Boolean);
  }

  async delete(name: ObjectName): Promise<void> {
    const path = this.#pathOf(name);
    used({ service: 's3', action: 'DeleteObject', object: name });
    await answered(async () => {
      await rm(path, { force: true });
      // Files of an upload that was killed.
      for await (const partial of glob(`${basename(path)}.*.partial`, { cwd: dirname(path) })) {
        await rm(join(dirname(path), partial), { force: true });
      }
    });
  }

  /**
   * Returns a link from `link`.
   *
   * @param link the URL, or its path and query
   */
  async serveLink(link: string): Promise<ServedLink> {
    const key = linkKey(this.#keys().master);
    const grant = verifyLink(key, this.#place.baseUrl, link, this.#clock());
    if (grant === undefined) return { kind: 'forbidden' };
    const handle = await answered(() => presentOrAbsent(open(this.#pathOf(grant.name), 'r')));
    if (handle === undefined) return { kind: 'not-found' };
    try {
      const file = await this.#read(grant.name, handle);
      return { kind: 'served', ...file, disposition: attachmentCalled(grant.filename) };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async #read(name: ObjectName, handle: FileHandle) {
    const { size } = await handle.stat();
    const start = Buffer.alloc(Math.min(size, maximumHeaderLength));
    await handle.read(start, 0, start.length, 0);
    const header = readHeader(start);
    const sealed = createReadStream('', { fd: handle, start: header.length });
    const body = Readable.from(openFile(this.#keys().master, name, header, sealed), {
      objectMode: false,
    });
    // Closes the file also when the body is not read to its end.
    body.once('close', () => sealed.destroy());
    return { body, bytes: plaintextLength(header, size), contentType: header.contentType };
  }

  #pathOf(name: ObjectName): string {
    checkName(name);
    return join(this.#place.directory, ...name.split('/'));
  }

  #keys(): KeyFile {
    this.#keyFile ??= loadKeyFile(this.#place.keyFile);
    return this.#keyFile;
  }
}

/** What `#objects` resolves to in the embedded runtime. */
export const openObjects: typeof production.openObjects = (place, clock) =>
  new DirectoryObjects(parsePlace(place), clock);

async function writeDurably(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  await answered(() => mkdir(dirname(path), { recursive: true, mode: 0o700 }));
  const handle = await answered(() => open(path, 'wx', 0o600));
  try {
    // Errors of the body itself are thrown unchanged.
    for await (const bytes of content) await answered(() => handle.appendFile(bytes));
    await answered(() => handle.sync());
  } finally {
    await handle.close();
  }
}

async function presentOrAbsent<Value>(value: Promise<Value>): Promise<Value | undefined> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
