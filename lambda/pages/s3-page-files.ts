import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { PageFile, PageFiles } from './page-files.ts';

/** What Amazon S3 deletes in one call. */
const deletedAtOnce = 1_000;

/** The files of the pages in Amazon S3. */
export class S3PageFiles implements PageFiles {
  readonly #bucket: string;
  readonly #client: S3Client;

  constructor(bucket: string, client = new S3Client({})) {
    this.#bucket = bucket;
    this.#client = client;
  }

  async keys(): Promise<readonly string[]> {
    const found: string[] = [];
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket });
    for await (const { Contents: contents = [] } of pages) {
      for (const { Key: key } of contents) if (key !== undefined) found.push(key);
    }
    return found;
  }

  async read(key: string): Promise<string | undefined> {
    try {
      const { Body: body } = await this.#client.send(
        new GetObjectCommand({ Bucket: this.#bucket, Key: key }),
      );
      return await body?.transformToString();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async write({ key, contentType, cacheControl, body }: PageFile): Promise<void> {
    await this.#client.send(
      new PutObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        Body: body,
        ContentType: contentType,
        CacheControl: cacheControl,
      }),
    );
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (let start = 0; start < keys.length; start += deletedAtOnce) {
      const { Errors: errors = [] } = await this.#client.send(
        new DeleteObjectsCommand({
          Bucket: this.#bucket,
          Delete: {
            Objects: keys.slice(start, start + deletedAtOnce).map((key) => ({ Key: key })),
            Quiet: true,
          },
        }),
      );
      if (errors.length > 0) throw new PagesNotRemovedError(errors.length);
    }
  }
}

/** Amazon S3 did not delete some files. */
export class PagesNotRemovedError extends Error {
  override readonly name = 'PagesNotRemovedError';

  constructor(count: number) {
    super(`${count} files were not deleted`);
  }
}
