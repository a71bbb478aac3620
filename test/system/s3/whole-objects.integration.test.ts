import { CreateMultipartUploadCommand, PutObjectLegalHoldCommand } from '@aws-sdk/client-s3';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BucketServer } from '../../../local/bucket/bucket-server.ts';
import { maximumPageBytes } from '../../../lambda/system/model/connector.ts';
import { S3Connector } from '../../../lambda/system/s3/s3-connector.ts';
import { callOf, everyPage, newPerson, totalOf } from '../connector-fixture.ts';
import type { Person } from '../connector-fixture.ts';
import { openEndpoint } from './endpoint.ts';
import { TestBucket } from './test-bucket.ts';
import { wholeSettings } from './whole-fixture.ts';

const categories = ['prompt-text'];
let server: BucketServer;
beforeAll(async () => {
  server = await openEndpoint();
});
afterAll(() => server.stop());

async function opened(more: { readonly lock?: boolean } = {}) {
  const bucket = await new TestBucket(server.endpoint).create('Enabled', more);
  const connector = new S3Connector(wholeSettings(bucket.name), bucket.asSystem(), { pageSize: 4 });
  const of = (person: Person, cursor?: string) => callOf({ categories }, person, { cursor });
  return {
    bucket,
    find: (person: Person) => everyPage((cursor) => connector.find(of(person, cursor))),
    erase: (person: Person) => everyPage((cursor) => connector.erase(of(person, cursor))),
    export: (person: Person) => everyPage((cursor) => connector.export(of(person, cursor))),
  };
}

test('earlier versions, delete markers and begun uploads are found and erased', async () => {
  const { bucket, find, erase } = await opened();
  const person = newPerson();
  const prefix = `chats/${person['user-id']}/`;
  await bucket.put(`${prefix}a b+c&ä<1>.txt`, 'first');
  await bucket.put(`${prefix}a b+c&ä<1>.txt`, 'second');
  await bucket.deleteCurrent(`${prefix}a b+c&ä<1>.txt`);
  await bucket.put(`${prefix}..`, 'a key of dots');
  await bucket.client.send(
    new CreateMultipartUploadCommand({ Bucket: bucket.name, Key: `${prefix}begun` }),
  );

  expect(totalOf(await find(person))).toBe(5);
  expect(totalOf(await erase(person))).toBe(5);

  expect(await bucket.versions(prefix)).toEqual([]);
  expect(totalOf(await find(person))).toBe(0);
});

test('what is locked stays, all else is erased, and the call after that fails', async () => {
  const { bucket, find, erase } = await opened({ lock: true });
  const person = newPerson();
  const prefix = `chats/${person['user-id']}/`;
  for (const name of 'abcdefghijkl') await bucket.put(`${prefix}${name}`, name);
  for (const name of 'af') {
    await bucket.client.send(
      new PutObjectLegalHoldCommand({
        ...{ Bucket: bucket.name, Key: `${prefix}${name}` },
        LegalHold: { Status: 'ON' },
      }),
    );
  }

  await expect(erase(person)).rejects.toMatchObject({ code: 'locked' });

  expect((await bucket.versions(prefix)).map(({ key }) => key.at(-1))).toEqual(['a', 'f']);
  expect(totalOf(await find(person))).toBe(2);
});

test('an identifier that leads to another person is not searched for', async () => {
  const { bucket, find, erase } = await opened();
  const other = newPerson();
  await bucket.put(`chats/${other['user-id']}/a.txt`, 'of another person');
  for (const value of [`x/../${other['user-id']}`, `${other['user-id']}/`, '..', '']) {
    const person = { ...newPerson(), 'user-id': value };
    await expect(find(person)).rejects.toMatchObject({ code: 'unsafe-identifier' });
    await expect(erase(person)).rejects.toMatchObject({ code: 'unsafe-identifier' });
  }

  expect(await bucket.versions('chats/')).toHaveLength(1);
});

test('a large file is exported in chunks that together are the file', async () => {
  const { bucket, export: exported } = await opened();
  const person = newPerson();
  const prefix = `chats/${person['user-id']}/`;
  const bytes = randomBytes(7 * 1024 * 1024);
  await bucket.put(`${prefix}film.mp4`, bytes, { ContentType: 'video/mp4' });
  await bucket.put(`${prefix}note.json`, '{"n":1.5}');
  await bucket.put(`${prefix}count.json`, '{"n":12345678901234567890}');
  await bucket.put(`${prefix}nothing.txt`, '');

  const pages = await exported(person);

  const items = pages.flatMap((page) => page.items);
  const file = (name: string) => {
    const chunks = items.flatMap((item) =>
      item.kind === 'file' && item.name === prefix + name ? [item] : [],
    );
    expect(chunks.map(({ isLast }) => isLast)).toEqual(
      chunks.map((_, index) => index === chunks.length - 1),
    );
    return Buffer.concat(chunks.map(({ base64 }) => Buffer.from(base64, 'base64')));
  };
  expect(file('film.mp4').equals(bytes)).toBe(true);
  expect(file('nothing.txt')).toHaveLength(0);
  // As a number of JSON it would have lost digits.
  expect(file('count.json').toString()).toBe('{"n":12345678901234567890}');
  expect(items.flatMap((item) => (item.kind === 'json' ? [item.content] : []))).toEqual([
    { n: 1.5 },
  ]);
  expect(totalOf(pages)).toBe(4);
  for (const page of pages) {
    expect(JSON.stringify(page).length).toBeLessThanOrEqual(maximumPageBytes);
  }
});
