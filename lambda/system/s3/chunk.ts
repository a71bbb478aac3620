import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { maximumChunkBytes } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { Bucket } from './bucket.ts';
import type { VersionName } from './versions.ts';

export interface ObjectChunk {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly etag: string;
  readonly isLast: boolean;
}

/**
 * Reads a part of a version from `offset`. Undefined if the object went away before its first part.
 *
 * @param etag of the first part, so that all are of the same object
 * @throws SystemFaultError `changed-meanwhile`: overwritten or deleted between two parts;
 * `unreadable`: archived, or encrypted with a key of the client (SSE-C)
 */
export async function readChunk(
  { client, name }: Bucket,
  { key, versionId }: VersionName,
  {
    offset,
    etag,
    isEmpty,
  }: {
    readonly offset: number;
    readonly etag?: string | undefined;
    readonly isEmpty: boolean;
  },
): Promise<ObjectChunk | undefined> {
  let output: GetObjectCommandOutput;
  try {
    output = await client.send(
      new GetObjectCommand({
        Bucket: name,
        Key: key,
        VersionId: versionId,
        // An empty object has no range.
        ...(!isEmpty && { Range: `bytes=${offset}-${offset + maximumChunkBytes - 1}` }),
        ...(etag !== undefined && { IfMatch: etag }),
      }),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.name : '';
    if (/^NoSuch(Key|Version)$/.test(reason) && offset === 0) return undefined;
    if (/^(NoSuch(Key|Version)|PreconditionFailed|InvalidRange)$/.test(reason)) {
      throw new SystemFaultError('changed-meanwhile', { cause: error });
    }
    if (/^Invalid(ObjectState|Request)$/.test(reason)) {
      throw new SystemFaultError('unreadable', { cause: error });
    }
    throw error;
  }
  const { Body, ETag, ContentType, ContentRange } = output;
  if (Body === undefined || ETag === undefined) throw new SystemFaultError('invalid-answer');
  const content = await Body.transformToByteArray();
  // A server may ignore a range and return the whole (RFC 9110, section 14.2).
  const isWhole = ContentRange === undefined;
  const part = isWhole ? content.subarray(offset, offset + maximumChunkBytes) : content;
  const whole = isWhole ? content.length : Number(ContentRange.split('/').at(-1));
  return {
    bytes: part,
    contentType: ContentType ?? 'application/octet-stream',
    etag: ETag,
    isLast: offset + part.length >= whole,
  };
}
