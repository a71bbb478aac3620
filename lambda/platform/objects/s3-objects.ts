import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  NotFound,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Readable } from 'node:stream';
import type { Clock, EpochMilliseconds } from '../../value/time.ts';
import { attachmentCalled, checkContentType, checkName, secondsUntil } from './checks.ts';
import { answered, ObjectsUnavailableError } from './errors.ts';
import { uploadParts } from './multipart.ts';
import type { UploadTarget } from './multipart.ts';
import type { ObjectName, Objects } from './objects.ts';
import { rechunk } from './rechunk.ts';
import type { Chunk } from './rechunk.ts';

const partLength = 8 * 1024 * 1024;

/** The object store in AWS. Encryption at rest is the bucket's default (SSE-KMS). */
export class S3Objects implements Objects {
  readonly #bucket: string;
  readonly #clock: Clock;
  readonly #client: S3Client;

  constructor(bucket: string, clock: Clock, client: S3Client = openClient()) {
    this.#bucket = bucket;
    this.#clock = clock;
    this.#client = client;
  }

  async put(
    name: ObjectName,
    body: Readable,
    contentType: string,
  ): Promise<{ readonly bytes: number }> {
    try {
      checkName(name);
      checkContentType(contentType);
      const target = { Bucket: this.#bucket, Key: name, ContentType: contentType };
      return { bytes: await this.#upload(target, rechunk(body, partLength)) };
    } finally {
      body.destroy();
    }
  }

  async #upload(target: UploadTarget, parts: AsyncGenerator<Chunk, void>): Promise<number> {
    const first = await parts.next();
    if (first.done === true) return 0;
    if (!first.value.last) return uploadParts(this.#client, target, first.value, parts);
    const { bytes } = first.value;
    await answered(() => this.#client.send(new PutObjectCommand({ ...target, Body: bytes })));
    return bytes.length;
  }

  async link(name: ObjectName, filename: string, expiresAt: EpochMilliseconds): Promise<string> {
    checkName(name);
    const now = this.#clock();
    const command = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: name,
      ResponseContentDisposition: attachmentCalled(filename),
      ResponseCacheControl: 'no-store',
    });
    const expiresIn = secondsUntil(expiresAt, now);
    return answered(() =>
      getSignedUrl(this.#client, command, { expiresIn, signingDate: new Date(now) }),
    );
  }

  async exists(name: ObjectName): Promise<boolean> {
    checkName(name);
    try {
      await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: name }));
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw ObjectsUnavailableError.from(error);
    }
  }

  async delete(name: ObjectName): Promise<void> {
    checkName(name);
    for (;;) {
      const versions = await this.#versionsOf(name);
      if (versions.length === 0) return;
      const { Errors: errors = [] } = await answered(() =>
        this.#client.send(
          new DeleteObjectsCommand({
            Bucket: this.#bucket,
            Delete: { Objects: versions, Quiet: true },
          }),
        ),
      );
      if (errors.length > 0) {
        throw new ObjectsUnavailableError(
          `${errors.length} versions of an object were not deleted`,
        );
      }
    }
  }

  /** At most 1,000 at a time; repeated until none are left. */
  async #versionsOf(name: ObjectName): Promise<{ Key: string; VersionId: string | undefined }[]> {
    const page: ListObjectVersionsCommandOutput = await answered(() =>
      this.#client.send(new ListObjectVersionsCommand({ Bucket: this.#bucket, Prefix: name })),
    );
    // The prefix is a whole random name, so other objects match only if their name was chosen so.
    return [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])]
      .filter(({ Key }) => Key === name)
      .map(({ VersionId }) => ({ Key: name, VersionId }));
  }
}

/** What `#objects` resolves to in a bundle for AWS. */
export const openObjects = (bucket: string, clock: Clock): Objects => new S3Objects(bucket, clock);

const openClient = (): S3Client =>
  new S3Client({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
    },
  });
