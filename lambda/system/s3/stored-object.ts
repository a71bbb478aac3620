import { GetObjectCommand, GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import type { GetObjectCommandOutput, PutObjectCommandInput, Tag } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import { SystemFaultError } from '../model/faults.ts';
import type { Bucket } from './bucket.ts';
import type { VersionName } from './versions.ts';

/** Objects up to this size are read once and kept while they are worked on. */
const smallBytes = 8 * 1024 * 1024;

/** What a copy of an object has besides its bytes. */
export type Properties = Pick<
  PutObjectCommandInput,
  | 'BucketKeyEnabled'
  | 'CacheControl'
  | 'ContentDisposition'
  | 'ContentEncoding'
  | 'ContentLanguage'
  | 'ContentType'
  | 'Expires'
  | 'Metadata'
  | 'ServerSideEncryption'
  | 'SSEKMSKeyId'
  | 'StorageClass'
  | 'Tagging'
  | 'WebsiteRedirectLocation'
>;

/** One version of an object, open for reading. */
export interface StoredObject extends VersionName {
  readonly etag: string;
  readonly bytes: number;
  readonly contentType: string;
  /** The whole body; again from its beginning with each call, and always of this version. */
  readonly read: () => Promise<AsyncIterable<Uint8Array>>;
  /** With tags, which take a request of their own. */
  readonly properties: () => Promise<Properties>;
  /** Ends a connection that was not read to its end. */
  readonly release: () => void;
}

/**
 * Opens a version, or the current one. Undefined if it is not there.
 *
 * @throws SystemFaultError `unreadable`: archived, or encrypted with a key of the client (SSE-C)
 */
export async function openObject(
  bucket: Bucket,
  key: string,
  versionId?: string,
): Promise<StoredObject | undefined> {
  const get = (more: { readonly VersionId?: string; readonly IfMatch?: string }) =>
    bucket.client.send(new GetObjectCommand({ Bucket: bucket.name, Key: key, ...more }));
  let output: GetObjectCommandOutput;
  try {
    output = await get(versionId === undefined ? {} : { VersionId: versionId });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (/^(NoSuch(Key|Version)|MethodNotAllowed)$/.test(name)) return undefined;
    if (/^Invalid(ObjectState|Request)$/.test(name)) {
      throw new SystemFaultError('unreadable', { cause: error });
    }
    throw error;
  }
  const { ETag: etag, ContentLength: bytes = 0 } = output;
  if (etag === undefined) throw new SystemFaultError('invalid-answer');
  const version = { VersionId: output.VersionId ?? 'null', IfMatch: etag };
  const small = bytes <= smallBytes ? await output.Body?.transformToByteArray() : undefined;
  let opened: Readable | undefined = small === undefined ? bodyOf(output) : undefined;
  return {
    key,
    versionId: version.VersionId,
    etag,
    bytes,
    contentType: output.ContentType ?? 'application/octet-stream',
    read: async () => {
      if (small !== undefined) return only(small);
      const body = opened ?? bodyOf(await get(version));
      opened = undefined;
      return body;
    },
    properties: async () => ({
      ...propertiesOf(output),
      // Some servers count no tags in a response.
      ...tagging(output.TagCount === 0 ? [] : await tagsOf(bucket, key, version.VersionId)),
    }),
    release: () => opened?.destroy(),
  };
}

export async function tagsOf(
  { client, name }: Bucket,
  key: string,
  versionId: string,
): Promise<readonly Tag[]> {
  const { TagSet = [] } = await client.send(
    new GetObjectTaggingCommand({ Bucket: name, Key: key, VersionId: versionId }),
  );
  return TagSet;
}

// oxlint-disable-next-line require-await -- an iterable as the streams of larger objects are
async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

/** In Node.js the SDK returns a stream of Node.js. */
function bodyOf({ Body }: GetObjectCommandOutput): Readable {
  if (Body === undefined) throw new SystemFaultError('invalid-answer');
  return Body as unknown as Readable;
}

function propertiesOf(output: GetObjectCommandOutput): Properties {
  const encoding = (output.ContentEncoding ?? '')
    .split(',')
    .map((one) => one.trim())
    // Of the transfer, not of the object.
    .filter((one) => one !== '' && one !== 'aws-chunked')
    .join(',');
  return defined({
    BucketKeyEnabled: output.BucketKeyEnabled,
    CacheControl: output.CacheControl,
    ContentDisposition: output.ContentDisposition,
    ContentEncoding: encoding === '' ? undefined : encoding,
    ContentLanguage: output.ContentLanguage,
    ContentType: output.ContentType,
    Expires: dateIn(output.ExpiresString),
    Metadata: output.Metadata,
    ServerSideEncryption: output.ServerSideEncryption,
    SSEKMSKeyId: output.SSEKMSKeyId,
    StorageClass: output.StorageClass,
    WebsiteRedirectLocation: output.WebsiteRedirectLocation,
  });
}

const defined = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Properties;

/** S3 keeps any text that was given as a date; one that is none cannot be given again. */
function dateIn(text: string | undefined): Date | undefined {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? undefined : date;
}

const tagging = (tags: readonly Tag[]): Pick<Properties, 'Tagging'> =>
  tags.length === 0
    ? {}
    : {
        Tagging: new URLSearchParams(
          tags.map(({ Key = '', Value = '' }): [string, string] => [Key, Value]),
        ).toString(),
      };
