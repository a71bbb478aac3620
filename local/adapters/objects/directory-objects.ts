import type * as production from '#objects';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
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
import { parsePlace } from './directory-place.ts';
import type { DirectoryPlace } from './directory-place.ts';
import {
  openSealed,
  presentOrAbsent,
  removeBeside,
  removeSealed,
  writeSealed,
} from './sealed-directory.ts';
import type { SealedPlace } from './sealed-directory.ts';
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
      return { bytes: await writeSealed(this.#placeOf(name), contentType, body) };
    } finally {
      body.destroy();
    }
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
    const { path } = this.#placeOf(name);
    used({ service: 's3', action: 'HeadObject', object: name });
    return answered(() => presentOrAbsent(access(path).then(() => true))).then(Boolean);
  }

  async get(name: ObjectName): Promise<Readable | undefined> {
    used({ service: 's3', action: 'GetObject', object: name });
    return (await openSealed(this.#placeOf(name)))?.body;
  }

  async delete(name: ObjectName): Promise<void> {
    const { path } = this.#placeOf(name);
    used({ service: 's3', action: 'DeleteObject', object: name });
    await removeSealed(path);
    await this.deleteParts(name);
  }

  async deleteParts(name: ObjectName): Promise<void> {
    const { path } = this.#placeOf(name);
    await removeBeside(path);
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
    const file = await openSealed(this.#placeOf(grant.name));
    if (file === undefined) return { kind: 'not-found' };
    return { kind: 'served', ...file, disposition: attachmentCalled(grant.filename) };
  }

  #placeOf(name: ObjectName): SealedPlace {
    checkName(name);
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

/** What `#objects` resolves to in the embedded runtime. */
export const openObjects: typeof production.openObjects = (place, clock) =>
  new DirectoryObjects(parsePlace(place), clock);
