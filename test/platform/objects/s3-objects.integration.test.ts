import {
  CreateBucketCommand,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ObjectName } from '../../../lambda/platform/objects/objects.ts';
import { S3Objects } from '../../../lambda/platform/objects/s3-objects.ts';
import { systemClock } from '../../../lambda/value/time.ts';
import { objectsContract } from './contract.ts';
import type { Download } from './contract.ts';

// CUSTOS_TEST_S3_ENDPOINT=http://127.0.0.1:5000, for example of `moto_server`, which does not
// enforce the expiry of links (5.2).
const endpoint = process.env['CUSTOS_TEST_S3_ENDPOINT'];

describe.skipIf(endpoint === undefined)('S3', () => {
  const bucket = `custos-test-${randomUUID()}`;
  const client = new S3Client({
    ...(endpoint !== undefined && { endpoint }),
    region: 'eu-central-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const objects = new S3Objects(bucket, systemClock, client);

  beforeAll(async () => {
    await client.send(
      new CreateBucketCommand({
        Bucket: bucket,
        CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
      }),
    );
    await client.send(
      new PutBucketVersioningCommand({
        Bucket: bucket,
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
  });

  afterAll(() => client.destroy());

  async function fetchLink(link: string): Promise<Download> {
    const answer = await fetch(link);
    const body = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: answer.headers, body };
  }

  describe('keeps the contract of objects', () => {
    objectsContract(() => ({ objects, fetch: fetchLink }), false);
  });

  test('a deletion that leaves earlier versions: of an export no version and no delete marker is left', async () => {
    const name: ObjectName = `exports/${randomUUID()}`;
    for (const text of ['first', 'second']) {
      const body = Readable.from([Buffer.from(text)], { objectMode: false });
      await objects.put(name, body, 'text/plain');
    }

    await objects.delete(name);

    const left = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: name }));
    expect([...(left.Versions ?? []), ...(left.DeleteMarkers ?? [])]).toEqual([]);
  });

  test('a body that fails leaves no part', async () => {
    const failing = Readable.from(
      (function* () {
        yield Buffer.alloc(20 * 1024 * 1024);
        throw new RangeError('the source failed');
      })(),
      { objectMode: false },
    );

    await expect(
      objects.put(`exports/${randomUUID()}`, failing, 'application/zip'),
    ).rejects.toThrow(RangeError);

    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
    expect(Uploads).toEqual([]);
  });
});
