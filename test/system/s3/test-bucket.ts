import {
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { openBucket } from '../../../lambda/system/s3/bucket.ts';
import type { Bucket } from '../../../lambda/system/s3/bucket.ts';
import { bucketOwner } from './endpoint.ts';

export type Versioning = 'Enabled' | 'Suspended' | 'none';

export interface TestVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isMarker: boolean;
}

/** A bucket of a test, used as an application uses it: not through the connector. */
export class TestBucket {
  readonly client: S3Client;
  readonly name = `test-${randomUUID()}`;
  readonly #config;

  constructor(endpoint: string) {
    this.#config = {
      ...{ endpoint, region: 'eu-central-1', forcePathStyle: true },
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    this.client = new S3Client(this.#config);
  }

  /** As a connector opens it. */
  asSystem = ({ name = this.name, owner = bucketOwner } = {}): Bucket =>
    openBucket(name, owner, this.#config);

  async create(versioning: Versioning, more: { readonly lock?: boolean } = {}): Promise<this> {
    await this.client.send(
      new CreateBucketCommand({
        Bucket: this.name,
        CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
        ...(more.lock && { ObjectLockEnabledForBucket: true }),
      }),
    );
    // Versioning that is suspended was enabled before.
    if (versioning !== 'none') await this.version('Enabled');
    return this;
  }

  async version(Status: 'Enabled' | 'Suspended'): Promise<void> {
    await this.client.send(
      new PutBucketVersioningCommand({
        Bucket: this.name,
        VersioningConfiguration: { Status },
      }),
    );
  }

  /** @returns the ETag */
  async put(
    Key: string,
    Body: string | Uint8Array,
    more: Partial<PutObjectCommandInput> = {},
  ): Promise<string> {
    const { ETag = '' } = await this.client.send(
      new PutObjectCommand({ Bucket: this.name, Key, Body, ...more }),
    );
    return ETag;
  }

  async get(Key: string, VersionId?: string) {
    const { Body, ...rest } = await this.client.send(
      new GetObjectCommand({ Bucket: this.name, Key, ...(VersionId && { VersionId }) }),
    );
    return { ...rest, bytes: Buffer.from((await Body?.transformToByteArray()) ?? []) };
  }

  async text(key: string): Promise<string> {
    return (await this.get(key)).bytes.toString('utf8');
  }

  async tags(Key: string, VersionId: string): Promise<Record<string, string>> {
    const { TagSet = [] } = await this.client.send(
      new GetObjectTaggingCommand({ Bucket: this.name, Key, VersionId }),
    );
    return Object.fromEntries(TagSet.map(({ Key: name = '', Value = '' }) => [name, Value]));
  }

  /** All versions and delete markers below the prefix. */
  async versions(Prefix = ''): Promise<TestVersion[]> {
    const all: TestVersion[] = [];
    let marker: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
    while (marker !== undefined) {
      const page = await this.#list(Prefix, marker);
      for (const [isMarker, list] of [
        [false, page.Versions ?? []],
        [true, page.DeleteMarkers ?? []],
      ] as const) {
        for (const { Key = '', VersionId = 'null', IsLatest = false } of list) {
          all.push({ key: Key, versionId: VersionId, isLatest: IsLatest, isMarker });
        }
      }
      const { NextKeyMarker: KeyMarker = '', NextVersionIdMarker: VersionIdMarker = '' } = page;
      marker = page.IsTruncated === true ? { KeyMarker, VersionIdMarker } : undefined;
    }
    return all;
  }

  #list = (Prefix: string, marker: object) =>
    this.client.send(new ListObjectVersionsCommand({ Bucket: this.name, Prefix, ...marker }));

  async deleteAll(versions: readonly TestVersion[]): Promise<void> {
    for (let index = 0; index < versions.length; index += 1_000) {
      await this.client.send(
        new DeleteObjectsCommand({
          Bucket: this.name,
          Delete: {
            Objects: versions
              .slice(index, index + 1_000)
              .map(({ key, versionId }) => ({ Key: key, VersionId: versionId })),
          },
        }),
      );
    }
  }

  /** As an application deletes: with versioning that leaves a delete marker. */
  async deleteCurrent(Key: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand({ Bucket: this.name, Key }));
  }

  /** Reads, changes and writes an object as a careful application does, until no one was faster. */
  async change(
    key: string,
    change: (bytes: Buffer | undefined) => Uint8Array | undefined,
    more: Partial<PutObjectCommandInput> = {},
  ): Promise<void> {
    for (;;) {
      const before = await this.get(key).catch((error: unknown) => orAbsent(error));
      const after = change(before?.bytes);
      if (after === undefined) return;
      try {
        const condition =
          before?.ETag === undefined ? { IfNoneMatch: '*' } : { IfMatch: before.ETag };
        await this.put(key, after, { ...more, ...condition });
        return;
      } catch (error) {
        const name = error instanceof Error ? error.name : '';
        if (!/^(PreconditionFailed|ConditionalRequestConflict|NoSuchKey)$/.test(name)) throw error;
      }
    }
  }
}

function orAbsent(error: unknown): undefined {
  if (!(error instanceof Error && error.name === 'NoSuchKey')) throw error;
}
