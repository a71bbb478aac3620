import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import { answered } from './errors.ts';
import { uploadParts } from './multipart.ts';
import type { UploadTarget } from './multipart.ts';
import { rechunk } from './rechunk.ts';

const partLength = 8 * 1024 * 1024;

/**
 * Stores what is read from the body, with about two parts in memory: one request for a body of one
 * part, else a multipart upload.
 *
 * @returns bytes stored
 * @throws ObjectsUnavailableError when S3 does not respond; errors of the body unchanged
 */
export async function uploadBody(
  client: S3Client,
  target: UploadTarget,
  body: Readable,
): Promise<number> {
  const parts = rechunk(body, partLength);
  const first = await parts.next();
  if (first.done === true) return 0;
  if (!first.value.last) return uploadParts(client, target, first.value, parts);
  const { bytes } = first.value;
  await answered(() => client.send(new PutObjectCommand({ ...target, Body: bytes })));
  return bytes.length;
}
