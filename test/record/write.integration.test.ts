import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listEntries } from '../../lambda/ledger/store.ts';
import type { App } from '../../lambda/platform/http/app.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { records } from '../../lambda/record/table.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { call } from '../support/call.ts';
import { assistant, writeRequest, newPerson, write } from './calls.ts';
import type { Person } from './calls.ts';
import { openRecordFixture } from './record-fixture.ts';
import type { RecordFixture } from './record-fixture.ts';

let fixture: RecordFixture;
let app: App;
beforeAll(async () => {
  fixture = await openRecordFixture();
  app = fixture.recordApp();
});
afterEach(() => fixture.setClock(undefined));
afterAll(() => fixture.stop());

const stored = async ({ subjectId }: Person): Promise<number> =>
  (await fixture.records.count(subjectId)).reduce((sum, { count }) => sum + count, 0);

async function restrict({ subjectId }: Person, purposes: { S: string } | { L: { S: string }[] }) {
  await fixture.database.client.send(
    new UpdateItemCommand({
      TableName: fixture.database.physicalName(subjects),
      Key: { subjectId: { S: subjectId } },
      UpdateExpression: 'SET restrictedPurposes = :purposes',
      ExpressionAttributeValues: { ':purposes': purposes },
    }),
  );
}

describe('storing a record', () => {
  test('answers its id, its end and the policy under which it was stored', async () => {
    const ada = await newPerson(fixture);

    const answer = await write(
      app,
      writeRequest(ada, { collectedAt: '2026-11-20T10:00:00+01:00' }),
    );

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      recordId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      expiresAt: '2026-12-20T09:00:00.000Z',
      policyVersion: fixture.policy.version,
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('keeps it for the longest period among its purposes', async () => {
    const ada = await newPerson(fixture, 'US-CA');
    const purposes = ['service-provision', 'improvement'];

    const answer = await write(
      app,
      writeRequest(ada, { purposes, collectedAt: '2026-11-20T10:00:00Z' }),
    );

    expect(answer.body.expiresAt).toBe('2028-11-20T10:00:00.000Z');
  });

  test('encrypts content and source; category, purposes and times are plain', async () => {
    const ada = await newPerson(fixture);
    const secrets = { content: { text: 'my-secret-prompt' }, source: 'my-secret-phone' };

    const { body } = await write(app, writeRequest(ada, secrets));

    const { Item } = await fixture.database.client.send(
      new GetItemCommand({
        TableName: fixture.database.physicalName(records),
        Key: { subjectId: { S: ada.subjectId }, recordId: { S: body.recordId } },
      }),
    );
    expect(Object.keys(Item!).sort()).toEqual([
      'category',
      'collectedAt',
      'contentVersion',
      'erasureClass',
      'expiresAt',
      'policyVersion',
      'purposes',
      'recordId',
      'sealed',
      'storedAt',
      'subjectId',
      'version',
    ]);
    const text = JSON.stringify(Item) + Buffer.from(Item!['sealed']!.B!).toString('latin1');
    expect(text).not.toContain('my-secret');
    expect(Item!['expiresAt']!.N).toBe(String(Date.parse(body.expiresAt) / 1000));
  });

  test('takes any JSON value as content, and gives it back as it was', async () => {
    const ada = await newPerson(fixture);
    const contents = [
      'text',
      0,
      -1.5e-7,
      true,
      null,
      [],
      {},
      ['', 'ünïcödé 🦉', { constructor: { prototype: 1 }, '': [null] }],
      'line\nbreak\ttab\u0001\u0000',
    ];
    for (const content of contents) {
      const { body, status } = await write(app, writeRequest(ada, { content }));
      expect(status).toBe(201);
      const record = await fixture.records.get(ada.subjectId, body.recordId);
      expect(JSON.stringify(record?.content)).toBe(JSON.stringify(content));
    }
  });

  test('takes content of 256 KiB', async () => {
    const ada = await newPerson(fixture);
    const content = 'x'.repeat(256 * 1024 - 2);

    const answer = await write(app, writeRequest(ada, { content }));

    expect(answer.status).toBe(201);
  });

  test('takes a clock that runs a little ahead', async () => {
    const ada = await newPerson(fixture);
    const collectedAt = new Date(Date.now() + 240_000).toISOString();

    expect((await write(app, writeRequest(ada, { collectedAt }))).status).toBe(201);
  });

  test('repeated with its key, answers the same and stores once', async () => {
    const ada = await newPerson(fixture);

    const first = await write(app, writeRequest(ada), 'key-1');
    const second = await write(app, writeRequest(ada), 'key-1');

    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await stored(ada)).toBe(1);
  });

  test('with a key that came with another body is refused', async () => {
    const ada = await newPerson(fixture);
    await write(app, writeRequest(ada), 'key-2');

    const reused = await write(app, writeRequest(ada, { content: 'other' }), 'key-2');

    expect(reused.body).toMatchObject({
      status: 422,
      type: 'urn:custos:problem:idempotency-key-reused',
    });
    expect(await stored(ada)).toBe(1);
  });

  test('sent twenty times at once with one key, stores once', async () => {
    const ada = await newPerson(fixture);

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => write(app, writeRequest(ada), 'key-3')),
    );

    expect(await stored(ada)).toBe(1);
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
    const ids = answers.flatMap(({ status, body }) => (status === 201 ? [body.recordId] : []));
    expect(new Set(ids).size).toBe(1);
  });
});

