import { randomUUID } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BucketServer } from '../../../local/bucket/bucket-server.ts';
import { S3Connector } from '../../../lambda/system/s3/s3-connector.ts';
import { callOf, everyPage, newPerson, totalOf } from '../connector-fixture.ts';
import type { Person } from '../connector-fixture.ts';
import { openEndpoint } from './endpoint.ts';
import { linesSettings } from './lines-fixture.ts';
import { TestBucket } from './test-bucket.ts';

const categories = ['prompt-text'];
let server: BucketServer;
beforeAll(async () => {
  server = await openEndpoint();
});
afterAll(() => server.stop());

async function opened(versioning: 'Enabled' | 'none') {
  const bucket = await new TestBucket(server.endpoint).create(versioning);
  const connector = new S3Connector(linesSettings(bucket.name), bucket.asSystem());
  return {
    bucket,
    erase: (person: Person) =>
      everyPage((cursor) => connector.erase(callOf({ categories }, person, { cursor }))),
    find: (person: Person) =>
      everyPage((cursor) => connector.find(callOf({ categories }, person, { cursor }))),
    rectify: (person: Person, pointer: string, old: string, wanted: string) =>
      everyPage((cursor) =>
        connector.rectify({
          ...callOf({ categories }, person, { cursor }),
          corrections: [{ category: 'prompt-text', pointer, old, new: wanted }],
        }),
      ),
  };
}

const rowOf = (person: Person, more = '') => `{"who":{"id":"${person['user-id']}"}${more}}`;

