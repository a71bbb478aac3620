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

/** The account that owns the buckets there, of every emulator that `npm run test:deploy` starts, too. */
export const bucketOwner = localAccount;
/** Emulators of others need not compare the owner that a call expects. */
export const checksOwner = other === undefined;
