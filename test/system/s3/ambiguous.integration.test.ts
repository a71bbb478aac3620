import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BucketServer } from '../../../local/bucket/bucket-server.ts';
import type { S3Settings } from '../../../lambda/policy/connectors/s3.ts';
import { S3Connector } from '../../../lambda/system/s3/s3-connector.ts';
import { callOf, everyPage, newPerson, totalOf } from '../connector-fixture.ts';
import type { Person } from '../connector-fixture.ts';
import { openEndpoint } from './endpoint.ts';
import { linesSettings } from './lines-fixture.ts';
import { TestBucket } from './test-bucket.ts';
import { wholeSettings } from './whole-fixture.ts';

const categories = ['prompt-text'];
let server: BucketServer;
beforeAll(async () => {
  server = await openEndpoint();
});
afterAll(() => server.stop());

async function opened(settingsOf: (bucket: string) => S3Settings = linesSettings) {
  const bucket = await new TestBucket(server.endpoint).create('Enabled');
  const connector = new S3Connector(settingsOf(bucket.name), bucket.asSystem());
  const of = (person: Person, cursor?: string) => callOf({ categories }, person, { cursor });
  return {
    ...{ bucket, connector },
    find: (person: Person) => everyPage((cursor) => connector.find(of(person, cursor))),
    erase: (person: Person) => everyPage((cursor) => connector.erase(of(person, cursor))),
    /** Up to the call that fails. */
    exported: async (person: Person) => {
      const items: unknown[] = [];
      const failed = everyPage(async (cursor) => {
        const page = await connector.export(of(person, cursor));
        if (page.kind === 'page') items.push(...page.items);
        return page;
      });
      return {
        items,
        failed: await failed.then(
          () => undefined,
          (error: unknown) => error,
        ),
      };
    },
    rectify: (person: Person) =>
      everyPage((cursor) =>
        connector.rectify({
          ...of(person, cursor),
          corrections: [{ category: 'prompt-text', pointer: '/name', old: 'Ana', new: 'Anna' }],
        }),
      ),
  };
}

const key = 'events/a.jsonl';
const own = (person: Person, name = 'Ana') =>
  `{"who":{"id":"${person['user-id']}"},"name":"${name}"}\n`;

describe.each([
  ['names the person first', (one: Person, other: Person) => [one, other]],
  ['names the person last', (one: Person, other: Person) => [other, one]],
] as const)('a row that %s and someone else', (_what, inOrder) => {
  const planted = async () => {
    const system = await opened();
    const [person, other] = [newPerson(), newPerson()];
    const ids = inOrder(person, other).map((one) => `"id":"${one['user-id']}"`);
    const shared = `{"who":{${ids.join(',')}},"name":"Ana"}\n`;
    await system.bucket.put(key, own(person) + shared + own(person) + own(newPerson()));
    return { ...system, ...{ person, other, shared } };
  };

  test('stays in an erasure, and both of them are found in it before and after', async () => {
    const { bucket, person, other, shared, find, erase } = await planted();

    expect([totalOf(await find(person)), totalOf(await find(other))]).toEqual([3, 1]);
    expect([totalOf(await erase(person)), totalOf(await erase(other))]).toEqual([2, 0]);

    expect(await bucket.text(key)).toContain(shared);
    expect([totalOf(await find(person)), totalOf(await find(other))]).toEqual([1, 1]);
  });

  test('is in no export, which fails once it has all others', async () => {
    const { person, exported } = await planted();

    const { items, failed } = await exported(person);

    expect(items).toHaveLength(2);
    expect(failed).toMatchObject({ code: 'unreadable' });
  });

  test('is not corrected, and the correction fails once it has changed all others', async () => {
    const { bucket, person, shared, rectify } = await planted();

    await expect(rectify(person)).rejects.toMatchObject({ code: 'unreadable' });

    const text = await bucket.text(key);
    expect(text.startsWith(own(person, 'Anna') + shared + own(person, 'Anna'))).toBe(true);
  });

  test('is not the row of another person that is counted', async () => {
    const { bucket, connector, shared, person } = await planted();
    await bucket.put(key, shared);

    expect(await connector.control(callOf({ categories }, newPerson()))).toMatchObject({ rows: 0 });
    await bucket.put(key, shared + own(newPerson()));
    expect(await connector.control(callOf({ categories }, person))).toMatchObject({ rows: 1 });
  });
});

test('a correction without another row of the person fails for it as well', async () => {
  const { bucket, rectify } = await opened();
  const person = newPerson();
  await bucket.put(key, `{"who":{"id":"${person['user-id']}"},"name":"Ana","name":"Ana"}\n`);

  await expect(rectify(person)).rejects.toMatchObject({ code: 'unreadable' });
});

describe('a JSON document with a name that comes twice', () => {
  const text = '{"name":"Ana","n\\u0061me":"Eva"}';
  const planted = async () => {
    const system = await opened(wholeSettings);
    const person = newPerson();
    const at = `chats/${person['user-id']}`;
    await system.bucket.put(`${at}/a.json`, text);
    await system.bucket.put(`${at}/b.json`, '{"name":"Ana"}');
    return { ...system, ...{ person, at } };
  };

  test('is exported as a file with all that it has', async () => {
    const { person, exported } = await planted();

    const { items, failed } = await exported(person);

    expect(failed).toBeUndefined();
    expect(items).toMatchObject([
      { kind: 'file', base64: Buffer.from(text).toString('base64') },
      { kind: 'json', content: { name: 'Ana' } },
    ]);
  });

  test('is not corrected, and the correction fails once it has changed all others', async () => {
    const { bucket, person, at, rectify } = await planted();

    await expect(rectify(person)).rejects.toMatchObject({ code: 'unreadable' });

    expect(await bucket.text(`${at}/a.json`)).toBe(text);
    expect(await bucket.text(`${at}/b.json`)).toBe('{"name":"Anna"}');
  });
});