describe('an object of JSON Lines', () => {
  test('has every byte of other rows after an erasure', async () => {
    const { bucket, erase } = await opened('none');
    const person = newPerson();
    const others = [
      '{ "who": {"id": "bob"},\t"n": 1.0 }\r\n',
      'no JSON\n',
      '\n',
      '[1e3, "\\u00e4"]',
    ];
    const [first = '', broken = '', empty = '', last = ''] = others;
    const text = [rowOf(person), '\n', first, broken, rowOf(person), '\r\n', empty, last];
    await bucket.put('events/a.jsonl', text.join(''));

    expect(totalOf(await erase(person))).toBe(2);

    expect(await bucket.text('events/a.jsonl')).toBe(others.join(''));
  });

  test('stays as an empty object where all rows were of the person', async () => {
    const { bucket, erase } = await opened('none');
    const person = newPerson();
    await bucket.put('events/a.jsonl', rowOf(person));
    await bucket.put('events/b.jsonl.gz', gzipSync(rowOf(person)));

    expect(totalOf(await erase(person))).toBe(2);

    expect(await bucket.text('events/a.jsonl')).toBe('');
    expect(gunzipSync((await bucket.get('events/b.jsonl.gz')).bytes).toString()).toBe('');
  });

  test('keeps what it has besides its rows', async () => {
    const { bucket, erase } = await opened('Enabled');
    const person = newPerson();
    await bucket.put('events/a.jsonl', `${rowOf(person)}\n{"other":1}\n`, {
      ContentType: 'application/x-ndjson',
      CacheControl: 'no-store',
      ContentLanguage: 'de',
      ContentDisposition: 'attachment',
      Metadata: { source: 'assistant' },
      Tagging: 'team=chat&cost%20centre=17',
      StorageClass: 'STANDARD_IA',
      ServerSideEncryption: 'AES256',
    });
    const before = await bucket.get('events/a.jsonl');

    await erase(person);

    const after = await bucket.get('events/a.jsonl');
    const [version] = await bucket.versions('events/');
    expect(after.bytes.toString()).toBe('{"other":1}\n');
    for (const name of [
      ...(['ContentType', 'CacheControl', 'ContentLanguage', 'ContentDisposition'] as const),
      ...(['Metadata', 'StorageClass', 'ServerSideEncryption'] as const),
    ]) {
      expect([name, after[name]]).toEqual([name, before[name]]);
    }
    expect(await bucket.tags('events/a.jsonl', version?.versionId ?? '')).toEqual({
      team: 'chat',
      'cost centre': '17',
    });
  });

  test('is not written where the person has no row, and keeps its versions', async () => {
    const { bucket, erase } = await opened('Enabled');
    await bucket.put('events/a.jsonl', rowOf(newPerson()));
    await bucket.put('events/a.jsonl', rowOf(newPerson()));
    const before = await bucket.versions('events/');

    expect(totalOf(await erase(newPerson()))).toBe(0);

    expect(await bucket.versions('events/')).toEqual(before);
  });

  test('loses the earlier versions that have rows of the person, and only these', async () => {
    const { bucket, erase, find } = await opened('Enabled');
    const [person, other] = [newPerson(), newPerson()];
    await bucket.put('events/a.jsonl', `${rowOf(other)}\n`);
    await bucket.put('events/a.jsonl', `${rowOf(person)}\n`);
    await bucket.put('events/a.jsonl', `${rowOf(person)}\n${rowOf(other)}\n`);
    // The same beginning: a listing by the first key returns it too.
    await bucket.put('events/a.jsonl.old', `${rowOf(other)}\n`);
    await bucket.put('events/gone.jsonl', `${rowOf(person)}\n`);
    await bucket.deleteCurrent('events/gone.jsonl');

    expect(totalOf(await find(person))).toBe(3);
    expect(totalOf(await erase(person))).toBe(3);

    expect(totalOf(await find(person))).toBe(0);
    expect(totalOf(await find(other))).toBe(3);
    expect(await bucket.text('events/a.jsonl')).toBe(`${rowOf(other)}\n`);
  });

  test('keeps a broken line that names the person, and counts it as found', async () => {
    const { bucket, erase, find } = await opened('none');
    const person = newPerson();
    const broken = rowOf(person).slice(0, -1);
    await bucket.put('events/a.jsonl', `${rowOf(person)}\n${broken}\n`);

    expect(totalOf(await find(person))).toBe(2);
    expect(totalOf(await erase(person))).toBe(1);

    expect(await bucket.text('events/a.jsonl')).toBe(`${broken}\n`);
    expect(totalOf(await find(person))).toBe(1);
  });

  test('of another format fails, after the rows in all others were erased', async () => {
    const { bucket, erase } = await opened('none');
    const person = newPerson();
    await bucket.put('events/a.parquet', Buffer.from('PAR1 and more'));
    await bucket.put('events/b.jsonl.gz', gzipSync(rowOf(person)).subarray(0, -9));
    await bucket.put('events/c.jsonl', rowOf(person));

    await expect(erase(person)).rejects.toMatchObject({ code: 'unreadable' });

    expect(await bucket.text('events/c.jsonl')).toBe('');
  });

  test.each([
    // Amazon Data Firehose, "Compression format": Snappy, with its framing or that of Hadoop.
    [
      'Snappy',
      (row: string) =>
        Buffer.concat([Buffer.from('\u00ff\u0006\0\0sNaPpY', 'latin1'), deflateRawSync(row)]),
    ],
    ['Brotli', (row: string) => brotliCompressSync(row)],
    ['gzip in gzip', (row: string) => gzipSync(gzipSync(row))],
  ])(
    'that is compressed with %s is not taken for one without the person',
    async (_what, compressed) => {
      const { bucket, find } = await opened('none');
      const person = newPerson();
      const rows = Array.from({ length: 40 }, (_, at) =>
        rowOf(person, `,"at":${at},"x":"${randomUUID()}"`),
      );
      await bucket.put('events/a.jsonl', compressed(rows.join('\n')));

      await expect(find(person)).rejects.toMatchObject({ code: 'unreadable' });
    },
  );

  test('has a corrected row with each number as it was written', async () => {
    const { bucket, rectify } = await opened('none');
    const person = newPerson();
    const more = ',"name":"Ana","n":12345678901234567890,"list":[1.0,1e2]';
    await bucket.put('events/a.jsonl', `${rowOf(person, more)}\r\n{ "n": 1.0 }`);

    expect(totalOf(await rectify(person, '/name', 'Ana', 'Anna'))).toBe(1);

    const corrected = more.replace('"Ana"', '"Anna"');
    expect(await bucket.text('events/a.jsonl')).toBe(`${rowOf(person, corrected)}\r\n{ "n": 1.0 }`);
  });

  test('is written in parts where it is large', async () => {
    const { bucket, erase } = await opened('Enabled');
    const person = newPerson();
    const line = `${JSON.stringify({ who: { id: randomUUID() }, text: 'x'.repeat(1_000) })}\n`;
    const half = line.repeat(12_000);
    await bucket.put('events/a.jsonl', `${half}${rowOf(person)}\n${half}`, {
      Metadata: { source: 'assistant' },
    });

    expect(totalOf(await erase(person))).toBe(1);

    const after = await bucket.get('events/a.jsonl');
    expect(after.ETag).toMatch(/-\d+"$/);
    expect(after.Metadata).toEqual({ source: 'assistant' });
    expect(after.bytes.equals(Buffer.from(half + half))).toBe(true);
    expect(await bucket.versions('events/')).toHaveLength(1);
  });
});
