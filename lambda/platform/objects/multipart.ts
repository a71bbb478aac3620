import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { CompletedPart, S3Client } from '@aws-sdk/client-s3';
import { answered } from './errors.ts';
import type { Chunk } from './rechunk.ts';

export interface UploadTarget {
  readonly Bucket: string;
  readonly Key: string;
  readonly ContentType: string;
}

/**
 * Uploads one part after another, so that one part at a time is held; aborts on any failure.
 *
 * @returns bytes uploaded
 * @throws ObjectsUnavailableError when S3 does not answer; errors of the body as they are
 */
export async function uploadParts(
  client: S3Client,
  { Bucket, Key, ContentType }: UploadTarget,
  first: Chunk,
  others: AsyncIterable<Chunk>,
): Promise<number> {
  const { UploadId } = await answered(() =>
    client.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ContentType, ChecksumAlgorithm: 'CRC32' }),
    ),
  );
  const upload = { Bucket, Key, UploadId };
  const parts: CompletedPart[] = [];
  let bytes = 0;

  async function send(chunk: Chunk): Promise<void> {
    const PartNumber = parts.length + 1;
    const { ETag, ChecksumCRC32 } = await answered(() =>
      client.send(
        new UploadPartCommand({
          ...upload,
          PartNumber,
          Body: chunk.bytes,
          ChecksumAlgorithm: 'CRC32',
        }),
      ),
    );
    parts.push({ PartNumber, ETag, ChecksumCRC32 });
    bytes += chunk.bytes.length;
  }

  try {
    await send(first);
    for await (const chunk of others) await send(chunk);
    await answered(() =>
      client.send(
        new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: parts } }),
      ),
    );
    return bytes;
  } catch (error) {
    // What cannot be aborted now, the bucket's lifecycle rule removes.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}
