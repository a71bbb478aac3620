import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { S3PageFiles } from '../../lambda/pages/s3-page-files.ts';

// CUSTOS_TEST_S3_ENDPOINT=http://127.0.0.1:5000, for example of `moto_server`.
const endpoint = process.env['CUSTOS_TEST_S3_ENDPOINT'];

describe.skipIf(endpoint === undefined)('the files of the pages in S3', () => {
  const client = new S3Client({
    ...(endpoint !== undefined && { endpoint }),
    region: 'eu-central-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  let bucket: string;
  let files: S3PageFiles;

  beforeEach(async () => {
    bucket = `custos-pages-${randomUUID()}`;
    const region = { LocationConstraint: 'eu-central-1' } as const;
    await client.send(
      new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: region }),
    );
    files = new S3PageFiles(bucket, client);
  });
  afterAll(() => client.destroy());

  const page = (key: string, body: string) => ({
    ...{ key, body, contentType: 'text/html; charset=utf-8', cacheControl: 'no-cache' },
  });

  test('are read as they were written, with how long they may be cached', async () => {
    await files.write(page('index.html', '<p>first</p>'));
    await files.write(page('index.html', '<p>Grüße</p>'));

    expect(await files.read('index.html')).toBe('<p>Grüße</p>');
    const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: 'index.html' }));
    expect(object).toMatchObject({
      ContentType: 'text/html; charset=utf-8',
      CacheControl: 'no-cache',
    });
  });

  test('a file that is not there is undefined, not a failure', async () => {
    expect(await files.read('releases.json')).toBeUndefined();
    expect(await files.keys()).toEqual([]);
    await files.remove(['releases.json']);
  });

  test('more of them than one call lists or deletes are all listed and all deleted', async () => {
    const keys = Array.from({ length: 1_001 }, (_, number) => `assets/${number}.js`);
    await Promise.all(keys.map((key) => files.write(page(key, 'x'))));
    await files.write(page('index.html', 'x'));

    expect((await files.keys()).toSorted()).toEqual([...keys, 'index.html'].toSorted());
    await files.remove(keys);
    expect(await files.keys()).toEqual(['index.html']);
  });

  test('a bucket that is not there is a failure', async () => {
    const none = new S3PageFiles(`custos-pages-${randomUUID()}`, client);

    await expect(none.read('releases.json')).rejects.toThrow();
  });
});
