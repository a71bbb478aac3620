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
 * Uploads part by part, with one part in memory at a time; aborts on any failure.
 *
 * @returns bytes uploaded
 * @throws ObjectsUnavailableError when S3 does not respond; errors of the body unchanged
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
    // If the upload cannot be aborted now, the bucket's lifecycle rule removes its parts.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}
