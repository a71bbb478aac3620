import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BucketServer } from '../../../local/bucket/bucket-server.ts';
import { S3Connector } from '../../../lambda/system/s3/s3-connector.ts';
import { callOf, newPerson, total } from '../connector-fixture.ts';
import { openEndpoint } from './endpoint.ts';
import { linesSettings } from './lines-fixture.ts';
import { TestBucket } from './test-bucket.ts';
import type { Versioning } from './test-bucket.ts';

let server: BucketServer;
beforeAll(async () => {
  server = await openEndpoint();
});
afterAll(() => server.stop());

const key = 'events/a.jsonl';

/** A connector between whose reading and writing something else happens, up to `times`. */
async function interrupted(
  versioning: Versioning,
  times: number,
  meanwhile: (bucket: TestBucket) => Promise<unknown>,
) {
  const bucket = await new TestBucket(server.endpoint).create(versioning);
  const used = new TestBucket(server.endpoint);
  let left = times;
  used.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'PutObjectCommand' && left > 0) {
          left -= 1;
          await meanwhile(bucket);
        }
        return next(args);
      },
    { step: 'initialize' },
  );
  const person = newPerson();
  const connector = new S3Connector(linesSettings(bucket.name), {
    client: used.client,
    name: bucket.name,
  });
  return {
    bucket,
    own: `{"who":{"id":"${person['user-id']}"}}\n`,
    erase: () => connector.erase(callOf({ categories: ['prompt-text'] }, person)),
  };
}

for (const versioning of ['none', 'Enabled'] as const) {
  test(`a row that is appended before the write is kept, versioning ${versioning}`, async () => {
    const added = '{"added":true}\n';
    const { bucket, own, erase } = await interrupted(versioning, 2, (at) =>
      at.change(key, (bytes) => Buffer.concat([bytes ?? Buffer.alloc(0), Buffer.from(added)])),
    );
    await bucket.put(key, own);

    const page = await erase();

    expect(await bucket.text(key)).toBe(added + added);
    expect(page.kind === 'page' && total(page.counts)).toBe(versioning === 'none' ? 1 : 3);
    for (const { versionId } of await bucket.versions('events/')) {
      expect((await bucket.get(key, versionId)).bytes.includes(own)).toBe(false);
    }
  });
}

test('an object that changes before each write is not overwritten', async () => {
  let count = 0;
  const { bucket, own, erase } = await interrupted('none', Infinity, (at) =>
    at.put(key, `${own}{"count":${(count += 1)}}\n`),
  );
  await bucket.put(key, own);

  await expect(erase()).rejects.toMatchObject({ code: 'changed-meanwhile' });

  expect(await bucket.text(key)).toBe(`${own}{"count":${count}}\n`);
});

test('an object that is deleted before the write stays deleted', async () => {
  const { bucket, own, erase } = await interrupted('Enabled', 1, (at) => at.deleteCurrent(key));
  await bucket.put(key, `${own}{"other":1}\n`);

  await erase();

  expect(await bucket.versions('events/')).toMatchObject([{ isMarker: true, isLatest: true }]);
});

test('new metadata with the same bytes before the write is kept', async () => {
  const { bucket, own, erase } = await interrupted('Enabled', 1, (at) =>
    at.put(key, `${own}{"other":1}\n`, { Metadata: { team: 'after' } }),
  );
  await bucket.put(key, `${own}{"other":1}\n`, { Metadata: { team: 'before' } });

  await erase();

  const { bytes, Metadata } = await bucket.get(key);
  expect([bytes.toString(), Metadata]).toEqual(['{"other":1}\n', { team: 'after' }]);
  expect(await bucket.versions('events/')).toHaveLength(1);
});