describe('storing is refused, and nothing stored or echoed,', () => {
  const planted = 'planted-4711';
  interface Refused {
    readonly overrides: object;
    readonly status: number;
    readonly slug: string;
    readonly pointer?: string;
  }
  const deep = (levels: number): unknown => (levels === 0 ? planted : [deep(levels - 1)]);
  const invalid = { status: 422, slug: 'invalid-input' };
  const cases: Record<string, Refused> = {
    'for an unknown category': {
      overrides: { category: 'health-data' },
      ...invalid,
      pointer: '/category',
    },
    'for a category that is a prototype name': {
      overrides: { category: 'constructor' },
      ...invalid,
      pointer: '/category',
    },
    'for an unknown purpose': {
      overrides: { purposes: ['service-provision', 'marketing'] },
      ...invalid,
      pointer: '/purposes/1',
    },
    'without a purpose': { overrides: { purposes: [] }, ...invalid, pointer: '/purposes' },
    'for a purpose named twice': {
      overrides: { purposes: ['service-provision', 'service-provision'] },
      ...invalid,
      pointer: '/purposes',
    },
    'for a purpose that does not cover the category': {
      overrides: { purposes: ['service-provision', 'safety'] },
      status: 403,
      slug: 'processing-not-permitted',
      pointer: '/purposes/1',
    },
    'for a purpose without the consent that it rests on': {
      overrides: { purposes: ['service-provision', 'improvement'] },
      status: 403,
      slug: 'processing-not-permitted',
      pointer: '/purposes/1',
    },
    'for content over 256 KiB': {
      overrides: { content: planted + 'x'.repeat(256 * 1024) },
      status: 413,
      slug: 'payload-too-large',
      pointer: '/content',
    },
    'for two megabytes of digits': {
      overrides: { content: '7'.repeat(2_000_000) },
      status: 413,
      slug: 'payload-too-large',
    },
    'without content': { overrides: { content: undefined }, ...invalid, pointer: '/content' },
    'for content nested too deeply': {
      overrides: { content: deep(33) },
      ...invalid,
      pointer: '/content',
    },
    'for half a surrogate pair': {
      overrides: { content: { text: `${planted}\ud800` } },
      ...invalid,
      pointer: '/content/text',
    },
    'for control characters in the source': {
      overrides: { source: `${planted}\u0000` },
      ...invalid,
      pointer: '/source',
    },
    'for an unknown field': { overrides: { note: planted }, ...invalid, pointer: '/note' },
    'for a time that has not come': {
      overrides: { collectedAt: '2100-01-01T00:00:00Z' },
      ...invalid,
      pointer: '/collectedAt',
    },
    'for a time that is none': {
      overrides: { collectedAt: 'yesterday' },
      ...invalid,
      pointer: '/collectedAt',
    },
    'for data whose period is over': {
      overrides: { collectedAt: '2026-01-01T00:00:00Z' },
      ...invalid,
      pointer: '/collectedAt',
    },
  };

  test.each(Object.entries(cases))('%s', async (_, { overrides, status, slug, pointer }) => {
    const ada = await newPerson(fixture);
    fixture.lines.length = 0;

    const answer = await write(
      app,
      writeRequest(ada, { content: { text: planted }, ...overrides }),
    );

    expect(answer.body).toMatchObject({ status, type: `urn:custos:problem:${slug}` });
    expect(answer.status).toBe(status);
    if (pointer !== undefined) {
      expect(answer.body.errors).toEqual([
        expect.objectContaining({ pointer, message: expect.any(String) as string }),
      ]);
    }
    expect(await stored(ada)).toBe(0);
    for (const text of [answer.text, fixture.lines.join('\n')]) {
      expect(text).not.toContain(planted);
      expect(text).not.toContain(ada.subject.value);
      expect(text).not.toContain('health-data');
      expect(text).not.toContain('marketing');
      expect(text).not.toContain('7777');
    }
  });

  test('for a prototype name in the content', async () => {
    const ada = await newPerson(fixture);
    const body = JSON.stringify(writeRequest(ada)).replace('"text"', '"__proto__"');

    const answer = await write(app, body);

    expect(answer.status).toBe(422);
    expect(await stored(ada)).toBe(0);
  });

  test('for malformed JSON, a missing key or a missing scope', async () => {
    const ada = await newPerson(fixture);

    expect((await write(app, '{"subject":')).status).toBe(422);
    expect((await write(app, writeRequest(ada), '')).body.errors).toEqual([
      expect.objectContaining({ pointer: '/header/idempotency-key' }),
    ]);
    const unscoped = await call(app, {
      method: 'POST',
      path: '/v1/records',
      caller: assistant,
      scopes: 'custos/records.read',
      body: writeRequest(ada),
      headers: { 'idempotency-key': 'k' },
    });
    expect(unscoped.body).toMatchObject({ status: 403, type: 'urn:custos:problem:scope-missing' });
    expect(await stored(ada)).toBe(0);
  });

  test('about an unknown person, with the remedy', async () => {
    const answer = await write(
      app,
      writeRequest({ subject: { type: 'email', value: 'nobody@example.org' } }),
    );

    expect(answer.body).toMatchObject({ status: 404, type: 'urn:custos:problem:not-found' });
    expect(answer.body.detail).toContain('POST /v1/subjects');
    expect(answer.text).not.toContain('nobody@');
  });

  test('about a person whose erasure is under way or done, until they are registered again', async () => {
    const ada = await newPerson(fixture);

    await fixture.subjects.fence(ada.subjectId);
    const during = await write(app, writeRequest(ada));
    await fixture.subjects.forget(ada.subjectId);
    const afterwards = await write(app, writeRequest(ada));
    await fixture.subjects.register(ada.subject, { by: 'service' });
    const registeredAgain = await write(app, writeRequest(ada));

    for (const answer of [during, afterwards]) {
      expect(answer.body).toMatchObject({ status: 409, type: 'urn:custos:problem:subject-erased' });
      expect(answer.body.detail).toContain('POST /v1/subjects');
    }
    expect(registeredAgain.status).toBe(201);
    expect(await stored(ada)).toBe(0);
  });

  test.each([
    ['everything', { S: 'all' }],
    ['the purpose', { L: [{ S: 'service-provision' }] }],
  ])('while %s is restricted', async (_, purposes) => {
    const ada = await newPerson(fixture);
    await restrict(ada, purposes);

    const answer = await write(app, writeRequest(ada));

    expect(answer.body).toMatchObject({
      status: 403,
      type: 'urn:custos:problem:processing-restricted',
    });
    expect(await stored(ada)).toBe(0);
  });

  test('and a denial is returned with its reasons and entered in the ledger', async () => {
    const ada = await newPerson(fixture);
    const purposes = ['service-provision', 'improvement'];
    const before = Date.now();

    const answer = await write(app, writeRequest(ada, { purposes }));

    expect(answer.body.errors).toEqual([
      { pointer: '/purposes/1', message: 'this purpose is denied: consent-not-given' },
    ]);
    const { entries } = await listEntries(fixture.database, {
      from: milliseconds(before),
      to: milliseconds(Date.now() + 1_000),
      type: 'decision.denied',
      limit: 100,
    });
    expect(entries.map(({ codes }) => codes)).toEqual([
      { purpose: 'improvement', category: 'prompt-text', reason: 'consent-not-given' },
    ]);
  });

  test('and a key that came with a refusal is free for the remedy', async () => {
    const subject = { type: 'user-id', value: crypto.randomUUID() } as const;

    const refused = await write(app, writeRequest({ subject: subject as never }), 'key-4');
    await fixture.subjects.register(subject, { by: 'service' });
    const stored = await write(app, writeRequest({ subject: subject as never }), 'key-4');

    expect(refused.status).toBe(404);
    expect(stored.status).toBe(201);
  });
});
