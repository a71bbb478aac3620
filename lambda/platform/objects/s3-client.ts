import { S3Client } from '@aws-sdk/client-s3';

/** A client of S3 that fails, instead of waiting, when S3 does not respond. */
export const openS3 = (): S3Client =>
  new S3Client({
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
    },
  });
