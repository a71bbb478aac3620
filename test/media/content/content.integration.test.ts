import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { largestPartBytes, largestWholeBytes } from '../../../lambda/media/content/limits.ts';
import { mediaContent } from '../../../lambda/media/content/needs.ts';
import { ObjectBrokenError } from '../../../lambda/platform/envelope/sealed-file.ts';
import { makeLinks } from '../../../lambda/record/media-links.ts';
import { sha256Hex } from '../../../lambda/value/canonical.ts';
import { ResponseStream } from '../../../local/lambda-streams.ts';
import { mediaOf, writeMedia } from '../../record/stored-media.ts';
import { newPerson } from '../../record/calls.ts';
import { say } from '../../retention/sweeping.ts';
import { actionsDuring, declaredBy } from '../../support/actions.ts';
import { proxyEvent } from '../../support/call.ts';
import { linkedFile, openContentFixture } from './content-fixture.ts';
import type { ContentFixture, LinkedFile } from './content-fixture.ts';

let fixture: ContentFixture;
beforeAll(async () => {
  fixture = await openContentFixture();
});
beforeEach(() => fixture.setClock('2026-11-25T12:00:00Z'));
afterAll(() => fixture.stop());

describe('a link', () => {
  let one: LinkedFile;
  beforeAll(async () => {
    fixture.setClock('2026-11-25T12:00:00Z');
    one = await linkedFile(fixture, randomBytes(200_000));
  });
  const range = (value: string, rest: Record<string, string> = {}) =>
    fixture.get(one.link, { range: value, ...rest });
  const tag = () => `"${sha256Hex(one.file)}"`;

  test('opens the whole file, which a page can show and cannot run', async () => {
    const { status, headers, bytes } = await fixture.get(one.link);

    expect(status).toBe(200);
    expect(bytes.equals(one.file)).toBe(true);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '200000',
      'content-disposition': `inline; filename="${one.recordId}.jpg"`,
      'accept-ranges': 'bytes',
      etag: tag(),
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers).not.toHaveProperty('content-range');
  });

  test.each([
    ['bytes=0-0', 0, 0],
    ['bytes=100-65600', 100, 65_600],
    ['bytes=131072-131072', 131_072, 131_072],
    ['bytes=199000-', 199_000, 199_999],
    ['bytes=199000-300000', 199_000, 199_999],
    ['bytes=-1', 199_999, 199_999],
    ['bytes=-300000', 0, 199_999],
  ])('RFC 9110 section 15.3.7: %s opens a part', async (asked, start, end) => {
    const { status, headers, bytes } = await range(asked);

    expect(status).toBe(206);
    expect(headers['content-range']).toBe(`bytes ${start}-${end}/200000`);
    expect(headers['content-length']).toBe(String(end - start + 1));
    expect(headers['etag']).toBe(tag());
    expect(bytes.equals(one.file.subarray(start, end + 1))).toBe(true);
  });

  test('RFC 9110 section 15.5.17: a range outside of the file says how long the file is', async () => {
    const { status, headers, body } = await range('bytes=200000-');

    expect(status).toBe(416);
    expect(headers['content-range']).toBe('bytes */200000');
    expect(body.type).toBe('urn:custos:problem:range-not-satisfiable');
  });

  test.each(['bytes=0-1,5-6', 'bytes=5-1', 'lines=1-2', 'nonsense'])(
    'RFC 9110 section 14.2: for "%s" it opens the whole file',
    async (asked) => {
      const { status, bytes } = await range(asked);

      expect([status, bytes.length]).toEqual([200, 200_000]);
    },
  );

  test('RFC 9110 section 13.1.5: If-Range with another tag opens the whole file', async () => {
    expect((await range('bytes=0-9', { 'if-range': tag() })).status).toBe(206);
    expect((await range('bytes=0-9', { 'if-range': '"other"' })).status).toBe(200);
    expect((await range('bytes=0-9', { 'if-range': `W/${tag()}` })).status).toBe(200);
  });

  test('RFC 9110 section 15.4.5: the copy at hand is not sent again', async () => {
    const { status, headers, bytes } = await fixture.get(one.link, { 'if-none-match': tag() });

    expect([status, bytes.length, headers['etag']]).toEqual([304, 0, tag()]);
    expect((await range('bytes=0-9', { 'if-none-match': '"other"' })).status).toBe(206);
  });

  test('RFC 9110 section 14.2: HEAD has the headers of the whole file, whatever the range', async () => {
    const { status, headers, bytes } = await fixture.head(one.link, { range: 'bytes=0-9' });

    expect([status, bytes.length]).toEqual([200, 0]);
    expect(headers).toMatchObject({
      'content-length': '200000',
      'accept-ranges': 'bytes',
      etag: tag(),
    });
  });

  test('of a video is named as one', async () => {
    const video = await linkedFile(fixture, randomBytes(9), { contentType: 'video/quicktime' });

    const { headers } = await fixture.get(video.link);

    expect(headers['content-type']).toBe('video/quicktime');
    expect(headers['content-disposition']).toContain('.mov"');
  });

  test('leaves no trace of person, record or token in the log', async () => {
    fixture.lines.length = 0;

    await fixture.get(one.link);

    const log = fixture.lines.join('\n');
    expect(fixture.lines).toHaveLength(2);
    for (const secret of [one.recordId, one.person.subjectId, one.link.split('/').at(-1) ?? '']) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('a long file', () => {
  test('comes in parts, and the parts make the file', async () => {
    const file = Buffer.alloc(largestPartBytes + 1_000, 'abcdefg');
    const { link } = await linkedFile(fixture, file, { contentType: 'video/mp4' });

    const first = await fixture.get(link, { range: 'bytes=0-' });
    const second = await fixture.get(link, { range: `bytes=${first.bytes.length}-` });

    expect([first.status, first.bytes.length]).toEqual([206, largestPartBytes]);
    expect(first.headers['content-range']).toBe(`bytes 0-${largestPartBytes - 1}/${file.length}`);
    expect(Buffer.concat([first.bytes, second.bytes]).equals(file)).toBe(true);
  });

  test('that no response can carry is not begun without a range', async () => {
    const person = await newPerson(fixture);
    const media = { ...mediaOf(Buffer.alloc(1)), bytes: largestWholeBytes + 1 };
    const { recordId } = await writeMedia(fixture, person.subjectId, { media });
    const [link] = await makeLinks(fixture, person.subjectId, [recordId]);

    const { status, headers, body } = await fixture.get(link?.path ?? '');

    expect([status, headers['accept-ranges']]).toEqual([422, 'bytes']);
    expect(body.errors).toMatchObject([{ pointer: '/header/range' }]);
  });
});

describe('what opens nothing', () => {
  const get = (path: string) => fixture.get(path, { range: 'bytes=0-9' });

  /** The response without what differs from call to call. */
  const answerTo = async (path: string) => {
    const { status, headers, body } = await get(path);
    const { 'x-request-id': id, ...rest } = headers;
    expect(body.requestId).toBe(id);
    return { status, rest, body: { ...body, requestId: '' } };
  };

  test.for<[string, (one: LinkedFile) => Promise<unknown>]>([
    [
      'is over',
      () => {
        fixture.setClock('2026-11-25T12:15:00Z');
        return Promise.resolve();
      },
    ],
    ['is of a deleted record', (one) => fixture.records.delete(one.person.subjectId, one.recordId)],
    ['is of a person who is being erased', (one) => fixture.subjects.fence(one.person.subjectId)],
    ['is of a purpose without consent', (one) => say(fixture, one.person.subjectId, 'withdrawn')],
    ['is of a file that is lost', ({ name }) => fixture.media.delete(name)],
  ])('a link that %s is answered as an unknown one', async ([, happens]) => {
    const unknown = await answerTo(`/v1/media/content/${'x'.repeat(43)}`);
    const one = await linkedFile(fixture, randomBytes(20), { purpose: 'improvement' });
    expect((await get(one.link)).status).toBe(206);

    await happens(one);

    expect(unknown.status).toBe(404);
    expect(await answerTo(one.link)).toEqual(unknown);
  });

  test.each(['x', 'x'.repeat(300), '%22', 'a%2Fb'])('the token "%s" neither', async (token) => {
    const unknown = await answerTo(`/v1/media/content/${'x'.repeat(43)}`);

    expect(await answerTo(`/v1/media/content/${token}`)).toEqual(unknown);
  });

  test('an unknown token costs one read', async () => {
    const done = await actionsDuring(fixture.database, () =>
      get(`/v1/media/content/${'x'.repeat(43)}`),
    );

    expect(done).toEqual(['test-media-links get']);
  });

  test('a lost file is reported to the operator', async () => {
    const one = await linkedFile(fixture, randomBytes(20));
    await fixture.media.delete(one.name);
    fixture.lines.length = 0;

    await get(one.link);

    expect(fixture.lines.join()).toContain('MEDIA_LOST');
  });
});

test('an altered file ends the response as failed, before an altered byte', async () => {
  const one = await linkedFile(fixture, randomBytes(200_000));
  const sealed = await buffer((await fixture.media.open(one.name))!.body);
  sealed[sealed.length - 30]! ^= 1;
  await fixture.media.put(one.name, Readable.from([sealed], { objectMode: false }));
  const sent: Buffer[] = [];
  const stream = new ResponseStream((bytes) => {
    sent.push(Buffer.from(bytes));
    return Promise.resolve();
  });

  const call = fixture.app(proxyEvent({ method: 'GET', path: one.link }), stream);

  await expect(call).rejects.toThrow(ObjectBrokenError);
  const bytes = Buffer.concat(sent);
  const received = bytes.subarray(bytes.indexOf(Buffer.alloc(8)) + 8);
  expect(received.length).toBeGreaterThan(0);
  expect(received.length).toBeLessThan(200_000);
  expect(received.equals(one.file.subarray(0, received.length))).toBe(true);
});

test('media-content does what it declares, and nothing else', async () => {
  const own = await linkedFile(fixture, randomBytes(20));
  const used = await linkedFile(fixture, randomBytes(20), { purpose: 'service-provision' });

  const done = await actionsDuring(fixture.database, async () => {
    expect((await fixture.get(own.link)).status).toBe(200);
    expect((await fixture.get(used.link)).status).toBe(200);
  });

  expect(done).toEqual(declaredBy(mediaContent));
});
