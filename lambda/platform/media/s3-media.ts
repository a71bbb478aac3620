import { GetObjectCommand, GetObjectTaggingCommand, S3ServiceException } from '@aws-sdk/client-s3';
import type { GetObjectCommandOutput, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { Readable } from 'node:stream';
import type { SubjectId } from '../../value/ids.ts';
import type { Clock, EpochMilliseconds } from '../../value/time.ts';
import { secondsUntil } from '../objects/checks.ts';
import { answered, ObjectsUnavailableError } from '../objects/errors.ts';
import { openS3 } from '../objects/s3-client.ts';
import { uploadBody } from '../objects/s3-upload.ts';
import { currentVersion, deleteVersions, versionsBelow } from '../objects/s3-versions.ts';
import {
  checkBeginning,
  checkExactFile,
  checkMediaName,
  checkRange,
  checkUploadName,
  isMediaName,
} from './checks.ts';
import { exactFields } from './exact-form.ts';
import { malwareVerdict } from './malware.ts';
import type {
  ByteRange,
  ExactFile,
  MediaName,
  MediaObjects,
  OpenedMedia,
  Upload,
  UploadForm,
  UploadName,
} from './media-objects.ts';

/** The media store in AWS. Encryption at rest is the bucket's default (SSE-KMS). */
export class S3Media implements MediaObjects {
  readonly #bucket: string;
  readonly #clock: Clock;
  readonly #client: S3Client;

  constructor(bucket: string, clock: Clock, client: S3Client = openS3()) {
    this.#bucket = bucket;
    this.#clock = clock;
    this.#client = client;
  }

  async form(
    name: UploadName,
    exact: ExactFile,
    expiresAt: EpochMilliseconds,
  ): Promise<UploadForm> {
    checkUploadName(name);
    checkExactFile(exact);
    const Expires = secondsUntil(expiresAt, this.#clock());
    // Each field becomes a condition; a field that is not in the policy is refused by S3.
    return answered(() =>
      createPresignedPost(this.#client, {
        Bucket: this.#bucket,
        Key: name,
        Fields: exactFields(exact),
        Conditions: [['content-length-range', exact.bytes, exact.bytes]],
        Expires,
      }),
    );
  }

  async openUpload(name: UploadName): Promise<Upload | undefined> {
    checkUploadName(name);
    const current = await currentVersion(this.#client, this.#bucket, name);
    if (current === undefined) return undefined;
    const { bytes, etag } = current;
    const target = { Bucket: this.#bucket, Key: name };
    // If these are the tags of a later upload, every read below is refused.
    const { TagSet = [] } = await answered(() =>
      this.#client.send(new GetObjectTaggingCommand(target)),
    );
    const get = (range?: ByteRange) =>
      answered(() =>
        this.#client.send(
          new GetObjectCommand({
            ...target,
            IfMatch: etag,
            ...(range && { Range: header(range) }),
          }),
        ),
      );
    return {
      bytes,
      malware: malwareVerdict(TagSet),
      read: async (start, length) => {
        const end = Math.min(start + length, bytes) - 1;
        if (end < start) return new Uint8Array(0);
        const { Body } = await get({ start, end });
        return answered(async () => (await Body?.transformToByteArray()) ?? missingBody());
      },
      stream: async function* () {
        yield* bodyOf(await get());
      },
    };
  }

  async discardUpload(name: UploadName): Promise<void> {
    checkUploadName(name);
    await deleteVersions(this.#client, this.#bucket, name);
  }

  async put(name: MediaName, body: Readable): Promise<{ readonly bytes: number }> {
    try {
      checkMediaName(name);
      const target = {
        Bucket: this.#bucket,
        Key: name,
        ContentType: 'application/octet-stream',
      };
      return { bytes: await uploadBody(this.#client, target, body) };
    } finally {
      body.destroy();
    }
  }

  async open(name: MediaName, range?: ByteRange): Promise<OpenedMedia | undefined> {
    checkMediaName(name);
    if (range !== undefined) checkRange(range);
    try {
      const output = await this.#client.send(
        new GetObjectCommand({
          Bucket: this.#bucket,
          Key: name,
          ...(range && { Range: header(range) }),
        }),
      );
      const whole = output.ContentRange?.split('/').at(-1) ?? output.ContentLength;
      return { bytes: Number(whole), body: readableOf(output) };
    } catch (error) {
      if (mayBeAbsent(error) && !(await this.#isThere(name))) return undefined;
      throw ObjectsUnavailableError.from(error);
    }
  }

  #isThere = async (name: MediaName): Promise<boolean> =>
    (await currentVersion(this.#client, this.#bucket, name)) !== undefined;

  async delete(name: MediaName): Promise<void> {
    checkMediaName(name);
    await deleteVersions(this.#client, this.#bucket, name);
  }

  async *names(subjectId: SubjectId): AsyncGenerator<MediaName, void> {
    for await (const key of this.#keysBelow(`media/${subjectId}/`)) {
      if (!isMediaName(key)) throw new ObjectsUnavailableError('an object has a foreign name');
      yield key;
    }
  }

  async *everyName(beginning: string): AsyncGenerator<`media/${string}`, void> {
    checkBeginning(beginning);
    yield* this.#keysBelow(`media/${beginning}`);
  }

  /** Each key once, however many versions it has. */
  async *#keysBelow<Prefix extends string>(
    prefix: Prefix,
  ): AsyncGenerator<`${Prefix}${string}`, void> {
    let last = '';
    for await (const versions of versionsBelow(this.#client, this.#bucket, prefix)) {
      // Pages are by key: only the last one of a page can be continued on the next.
      const keys = new Set(versions.map(({ key }) => key));
      keys.delete(last);
      for (const key of [...keys].sort()) {
        last = key;
        yield key as `${Prefix}${string}`;
      }
    }
  }
}

/** What `#media` resolves to in a bundle for AWS. */
export const openMediaObjects = (bucket: string, clock: Clock): MediaObjects =>
  new S3Media(bucket, clock);

const header = ({ start, end }: ByteRange): string => `bytes=${start}-${end}`;

/**
 * Without the permission to list all names of the bucket, S3 answers 403 for an absent object
 * (Amazon S3 API Reference, GetObject).
 */
const mayBeAbsent = (error: unknown): boolean =>
  error instanceof S3ServiceException &&
  (error.$metadata.httpStatusCode === 404 || error.$metadata.httpStatusCode === 403);

function readableOf(output: GetObjectCommandOutput): Readable {
  const body = Readable.from(bodyOf(output), { objectMode: false });
  // Closes the connection also when the body is not read to its end.
  body.once('close', () => output.Body instanceof Readable && output.Body.destroy());
  return body;
}

/** The bytes of a response; a connection that breaks is an unavailable store. */
async function* bodyOf({ Body }: GetObjectCommandOutput): AsyncGenerator<Uint8Array, void> {
  if (!(Body instanceof Readable)) missingBody();
  try {
    for await (const bytes of Body as AsyncIterable<Uint8Array>) yield bytes;
  } catch (error) {
    throw ObjectsUnavailableError.from(error);
  }
}

function missingBody(): never {
  throw new TypeError('S3 returned no body');
}
