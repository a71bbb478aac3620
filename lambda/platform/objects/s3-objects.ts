import { GetObjectCommand, HeadObjectCommand, NoSuchKey, NotFound } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Readable } from 'node:stream';
import type { Clock, EpochMilliseconds } from '../../value/time.ts';
import { attachmentCalled, checkContentType, checkName, secondsUntil } from './checks.ts';
import { answered, ObjectsUnavailableError } from './errors.ts';
import type { ObjectName, Objects } from './objects.ts';
import { openS3 } from './s3-client.ts';
import { uploadBody } from './s3-upload.ts';
import { deleteBelow, deleteVersions } from './s3-versions.ts';

/** The object store in AWS. Encryption at rest is the bucket's default (SSE-KMS). */
export class S3Objects implements Objects {
  readonly #bucket: string;
  readonly #clock: Clock;
  readonly #client: S3Client;

  constructor(bucket: string, clock: Clock, client: S3Client = openS3()) {
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
      return { bytes: await uploadBody(this.#client, target, body) };
    } finally {
      body.destroy();
    }
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

  async get(name: ObjectName): Promise<Readable | undefined> {
    checkName(name);
    try {
      const { Body } = await this.#client.send(
        new GetObjectCommand({ Bucket: this.#bucket, Key: name }),
      );
      return Body as Readable | undefined;
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw ObjectsUnavailableError.from(error);
    }
  }

  async delete(name: ObjectName): Promise<void> {
    checkName(name);
    await deleteVersions(this.#client, this.#bucket, name);
    await this.deleteParts(name);
  }

  async deleteParts(name: ObjectName): Promise<void> {
    checkName(name);
    await deleteBelow(this.#client, this.#bucket, `${name}.`);
  }
}

/** What `#objects` resolves to in a bundle for AWS. */
export const openObjects = (bucket: string, clock: Clock): Objects => new S3Objects(bucket, clock);
