import { startBuckets } from '../../../local/bucket/bucket-server.ts';
import type { BucketServer } from '../../../local/bucket/bucket-server.ts';
import { localAccount } from '../../../local/template.ts';

const other = process.env['CUSTOS_TEST_S3_ENDPOINT'];

/**
 * The server that the tests use: the buckets of the embedded runtime, or another one by its endpoint, such
 * as http://127.0.0.1:5000 of `moto_server`.
 */
export const openEndpoint = async (): Promise<BucketServer> =>
  other === undefined ? startBuckets() : { endpoint: other, stop: () => Promise.resolve() };

/** The account that owns the buckets there; that of `moto_server` is its default. */
export const bucketOwner = other === undefined ? localAccount : '123456789012';
