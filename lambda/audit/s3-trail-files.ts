import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parseRfc3339 } from '../value/time.ts';
import type { StoredDigest } from './model/digest.ts';
import type { Place } from './model/place.ts';
import { TrailFilesUnavailableError } from './trail-files.ts';
import type { TrailFiles } from './trail-files.ts';

// A digest names the log files of an hour; CloudTrail writes one every few minutes.
const maximumDigestBytes = 64 * 1024 * 1024;

/** The files of trails in Amazon S3. */
export class S3TrailFiles implements TrailFiles {
  readonly #client: S3Client;

  constructor(client = new S3Client({})) {
    this.#client = client;
  }

  async folders(bucket: string, folder: string): Promise<readonly string[]> {
    const { CommonPrefixes: found = [] } = await answered(() =>
      this.#client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: folder, Delimiter: '/' }),
      ),
    );
    return found.map(({ Prefix: prefix = '' }) => prefix.slice(folder.length, -1));
  }

  async *keys(bucket: string, prefix: string, after: string): AsyncGenerator<string> {
    const list = { Bucket: bucket, Prefix: prefix, ...(after !== '' && { StartAfter: after }) };
    const pages = paginateListObjectsV2({ client: this.#client }, list)[Symbol.asyncIterator]();
    for (;;) {
      const page = await answered(() => pages.next());
      if (page.done === true) return;
      for (const { Key: key } of page.value.Contents ?? []) if (key !== undefined) yield key;
    }
  }

  async digest(place: Place): Promise<StoredDigest | undefined> {
    const found = await this.#get(place);
    if (found === undefined) return undefined;
    const chunks: Uint8Array[] = [];
    const isWhole = await unzip(found.Body as Readable, maximumDigestBytes, (chunk) =>
      chunks.push(chunk),
    );
    const metadata = found.Metadata ?? {};
    const generated = parseRfc3339(metadata['backfill-generation-timestamp'] ?? '');
    return {
      place,
      content: isWhole ? Buffer.concat(chunks) : undefined,
      signature: metadata['signature'],
      ...(generated !== undefined && { generated }),
    };
  }

  async hash(place: Place): Promise<string | undefined> {
    const found = await this.#get(place);
    if (found === undefined) return undefined;
    const hash = createHash('sha256');
    const isWhole = await unzip(found.Body as Readable, Infinity, (chunk) => hash.update(chunk));
    return isWhole ? hash.digest('hex') : 'not gzip';
  }

  async #get({ bucket, key }: Place): Promise<GetObjectCommandOutput | undefined> {
    return answered(async () => {
      try {
        return await this.#client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined;
        throw error;
      }
    });
  }
}

/** Whether the body was gzip, not longer than `maximum` bytes; a broken connection is an error. */
async function unzip(
  body: Readable,
  maximum: number,
  use: (chunk: Uint8Array) => void,
): Promise<boolean> {
  let bytes = 0;
  try {
    await pipeline(body, createGunzip(), async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > maximum) throw new TooLongError();
        use(chunk);
      }
    });
    return true;
  } catch (error) {
    // What zlib rejects is the content of the file.
    if (error instanceof TooLongError || isOfZlib(error)) return false;
    throw new TrailFilesUnavailableError('a file could not be read to its end', { cause: error });
  }
}

const isOfZlib = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  (error.code.startsWith('Z_') || error.code === 'ERR_BUFFER_TOO_LARGE');

class TooLongError extends Error {
  override readonly name = 'TooLongError';
}

async function answered<Value>(send: () => Promise<Value>): Promise<Value> {
  try {
    return await send();
  } catch (cause) {
    const code = cause instanceof Error ? `${cause.name}: ${cause.message}` : 'unknown error';
    throw new TrailFilesUnavailableError(`the bucket of the trails does not answer (${code})`, {
      cause,
    });
  }
}
