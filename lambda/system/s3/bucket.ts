import { S3Client } from '@aws-sdk/client-s3';

/** The bucket of one system, and the client that calls it. */
export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
}

/**
 * A bucket of the operator can be in another Region. Bodies are streamed: the time limit is of a pause
 * between two pieces, not of the whole.
 */
export const openBucket = (name: string): Bucket => ({
  name,
  client: new S3Client({
    maxAttempts: 5,
    followRegionRedirects: true,
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
    },
  }),
});
