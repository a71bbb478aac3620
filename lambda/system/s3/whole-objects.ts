import {
  AbortMultipartUploadCommand,
  DeleteObjectTaggingCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { maximumChunkBytes } from '../model/connector.ts';
import type { IdentifierType, SystemCorrection } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { readChunk } from './chunk.ts';
import { correctedDocument, isJson, largestDocumentBytes } from './json-document.ts';
import { deleteVersions } from './delete-versions.ts';
import { fileName, jsonOf } from './export-page.ts';
import { exportVersions, storedAt } from './export-versions.ts';
import type { ExportOutcome, ExportSource } from './export-versions.ts';
import { overVersions } from './part.ts';
import type { ExportPage, Part, Position, Step, Turn, Walk } from './part.ts';
import { replaceObject } from './replace.ts';
import { tagsOf } from './stored-object.ts';
import { incompleteUploads, versionsBelow } from './versions.ts';
import type { VersionName } from './versions.ts';

export interface WholeObjectsProps extends Walk {
  readonly category: string;
  readonly selector: IdentifierType;
  readonly restrictedTag: string | undefined;
}

/**
 * Objects under a prefix of the person. All that S3 has there counts: versions, delete markers (their keys
 * name the person), and uploads that were begun.
 */
export class WholeObjects implements Part {
  readonly category: string;
  readonly selector: IdentifierType;
  readonly #walk: Walk;
  readonly #restrictedTag: string | undefined;

  constructor({ category, selector, restrictedTag, ...walk }: WholeObjectsProps) {
    this.category = category;
    this.selector = selector;
    this.#walk = walk;
    this.#restrictedTag = restrictedTag;
  }

  async find(at: Position | undefined): Promise<Step> {
    const { bucket, prefix, pageSize } = this.#walk;
    const { versions, markers, next } = await versionsBelow(bucket, prefix, at, pageSize);
    const count = versions.length + markers.length;
    if (next !== undefined) return { count, isDone: false, at: next };
    return { count: count + (await this.#eachUpload()), isDone: true };
  }

  /**
   * Deletes the first page until nothing is left but what Object Lock keeps: what is deleted need not be
   * passed over, so the position is always a version that is still there.
   */
  async erase(at: Position | undefined): Promise<Step> {
    const { bucket, prefix, pageSize } = this.#walk;
    const { versions, markers } = await versionsBelow(bucket, prefix, at, pageSize);
    if (versions.length + markers.length > 0) {
      const { deleted, locked } = await deleteVersions(bucket, [...versions, ...markers]);
      // Delete markers cannot be locked, so versions are in the order of S3 here.
      const last = versions.findLast((one) => locked.some((other) => isSame(other, one)));
      const { key, versionId } = last ?? at ?? {};
      return {
        count: deleted,
        isDone: false,
        at: key === undefined || versionId === undefined ? undefined : { key, versionId },
        fault: locked.length > 0 ? 'locked' : undefined,
      };
    }
    return {
      isDone: true,
      count: await this.#eachUpload(async ({ key, uploadId }) => {
        await bucket.client.send(
          new AbortMultipartUploadCommand({ Bucket: bucket.name, Key: key, UploadId: uploadId }),
        );
      }),
    };
  }

  async #eachUpload(
    work?: (upload: { readonly key: string; readonly uploadId: string }) => Promise<void>,
  ): Promise<number> {
    let count = 0;
    for await (const upload of incompleteUploads(this.#walk.bucket, this.#walk.prefix)) {
      try {
        await work?.(upload);
        count += 1;
      } catch (error) {
        if (!(error instanceof Error && error.name === 'NoSuchUpload')) throw error;
      }
    }
    return count;
  }

  /** Every version: an earlier one is data of the person as well. */
  export(at: Position | undefined, turn: Turn, page: ExportPage): Promise<Step> {
    return exportVersions(this.#walk, at, turn, page, (source) => this.#exportFile(source, page));
  }

  /** The next chunk of a file, or all of a small one. */
  async #exportFile(source: ExportSource, page: ExportPage): Promise<ExportOutcome> {
    const { key, versionId, isLatest, offset, etag = '', bytes = Infinity } = source;
    if (!page.hasRoom(Math.min(bytes, maximumChunkBytes)))
      return { count: 0, from: { offset, etag } };
    const chunk = await readChunk(this.#walk.bucket, source, {
      offset,
      etag: offset > 0 ? etag : undefined,
      isEmpty: bytes === 0,
    });
    if (chunk === undefined) return { count: 0 };
    const { contentType, isLast } = chunk;
    const isWhole = isLast && offset === 0;
    const json = isWhole && isJson(key, contentType) ? jsonOf(chunk.bytes) : undefined;
    const { category } = this;
    page.add(
      json === undefined
        ? {
            kind: 'file',
            category,
            name: fileName(key, versionId, isLatest),
            contentType,
            base64: Buffer.from(chunk.bytes).toString('base64'),
            isLast,
          }
        : { kind: 'json', category, content: json, ...storedAt(source) },
    );
    if (isLast) return { count: 1 };
    return { count: 0, from: { offset: offset + chunk.bytes.length, etag: chunk.etag } };
  }

  /** JSON documents alone: what is in other files is not known. The version with the wrong value is deleted. */
  rectify(
    at: Position | undefined,
    turn: Turn,
    corrections: readonly SystemCorrection[],
  ): Promise<Step> {
    return overVersions(this.#walk, at, turn, async (version) => {
      if (!version.isLatest || version.bytes > largestDocumentBytes) {
        return { count: 0, remains: version };
      }
      const { changes, current, locked } = await replaceObject(
        this.#walk.bucket,
        version.key,
        (source) => correctedDocument(source, corrections),
      );
      return { count: changes, remains: current, fault: locked > 0 ? 'locked' : undefined };
    });
  }

  /**
   * Sets or removes the tag on every version; other tags stay.
   *
   * @throws SystemFaultError `misconfigured`: the settings name no tag
   */
  restrict(at: Position | undefined, turn: Turn, restricted: boolean): Promise<Step> {
    const tag = this.#restrictedTag;
    if (tag === undefined) throw new SystemFaultError('misconfigured');
    const { bucket } = this.#walk;
    return overVersions(this.#walk, at, turn, async (version) => {
      const { key, versionId } = version;
      const tags = await tagsOf(bucket, key, versionId);
      const isRestricted = tags.some(({ Key }) => Key === tag);
      if (isRestricted === restricted) return { count: 0, remains: version };
      const others = tags.filter(({ Key }) => Key !== tag);
      const target = { Bucket: bucket.name, Key: key, VersionId: versionId };
      const TagSet = restricted ? [...others, { Key: tag, Value: 'true' }] : others;
      await (TagSet.length === 0
        ? bucket.client.send(new DeleteObjectTaggingCommand(target))
        : bucket.client.send(new PutObjectTaggingCommand({ ...target, Tagging: { TagSet } })));
      return { count: 1, remains: version };
    });
  }
}

const isSame = (one: VersionName, other: VersionName): boolean =>
  one.key === other.key && one.versionId === other.versionId;
