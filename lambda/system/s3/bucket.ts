import { S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';

/** The bucket of one system, and the client that calls it. */
export interface Bucket {
  readonly client: S3Client;
  readonly name: string;
}

/**
 * A bucket of the operator, which can be in another Region. Bodies are streamed: the time limit is of a
 * pause between two pieces, not of the whole.
 *
 * Names of buckets are global: after a bucket is deleted, anyone can make one with its name. So every call
 * names the owner, and S3 denies it with 403 if the bucket is of another account (Amazon S3 User Guide,
 * "Verifying bucket ownership with bucket owner condition").
 *
 * @param owner account, 12 digits
 */
export function openBucket(name: string, owner: string, more: S3ClientConfig = {}): Bucket {
  const client = new S3Client({
    maxAttempts: 5,
    followRegionRedirects: true,
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
    },
    ...more,
  });
  client.middlewareStack.add(
    (next) => (call) => next({ ...call, input: { ...call.input, ExpectedBucketOwner: owner } }),
    { step: 'initialize', name: 'expectedBucketOwner' },
  );
  return { name, client };
}
